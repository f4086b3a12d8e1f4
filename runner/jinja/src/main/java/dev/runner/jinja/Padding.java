package dev.runner.jinja;

import dev.runner.values.Python;

/// Padding text to a width, counted in code points, as Python's `ljust`, `rjust`, `center` and
/// `zfill` do.
final class Padding {
  private Padding() {}

  static String left(String text, int width, String fill) {
    return text + fill.repeat(missing(text, width));
  }

  static String right(String text, int width, String fill) {
    return fill.repeat(missing(text, width)) + text;
  }

  /// An odd character goes to the left where the width is odd.
  static String center(String text, int width, String fill) {
    int missing = missing(text, width);
    int before = missing / 2 + (missing & width & 1);
    return fill.repeat(before) + text + fill.repeat(missing - before);
  }

  static String zeros(String text, int width) {
    int sign = !text.isEmpty() && (text.charAt(0) == '+' || text.charAt(0) == '-') ? 1 : 0;
    return text.substring(0, sign) + "0".repeat(missing(text, width)) + text.substring(sign);
  }

  private static int missing(String text, int width) {
    return Math.max(0, width - Python.length(text));
  }
}
