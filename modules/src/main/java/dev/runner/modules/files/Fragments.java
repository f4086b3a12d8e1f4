package dev.runner.modules.files;

import dev.runner.module.Content;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Pieces of a file that are put together in the order of their names.
///
/// @param delimiter stands between them, on lines of its own; may hold escapes such as `\n`
record Fragments(SortedMap<String, Content> pieces, Optional<String> delimiter) {
  private static final Pattern ESCAPE =
      Pattern.compile("\\\\(?:x([0-9a-fA-F]{2})|([0-7]{1,3})|(.))", Pattern.DOTALL);
  private static final int HEX = 16;
  private static final int OCTAL = 8;

  Content together() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    boolean secret = false;
    boolean first = true;
    boolean ended = true;
    for (Content piece : pieces.values()) {
      if (!ended) {
        all.write('\n');
      }
      if (!first) {
        delimiter.map(Fragments::unescaped).ifPresent(text -> writeLine(text, all));
      }
      byte[] bytes = piece.bytes();
      all.writeBytes(bytes);
      secret = secret || piece.isSecret();
      first = false;
      ended = bytes.length > 0 && bytes[bytes.length - 1] == '\n';
    }
    Content content = Content.of(all.toByteArray());
    return secret ? content.asSecret() : content;
  }

  private static void writeLine(String text, ByteArrayOutputStream all) {
    all.writeBytes(Content.of(text).bytes());
    if (!text.isEmpty() && !text.endsWith("\n")) {
      all.write('\n');
    }
  }

  private static String unescaped(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(character((Matcher) found)));
  }

  private static String character(Matcher escape) {
    if (escape.group(1) != null) {
      return Character.toString(Integer.parseInt(escape.group(1), HEX));
    }
    if (escape.group(2) != null) {
      return Character.toString(Integer.parseInt(escape.group(2), OCTAL) & 0xFF);
    }
    return switch (escape.group(3)) {
      case "n" -> "\n";
      case "t" -> "\t";
      case "r" -> "\r";
      case "a" -> "\u0007";
      case "b" -> "\b";
      case "f" -> "\f";
      case "v" -> "\u000b";
      case "\n" -> "";
      case "\\", "'", "\"" -> escape.group(3);
      default -> escape.group();
    };
  }
}
