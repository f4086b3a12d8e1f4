package dev.runner.modules.system;

import dev.runner.module.BadParameter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A size as lvcreate(8) takes it: `512m`, `50%VG`, `+10g`, `100%FREE`.
///
/// @param sign `+` or `-` before what an existing volume changes by; else empty
/// @param number how many units, or percent
/// @param unit of bytes, in lower case; `m` if none is written
/// @param whole of what it is a percentage; empty if it is none
/// @param written without the sign
record LvolSize(String sign, BigDecimal number, char unit, String whole, String written) {
  private static final String UNITS = "bskmgtpe";
  private static final Pattern PERCENT = Pattern.compile("([0-9]+)%(.*)");
  private static final Set<String> WHOLES = Set.of("VG", "PVS", "FREE", "ORIGIN");

  /// @throws BadParameter if it is none
  static LvolSize parse(String text) {
    String sign = text.startsWith("+") || text.startsWith("-") ? text.substring(0, 1) : "";
    String rest = text.substring(sign.length());
    Matcher percent = PERCENT.matcher(rest);
    if (percent.matches()) {
      BigDecimal number = new BigDecimal(percent.group(1));
      String whole = percent.group(2).toUpperCase(Locale.ROOT);
      if (number.compareTo(BigDecimal.valueOf(100)) > 0) {
        throw new BadParameter("size", "Size percentage cannot be larger than 100%");
      }
      if (!WHOLES.contains(whole)) {
        throw new BadParameter("size", "Specify extents as a percentage of VG|PVS|FREE|ORIGIN");
      }
      return new LvolSize(sign, number, 'm', whole, percent.group(1) + "%" + whole);
    }
    char last = rest.isEmpty() ? ' ' : Character.toLowerCase(rest.charAt(rest.length() - 1));
    boolean named = UNITS.indexOf(last) >= 0;
    String number = named ? rest.substring(0, rest.length() - 1) : rest;
    if (!number.matches("[0-9]+(\\.[0-9]*)?")) {
      throw new BadParameter("size", "Bad size specification of '%s'".formatted(number));
    }
    char unit = named ? last : 'm';
    return new LvolSize(sign, new BigDecimal(number), unit, "", number + unit);
  }

  /// The words that tell a command of LVM so.
  ///
  /// @param signed whether the sign is told too
  String[] words(boolean signed) {
    return new String[] {whole.isEmpty() ? "-L" : "-l", (signed ? sign : "") + written};
  }

  /// How many bytes that is, for a volume in a group: percentages are rounded down to whole extents
  /// and other sizes up, as LVM does.
  ///
  /// @param now the volume's own
  long bytes(LvmLook.Group group, long now) {
    BigDecimal size =
        whole.isEmpty()
            ? number.multiply(BigDecimal.valueOf(bytesOfUnit()))
            : number
                .multiply(BigDecimal.valueOf(ofWhole(group, now)))
                .divide(BigDecimal.valueOf(100), 0, RoundingMode.DOWN);
    BigDecimal wanted =
        switch (sign) {
          case "+" -> BigDecimal.valueOf(now).add(size);
          case "-" -> BigDecimal.valueOf(now).subtract(size);
          default -> size;
        };
    RoundingMode rounding = whole.isEmpty() ? RoundingMode.CEILING : RoundingMode.FLOOR;
    return wanted
        .divide(BigDecimal.valueOf(group.extent()), 0, rounding)
        .multiply(BigDecimal.valueOf(group.extent()))
        .longValue();
  }

  private long ofWhole(LvmLook.Group group, long now) {
    return switch (whole) {
      case "FREE" -> group.free();
      case "ORIGIN" -> now;
      default -> group.size();
    };
  }

  private long bytesOfUnit() {
    return unit == 's' ? 512 : 1L << (10 * Math.max(0, UNITS.indexOf(unit) - 1));
  }

  /// Bytes in this unit.
  double told(long bytes) {
    return bytes / (double) bytesOfUnit();
  }
}
