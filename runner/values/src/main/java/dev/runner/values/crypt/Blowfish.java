package dev.runner.values.crypt;

import java.math.BigInteger;
import java.nio.ByteBuffer;

/// The cipher Blowfish with a schedule that can be mixed again and again, which the JDK's doesn't
/// offer. Its first tables are the digits of pi.
final class Blowfish {
  private static final int ROUNDS = 16;
  private static final int WORDS = ROUNDS + 2 + 4 * 256;

  private final int[] p = new int[ROUNDS + 2];
  private final int[] s = new int[4 * 256];

  Blowfish() {
    System.arraycopy(Pi.DIGITS, 0, p, 0, p.length);
    System.arraycopy(Pi.DIGITS, p.length, s, 0, s.length);
  }

  /// Computed when the first password is hashed.
  private static final class Pi {
    static final int[] DIGITS = digits();

    /// The fraction of pi = 16 arctan(1/5) − 4 arctan(1/239), 32 bits a word.
    private static int[] digits() {
      int bits = WORDS * 32;
      int guard = 64;
      BigInteger one = BigInteger.ONE.shiftLeft(bits + guard);
      BigInteger pi =
          arctan(one, 5).shiftLeft(4).subtract(arctan(one, 239).shiftLeft(2)).shiftRight(guard);
      BigInteger fraction = pi.subtract(BigInteger.valueOf(3).shiftLeft(bits));
      byte[] bytes = fraction.toByteArray();
      int[] words = new int[WORDS];
      ByteBuffer.wrap(bytes, bytes.length - WORDS * 4, WORDS * 4).asIntBuffer().get(words);
      return words;
    }

    private static BigInteger arctan(BigInteger one, int inverse) {
      BigInteger square = BigInteger.valueOf((long) inverse * inverse);
      BigInteger power = one.divide(BigInteger.valueOf(inverse));
      BigInteger sum = power;
      for (int n = 3; power.signum() != 0; n += 2) {
        power = power.divide(square).negate();
        sum = sum.add(power.divide(BigInteger.valueOf(n)));
      }
      return sum;
    }
  }

  /// Mixes a key and a salt into the schedule.
  void expand(byte[] salt, byte[] key) {
    int at = 0;
    for (int i = 0; i < p.length; i++) {
      int word = 0;
      for (int j = 0; j < 4; j++) {
        word = word << 8 | (key[at] & 0xff);
        at = (at + 1) % key.length;
      }
      p[i] ^= word;
    }
    int[] block = new int[2];
    int offset = 0;
    for (int[] table : new int[][] {p, s}) {
      for (int i = 0; i < table.length; i += 2) {
        block[0] ^= word(salt, offset);
        block[1] ^= word(salt, offset + 4);
        offset = (offset + 8) % salt.length;
        encrypt(block);
        table[i] = block[0];
        table[i + 1] = block[1];
      }
    }
  }

  private static int word(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 24
        | (bytes[at + 1] & 0xff) << 16
        | (bytes[at + 2] & 0xff) << 8
        | (bytes[at + 3] & 0xff);
  }

  private void encrypt(int[] block) {
    int left = block[0];
    int right = block[1];
    for (int i = 0; i < ROUNDS; i += 2) {
      left ^= p[i];
      right ^= mixed(left);
      right ^= p[i + 1];
      left ^= mixed(right);
    }
    block[0] = right ^ p[ROUNDS + 1];
    block[1] = left ^ p[ROUNDS];
  }

  private int mixed(int word) {
    int sum = s[word >>> 24] + s[256 + (word >>> 16 & 0xff)];
    return (sum ^ s[512 + (word >>> 8 & 0xff)]) + s[768 + (word & 0xff)];
  }

  /// Encrypts blocks of eight bytes in place.
  void encrypt(byte[] text) {
    ByteBuffer buffer = ByteBuffer.wrap(text);
    int[] block = new int[2];
    for (int i = 0; i < text.length; i += 8) {
      block[0] = buffer.getInt(i);
      block[1] = buffer.getInt(i + 4);
      encrypt(block);
      buffer.putInt(i, block[0]).putInt(i + 4, block[1]);
    }
  }
}
