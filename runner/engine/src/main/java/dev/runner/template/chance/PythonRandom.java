package dev.runner.template.chance;

import dev.runner.template.digest.Digests;
import dev.runner.values.Numbers;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Texts;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;

/// The choices that Python's `random.Random` makes: with a seed the very same ones, without one
/// unpredictable ones.
public final class PythonRandom {
  private final IntSupplier words;

  private PythonRandom(IntSupplier words) {
    this.words = words;
  }

  /// Unpredictable choices.
  public static PythonRandom unseeded(RandomGenerator source) {
    return new PythonRandom(source::nextInt);
  }

  /// The choices that follow from a seed: a number or a text (`random.seed`, version 2).
  public static PythonRandom seeded(Object seed) {
    MersenneTwister twister = new MersenneTwister(number(seed));
    return new PythonRandom(twister::next);
  }

  private static BigInteger number(Object seed) {
    if (Python.isInteger(seed)) {
      return Numbers.big(seed).abs();
    }
    if (seed instanceof Double real) {
      return floatHash(real);
    }
    if (!dev.runner.values.Text.isText(seed)) {
      throw PythonException.type(
          "The only supported seed types are: None, int, float, str, bytes, and bytearray.");
    }
    byte[] text = Texts.value(seed).getBytes(StandardCharsets.UTF_8);
    byte[] digest = Digests.of("SHA-512", text);
    byte[] all = new byte[text.length + digest.length];
    System.arraycopy(text, 0, all, 0, text.length);
    System.arraycopy(digest, 0, all, text.length, digest.length);
    return new BigInteger(1, all);
  }

  /// Python's hash of a float, as a size_t: the number modulo the prime `2**61 - 1`.
  private static BigInteger floatHash(double real) {
    if (Double.isNaN(real)) {
      return BigInteger.ZERO;
    }
    if (Double.isInfinite(real)) {
      return unsigned(BigInteger.valueOf(real > 0 ? 314159 : -314159));
    }
    BigInteger prime = BigInteger.TWO.pow(61).subtract(BigInteger.ONE);
    java.math.BigDecimal exact = new java.math.BigDecimal(Math.abs(real));
    int scale = Math.max(0, exact.scale());
    BigInteger top = exact.movePointRight(scale).toBigIntegerExact().mod(prime);
    BigInteger hash =
        top.multiply(BigInteger.TEN.modPow(BigInteger.valueOf(scale), prime).modInverse(prime))
            .mod(prime);
    BigInteger signed = real < 0 ? hash.negate() : hash;
    return unsigned(signed.equals(BigInteger.ONE.negate()) ? BigInteger.valueOf(-2) : signed);
  }

  private static BigInteger unsigned(BigInteger number) {
    return number.signum() < 0 ? number.add(BigInteger.TWO.pow(64)) : number;
  }

  /// `getrandbits(count)`.
  BigInteger bits(int count) {
    BigInteger result = BigInteger.ZERO;
    int shift = 0;
    for (int left = count; left > 0; left -= 32) {
      int word = words.getAsInt();
      int used = left < 32 ? word >>> (32 - left) : word;
      result = result.or(BigInteger.valueOf(used & 0xffffffffL).shiftLeft(shift));
      shift += 32;
    }
    return result;
  }

  /// A number from zero to before `limit`, which is positive.
  BigInteger below(BigInteger limit) {
    int count = limit.bitLength();
    BigInteger number = bits(count);
    while (number.compareTo(limit) >= 0) {
      number = bits(count);
    }
    return number;
  }

  /// A number from 0 up to the limit, which is not among them.
  public int below(int limit) {
    return below(BigInteger.valueOf(limit)).intValue();
  }

  /// `randrange(start, stop, step)`.
  public Object range(Object start, Object stop, Object step) {
    BigInteger from = Numbers.big(start);
    BigInteger by = Numbers.big(step);
    BigInteger width = Numbers.big(stop).subtract(from);
    if (by.signum() == 0) {
      throw PythonException.value("zero step for randrange()");
    }
    BigInteger one = BigInteger.valueOf(by.signum());
    BigInteger count = width.add(by).subtract(one).divide(by);
    if (count.signum() <= 0 || width.signum() * by.signum() <= 0) {
      throw PythonException.value(
          "empty range in randrange(" + from + ", " + stop + ", " + by + ")");
    }
    return Numbers.whole(from.add(by.multiply(below(count))));
  }

  /// `choice(list)`.
  public Object choice(List<?> list) {
    if (list.isEmpty()) {
      throw PythonException.of(PythonException.Kind.INDEX, "Cannot choose from an empty sequence");
    }
    return list.get(below(list.size()));
  }

  /// `shuffle(list)`, of a copy.
  public List<Object> shuffled(List<?> list) {
    List<Object> copy = new ArrayList<>(list);
    for (int i = copy.size() - 1; i > 0; i--) {
      Collections.swap(copy, i, below(i + 1));
    }
    return copy;
  }
}
