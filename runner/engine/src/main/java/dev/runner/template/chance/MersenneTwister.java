package dev.runner.template.chance;

import java.math.BigInteger;

/// The generator MT19937 (Matsumoto and Nishimura, 1998), seeded by an array as its authors'
/// reference code does.
final class MersenneTwister {
  private static final int SIZE = 624;
  private static final int MIDDLE = 397;

  private final int[] state = new int[SIZE];
  private int at = SIZE;

  /// @param seed not negative
  MersenneTwister(BigInteger seed) {
    int[] key = new int[Math.max(1, (seed.bitLength() + 31) / 32)];
    for (int i = 0; i < key.length; i++) {
      key[i] = seed.shiftRight(32 * i).intValue();
    }
    fill(19650218);
    mix(key);
  }

  private void fill(int seed) {
    state[0] = seed;
    for (int i = 1; i < SIZE; i++) {
      state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    }
  }

  private void mix(int[] key) {
    int i = 1;
    int j = 0;
    for (int round = Math.max(SIZE, key.length); round > 0; round--) {
      state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >>> 30)) * 1664525)) + key[j] + j;
      i = advance(i);
      j = j + 1 == key.length ? 0 : j + 1;
    }
    for (int round = SIZE - 1; round > 0; round--) {
      state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >>> 30)) * 1566083941)) - i;
      i = advance(i);
    }
    state[0] = 0x80000000;
  }

  private int advance(int i) {
    if (i + 1 < SIZE) {
      return i + 1;
    }
    state[0] = state[SIZE - 1];
    return 1;
  }

  /// The next 32 bits.
  int next() {
    if (at == SIZE) {
      twist();
    }
    int y = state[at++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return y ^ (y >>> 18);
  }

  private void twist() {
    for (int i = 0; i < SIZE; i++) {
      int y = (state[i] & 0x80000000) | (state[(i + 1) % SIZE] & 0x7fffffff);
      state[i] = state[(i + MIDDLE) % SIZE] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : 0x9908b0df);
    }
    at = 0;
  }
}
