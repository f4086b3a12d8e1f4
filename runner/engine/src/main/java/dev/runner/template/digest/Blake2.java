package dev.runner.template.digest;

import java.util.Arrays;

/// The hashes BLAKE2b and BLAKE2s of RFC 7693, without a key. Words of the smaller one are kept in
/// the lower half of a `long`.
final class Blake2 {
  private static final long[] START = {
    0x6a09e667f3bcc908L, 0xbb67ae8584caa73bL, 0x3c6ef372fe94f82bL, 0xa54ff53a5f1d36f1L,
    0x510e527fade682d1L, 0x9b05688c2b3e6c1fL, 0x1f83d9abfb41bd6bL, 0x5be0cd19137e2179L
  };
  private static final String[] ORDER = {
    "0123456789abcdef", "ea489fd61c02b753", "b8c052fdae367194", "7931dcbe265a40f8",
    "905724afe1bc683d", "2c6a0b834d75fe19", "c51fed4a0763928b", "db7ec13950f4862a",
    "6fe9b308c2d714a5", "a2847615fb9e3cd0"
  };

  private final boolean big;
  private final int word;
  private final long mask;
  private final int[] turns;
  private final long[] state = new long[8];

  private Blake2(boolean big) {
    this.big = big;
    this.word = big ? 8 : 4;
    this.mask = big ? -1L : 0xffffffffL;
    this.turns = big ? new int[] {32, 24, 16, 63} : new int[] {16, 12, 8, 7};
    for (int i = 0; i < 8; i++) {
      state[i] = start(i);
    }
    state[0] ^= 0x01010000L | (8L * word);
  }

  /// The digest of 64 bytes (`blake2b`) or 32 (`blake2s`).
  static byte[] of(boolean big, byte[] bytes) {
    return new Blake2(big).digest(bytes);
  }

  private long start(int index) {
    return big ? START[index] : START[index] >>> 32;
  }

  private byte[] digest(byte[] bytes) {
    int block = 16 * word;
    int at = 0;
    for (; bytes.length - at > block; at += block) {
      compress(Arrays.copyOfRange(bytes, at, at + block), at + block, false);
    }
    compress(Arrays.copyOfRange(bytes, at, at + block), bytes.length, true);
    byte[] out = new byte[8 * word];
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) (state[i / word] >>> (8 * (i % word)));
    }
    return out;
  }

  private void compress(byte[] block, long count, boolean last) {
    long[] m = new long[16];
    for (int i = 0; i < block.length; i++) {
      m[i / word] |= (block[i] & 0xffL) << (8 * (i % word));
    }
    long[] v = Arrays.copyOf(state, 16);
    for (int i = 0; i < 8; i++) {
      v[8 + i] = start(i);
    }
    v[12] ^= count & mask;
    if (last) {
      v[14] = ~v[14] & mask;
    }
    for (int round = 0; round < (big ? 12 : 10); round++) {
      round(v, m, ORDER[round % 10]);
    }
    for (int i = 0; i < 8; i++) {
      state[i] ^= v[i] ^ v[i + 8];
    }
  }

  private void round(long[] v, long[] m, String order) {
    for (int i = 0; i < 8; i++) {
      long first = m[Character.digit(order.charAt(2 * i), 16)];
      long second = m[Character.digit(order.charAt(2 * i + 1), 16)];
      int shift = i < 4 ? 0 : 1; // columns, then diagonals
      mix(
          v,
          i % 4,
          4 + (i + shift) % 4,
          8 + (i + 2 * shift) % 4,
          12 + (i + 3 * shift) % 4,
          first,
          second);
    }
  }

  private void mix(long[] v, int a, int b, int c, int d, long first, long second) {
    v[a] = (v[a] + v[b] + first) & mask;
    v[d] = turned(v[d] ^ v[a], turns[0]);
    v[c] = (v[c] + v[d]) & mask;
    v[b] = turned(v[b] ^ v[c], turns[1]);
    v[a] = (v[a] + v[b] + second) & mask;
    v[d] = turned(v[d] ^ v[a], turns[2]);
    v[c] = (v[c] + v[d]) & mask;
    v[b] = turned(v[b] ^ v[c], turns[3]);
  }

  private long turned(long value, int by) {
    return big
        ? Long.rotateRight(value, by)
        : Integer.toUnsignedLong(Integer.rotateRight((int) value, by));
  }
}
