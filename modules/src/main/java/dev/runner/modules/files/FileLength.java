package dev.runner.modules.files;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The length of a file as a task asks for it: in bytes, and the blocks that it counts in.
///
/// @param bytes the whole
/// @param block of one block, in bytes
record FileLength(long bytes, long block) {
  private static final long USUAL_BLOCK = 4096;
  private static final String LETTERS = "KMGTPEZY";
  private static final Pattern SIZE = Pattern.compile("([0-9.]*)\\s*([^0-9.].*)?");

  /// A number with the unit that is behind it.
  private record Measure(BigDecimal number, Optional<BigDecimal> unit) {
    BigDecimal bytes() {
      return number.multiply(unit.orElse(BigDecimal.ONE));
    }
  }

  /// Reads the parameters.
  ///
  /// @throws IllegalArgumentException if they aren't lengths; the message says why
  static FileLength of(String size, Optional<String> blocksize) {
    Measure wanted = measure("size", size);
    Optional<Long> given =
        blocksize.map(
            text -> {
              try {
                return measure("blocksize", text).bytes().longValueExact();
              } catch (ArithmeticException e) {
                throw new IllegalArgumentException(
                    "invalid blocksize value: bytes require an integer value", e);
              }
            });
    if (given.filter(each -> each < 1).isPresent()) {
      throw new IllegalArgumentException("invalid blocksize value: a block has bytes");
    }
    if (wanted.unit().isEmpty()) {
      long block = given.orElse(USUAL_BLOCK);
      return new FileLength(
          wanted.number().setScale(0, RoundingMode.HALF_EVEN).longValueExact() * block, block);
    }
    long bytes = wanted.bytes().setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    return new FileLength(bytes, given.orElseGet(() -> block(bytes, wanted.unit().get())));
  }

  private static long block(long bytes, BigDecimal unit) {
    if (bytes % USUAL_BLOCK == 0) {
      return USUAL_BLOCK;
    }
    long each = unit.longValueExact();
    return bytes % each == 0 ? each : bytes;
  }

  private static Measure measure(String parameter, String text) {
    Matcher parts = SIZE.matcher(text.strip());
    if (!parts.matches() || !parts.group(1).matches("[0-9]+([.][0-9]*)?|[.][0-9]+")) {
      throw new IllegalArgumentException(
          "invalid %s value (%s): a number with a unit is wanted, or without one of blocks"
              .formatted(parameter, text));
    }
    Measure measure =
        new Measure(
            new BigDecimal(parts.group(1)),
            Optional.ofNullable(parts.group(2)).map(unit -> unit(parameter, unit.strip())));
    boolean inBytes = measure.unit().equals(Optional.of(BigDecimal.ONE));
    if (inBytes && measure.number().stripTrailingZeros().scale() > 0) {
      throw new IllegalArgumentException(
          parameter.equals("size")
              ? "byte is the smallest unit and requires an integer value"
              : "invalid %s value: bytes require an integer value".formatted(parameter));
    }
    return measure;
  }

  private static BigDecimal unit(String parameter, String unit) {
    if (unit.equals("B")) {
      return BigDecimal.ONE;
    }
    int power = LETTERS.indexOf(unit.substring(0, 1).toUpperCase(Locale.ROOT)) + 1;
    String rest = unit.substring(1);
    boolean decimal = rest.equals("B");
    boolean binary =
        rest.isEmpty() || (rest.equals("iB") && !Character.isLowerCase(unit.charAt(0)));
    if (power == 0 || !(decimal || binary)) {
      throw new IllegalArgumentException(
          "invalid %s unit (%s): unit must be one of B, kB, KB, KiB, K, k, MB and so on, or none."
              .formatted(parameter, unit));
    }
    return BigDecimal.valueOf(decimal ? 1000 : 1024).pow(power);
  }

  /// What `register` gets of it.
  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("blocks", block == 0 ? 0 : bytes / block);
    values.put("blocksize", block);
    values.put("bytes", bytes);
    values.put("iec", shown(1024, "iB"));
    values.put("si", shown(1000, "B"));
    return values;
  }

  private String shown(int base, String suffix) {
    int power = 0;
    double number = bytes;
    while (number >= base && power < LETTERS.length()) {
      number /= base;
      power++;
    }
    if (power == 0) {
      return bytes + " B";
    }
    String letter = LETTERS.substring(power - 1, power);
    BigDecimal rounded = BigDecimal.valueOf(number).setScale(2, RoundingMode.HALF_EVEN);
    String text = rounded.toPlainString().replaceFirst("(\\.\\d)0$", "$1");
    return text + " " + (base == 1000 && power == 1 ? "k" : letter) + suffix;
  }
}
