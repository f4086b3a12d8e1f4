package dev.runner.modules.certificates;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The sums BLAKE2b of 64 bytes and BLAKE2s of 32 (RFC 7693), which the JDK hasn't. Both are one
/// algorithm on words of 64 and of 32 bits.
final class Blake2 {
  private static final int[][] ORDER = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
    {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
    {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
    {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
    {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
    {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0},
  };

  /// Columns and diagonals of the four by four words.
  private static final int[][] LINES = {
    {0, 4, 8, 12}, {1, 5, 9, 13}, {2, 6, 10, 14}, {3, 7, 11, 15},
    {0, 5, 10, 15}, {1, 6, 11, 12}, {2, 7, 8, 13}, {3, 4, 9, 14},
  };

  /// The first 64 bits behind the point of the square roots of the first eight primes.
  private static final long[] START = {
    0x6a09e667f3bcc908L, 0xbb67ae8584caa73bL, 0x3c6ef372fe94f82bL, 0xa54ff53a5f1d36f1L,
    0x510e527fade682d1L, 0x9b05688c2b3e6c1fL, 0x1f83d9abfb41bd6bL, 0x5be0cd19137e2179L,
  };

  private static final int[] TURNS_OF_64 = {32, 24, 16, 63};
  private static final int[] TURNS_OF_32 = {16, 12, 8, 7};

  private final int width;
  private final int rounds;
  private final int[] turns;
  private final long[] start = new long[8];

  private Blake2(int width, int rounds, int[] turns) {
    this.width = width;
    this.rounds = rounds;
    this.turns = turns;
    for (int i = 0; i < start.length; i++) {
      start[i] = width == 64 ? START[i] : START[i] >>> 32;
    }
  }

  /// BLAKE2b.
  static byte[] b(byte[] bytes) {
    return new Blake2(64, 12, TURNS_OF_64).sum(bytes);
  }

  /// BLAKE2s.
  static byte[] s(byte[] bytes) {
    return new Blake2(32, 10, TURNS_OF_32).sum(bytes);
  }

  private byte[] sum(byte[] bytes) {
    int block = 2 * width;
    long[] state = start.clone();
    state[0] ^= 0x01010000L ^ width;
    int at = 0;
    while (bytes.length - at > block) {
      mix(state, Arrays.copyOfRange(bytes, at, at + block), at + block, false);
      at += block;
    }
    mix(
        state,
        Arrays.copyOf(Arrays.copyOfRange(bytes, at, bytes.length), block),
        bytes.length,
        true);
    ByteBuffer out = ByteBuffer.allocate(width).order(ByteOrder.LITTLE_ENDIAN);
    for (long word : state) {
      if (width == 64) {
        out.putLong(word);
      } else {
        out.putInt((int) word);
      }
    }
    return out.array();
  }

  private void mix(long[] state, byte[] block, long read, boolean last) {
    ByteBuffer in = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
    long[] words = new long[16];
    for (int i = 0; i < words.length; i++) {
      words[i] = width == 64 ? in.getLong() : Integer.toUnsignedLong(in.getInt());
    }
    long[] v = Arrays.copyOf(state, 16);
    System.arraycopy(start, 0, v, 8, 8);
    v[12] ^= read;
    v[14] = last ? only(~v[14]) : v[14];
    for (int round = 0; round < rounds; round++) {
      int[] order = ORDER[round % ORDER.length];
      for (int line = 0; line < LINES.length; line++) {
        stir(v, LINES[line], words[order[2 * line]], words[order[2 * line + 1]]);
      }
    }
    for (int i = 0; i < state.length; i++) {
      state[i] ^= v[i] ^ v[i + 8];
    }
  }

  private void stir(long[] v, int[] line, long one, long other) {
    int a = line[0];
    int b = line[1];
    int c = line[2];
    int d = line[3];
    v[a] = only(v[a] + v[b] + one);
    v[d] = turned(v[d] ^ v[a], turns[0]);
    v[c] = only(v[c] + v[d]);
    v[b] = turned(v[b] ^ v[c], turns[1]);
    v[a] = only(v[a] + v[b] + other);
    v[d] = turned(v[d] ^ v[a], turns[2]);
    v[c] = only(v[c] + v[d]);
    v[b] = turned(v[b] ^ v[c], turns[3]);
  }

  private long only(long word) {
    return width == 64 ? word : word & 0xffffffffL;
  }

  private long turned(long word, int right) {
    return only(word >>> right | word << (width - right));
  }
}
