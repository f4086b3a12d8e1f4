package dev.runner.module;

/// How a word is written so that a POSIX shell reads it back unchanged (POSIX.1-2017, Shell Command
/// Language, 2.2 Quoting).
public final class Quoting {
  private Quoting() {}

  /// The word as it is where every character is harmless, otherwise in single quotes.
  ///
  /// @throws IllegalArgumentException if it holds a NUL, which no shell and no program can take
  public static String quote(String word) {
    if (word.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a word of a command can't hold a NUL character");
    }
    if (!word.isEmpty() && word.chars().allMatch(Quoting::isHarmless)) {
      return word;
    }
    return "'" + word.replace("'", "'\\''") + "'";
  }

  private static boolean isHarmless(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "_-./:,+@%=".indexOf(c) >= 0;
  }
}
