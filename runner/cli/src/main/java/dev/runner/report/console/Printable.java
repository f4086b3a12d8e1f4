package dev.runner.report.console;

import org.jline.utils.WCWidth;

/// Text of a host made fit for a terminal: control characters, which could move the cursor or
/// change colours, are shown and not sent.
final class Printable {
  private Printable() {}

  static String of(String text) {
    StringBuilder out = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (harmless(c)) {
        if (out != null) {
          out.append(c);
        }
        continue;
      }
      if (out == null) {
        out = new StringBuilder(text.length() + 16).append(text, 0, i);
      }
      out.append(c < 0x20 ? "^" + (char) (c + 64) : "\\u%04x".formatted((int) c));
    }
    return out == null ? text : out.toString();
  }

  private static boolean harmless(char c) {
    boolean control = c < 0x20 || (c >= 0x7f && c < 0xa0);
    boolean direction = (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069');
    return c == '\n' || c == '\t' || (!control && !direction);
  }

  /// How many columns it takes on a terminal: what is put together with the letter before takes
  /// none, letters of Chinese and their like take two (Unicode Standard Annex #11).
  static int width(String text) {
    return text.codePoints().map(letter -> Math.max(0, WCWidth.wcwidth(letter))).sum();
  }
}
