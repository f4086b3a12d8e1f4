package dev.runner.inventory;

import dev.runner.source.Diagnostic;
import dev.runner.source.DiagnosticException;
import dev.runner.values.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Names of hosts as inventories abbreviate them: `web[01:20].example.org:2222`.
final class HostRange {
  private static final Pattern PORT = Pattern.compile("(.*[^:]):([0-9]{1,5})");
  private static final Pattern ADDRESS = Pattern.compile("\\[([0-9a-fA-F:.]*:[0-9a-fA-F:.]*:.*)]");
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final int MOST = 1_000_000;
  private static final String NO_END = "host range must specify end value";
  private static final String LENGTHS =
      "host range must specify equal-length begin and end formats";

  private HostRange() {}

  /// Hosts and the port they share.
  record Named(List<String> hosts, OptionalInt port) {}

  static Named parse(String written, Origin origin) {
    String name = written;
    OptionalInt port = OptionalInt.empty();
    Matcher matcher = PORT.matcher(written);
    if (matcher.matches() && !hasColon(matcher.group(1))) {
      name = matcher.group(1);
      port = OptionalInt.of(Integer.parseInt(matcher.group(2)));
    }
    if (name.endsWith(":")) {
      throw mistake(origin, "'%s' ends with a colon".formatted(written), "");
    }
    Matcher address = ADDRESS.matcher(name);
    if (address.matches() && name.indexOf("::") >= 0) {
      return new Named(List.of(address.group(1)), port);
    }
    List<String> hosts = new ArrayList<>();
    expand(name, origin, hosts);
    return new Named(hosts, port);
  }

  /// A colon outside of brackets: an IPv6 address, then.
  private static boolean hasColon(String name) {
    return name.replaceAll("\\[[^]]*]", "").indexOf(':') >= 0;
  }

  /// Whether a name with such a mistake may be meant as it is written: on a command line it is.
  static boolean mayBeLiteral(Diagnostic mistake) {
    return mistake.sentence().equals(NO_END) || mistake.sentence().equals(LENGTHS);
  }

  private static void expand(String name, Origin origin, List<String> hosts) {
    int open = name.indexOf('[');
    int close = name.indexOf(']', open);
    if (open < 0 || close < 0) {
      hosts.add(name);
      return;
    }
    if (hosts.size() > MOST) {
      throw mistake(origin, "a range stands for more than a million hosts", "");
    }
    String head = name.substring(0, open);
    String tail = name.substring(close + 1);
    for (String each : range(name.substring(open + 1, close), origin)) {
      expand(head + each + tail, origin, hosts);
    }
  }

  private static List<String> range(String range, Origin origin) {
    String[] bounds = range.split(":", -1);
    if (bounds.length < 2 || bounds.length > 3) {
      throw mistake(
          origin,
          "'[%s]' is no range of hosts".formatted(range),
          "write [begin:end] or [begin:end:step]");
    }
    String begin = bounds[0].isEmpty() ? "0" : bounds[0];
    String end = bounds[1];
    String step = bounds.length == 3 ? bounds[2] : "1";
    if (end.isEmpty()) {
      throw mistake(origin, NO_END, "write [begin:end], not '[%s]'".formatted(range));
    }
    try {
      int by = Integer.parseInt(step);
      return by <= 0 ? throwStep(range, origin) : elements(begin, end, by, range, origin);
    } catch (NumberFormatException e) {
      throw mistake(
          origin,
          "'[%s]' is no range of hosts".formatted(range),
          "its bounds are numbers or single letters");
    }
  }

  private static List<String> throwStep(String range, Origin origin) {
    throw mistake(origin, "the step of the range '[%s]' must be above 0".formatted(range), "");
  }

  private static List<String> elements(
      String begin, String end, int step, String range, Origin origin) {
    boolean padded = begin.length() > 1 && begin.startsWith("0");
    if (padded && begin.length() != end.length()) {
      throw mistake(
          origin,
          LENGTHS,
          "a leading zero asks for bounds of the same length, unlike '[%s]'".formatted(range));
    }
    boolean letters = LETTERS.contains(begin) && LETTERS.contains(end);
    int from = letters ? LETTERS.indexOf(begin) : Integer.parseInt(begin);
    int until = letters ? LETTERS.indexOf(end) : Integer.parseInt(end);
    if ((letters && from > until) || (until - from) / step > MOST) {
      throw mistake(
          origin, "the range '[%s]' ends before it begins, or is too long".formatted(range), "");
    }
    List<String> elements = new ArrayList<>();
    for (int i = from; i <= until; i += step) {
      String number = Integer.toString(i);
      elements.add(
          letters
              ? LETTERS.substring(i, i + 1)
              : padded
                  ? "0".repeat(Math.max(0, begin.length() - number.length())) + number
                  : number);
    }
    return elements;
  }

  private static DiagnosticException mistake(Origin origin, String sentence, String hint) {
    return new DiagnosticException(Diagnostic.error(origin, sentence).withHint(hint));
  }
}
