package dev.runner.become;

import dev.runner.transport.ConnectException;
import java.util.List;

/// A command line that every login shell reads alike, csh and fish among them: words are bare, or
/// in single quotes and free of what is special even there.
final class CommandLine {
  private CommandLine() {}

  static String of(List<String> words, char quote) throws ConnectException {
    StringBuilder line = new StringBuilder();
    for (String word : words) {
      if (!line.isEmpty()) {
        line.append(' ');
      }
      line.append(isBare(word) ? word : quoted(word, quote));
    }
    return line.toString();
  }

  private static boolean isBare(String word) {
    return !word.isEmpty()
        && word.chars()
            .allMatch(
                c ->
                    (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || "_-./:,+@=".indexOf(c) >= 0);
  }

  private static String quoted(String word, char quote) throws ConnectException {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == quote || c == '\\' || c == '!' || c == '$' || c == '`' || c < ' ') {
        throw new ConnectException(
            ConnectException.Kind.OPTION,
            "the character \"%s\" can't be used in become_flags, become_exe, become_user or ansible_sudo_chdir (\"%s\")"
                .formatted(c < ' ' ? "U+%04X".formatted((int) c) : String.valueOf(c), word));
      }
    }
    return quote + word + quote;
  }
}
