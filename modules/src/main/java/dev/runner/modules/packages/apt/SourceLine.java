package dev.runner.modules.packages.apt;

import java.util.List;

/// A line of a file of sources in apt's format of one line each (sources.list(5)).
///
/// @param text as it stands there
/// @param source what it says without comments and needless blanks; empty if that is no source
/// @param enabled whether it isn't commented out
record SourceLine(String text, String source, boolean enabled) {
  private static final List<String> TYPES = List.of("deb", "deb-src");

  static SourceLine parse(String text) {
    String line = text.strip();
    boolean enabled = !line.startsWith("#");
    String rest = enabled ? line : line.substring(1);
    int comment = rest.indexOf('#');
    String source = (comment > 0 ? rest.substring(0, comment) : rest).strip();
    String plain = source.replaceAll("\\s+", " ");
    boolean valid = TYPES.contains(plain.split(" ", 2)[0]) && plain.contains(" ");
    return new SourceLine(text, valid ? plain : "", enabled);
  }

  boolean isSource() {
    return !source.isEmpty();
  }

  boolean says(String wanted) {
    return source.equals(wanted);
  }

  /// The same, not commented out.
  SourceLine inUse() {
    return enabled ? this : new SourceLine(text.strip().substring(1).strip(), source, true);
  }
}
