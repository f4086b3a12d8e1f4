package dev.runner.execute.host;

import dev.runner.module.Content;
import dev.runner.module.Quoting;
import dev.runner.transport.Script;
import dev.runner.values.Secret;
import java.util.Optional;

/// Bytes inside a script: a builtin of the shell prints them, so that they are on no command line
/// and in no temporary file.
final class Contents {
  private static final int LONGEST_TEXT = 64 << 10;
  private static final int LONGEST_BINARY = 8 << 10;

  private Contents() {}

  /// Whether it is small enough to stand in a script.
  static boolean fits(Content content) {
    return content.size() <= LONGEST_BINARY
        || (content.size() <= LONGEST_TEXT && content.text().isPresent());
  }

  /// A command of the shell that prints this.
  static Script printed(Content content) {
    Optional<String> text = content.text();
    String words =
        text.isPresent()
            ? "%s " + Quoting.quote(text.get())
            : "%b '" + escaped(content.bytes()) + "'";
    Script.Builder script = new Script.Builder().add("printf ");
    return (content.isSecret() ? script.add(Secret.of(words)) : script.add(words)).build();
  }

  /// What `%b` prints; what isn't a plain character is written octal.
  private static String escaped(byte[] bytes) {
    StringBuilder format = new StringBuilder(bytes.length * 3);
    for (byte b : bytes) {
      boolean plain = b >= ' ' && b <= '~' && b != '\'' && b != '\\';
      format.append(plain ? String.valueOf((char) b) : "\\0%03o".formatted(b & 0xFF));
    }
    return format.toString();
  }
}
