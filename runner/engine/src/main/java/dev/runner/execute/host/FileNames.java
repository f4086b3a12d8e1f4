package dev.runner.execute.host;

import dev.runner.module.Quoting;
import dev.runner.module.RemotePath;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Paths as words of a script, and bytes of a host as paths.
final class FileNames {
  private static final Pattern HOME =
      Pattern.compile("(~(?:[a-zA-Z_][a-zA-Z0-9_.-]*)?)(/.*)?", Pattern.DOTALL);

  private FileNames() {}

  /// The path as a word of a script that runs in the home directory. It never looks like an option
  /// and always holds a slash, at its start or after a `.`.
  static String word(RemotePath path) {
    String text = bare(path.text());
    if (text.startsWith("/")) {
      return Quoting.quote(text);
    }
    Matcher home = HOME.matcher(text);
    if (home.matches()) {
      String rest = home.group(2);
      return home.group(1) + (rest == null ? "" : "/" + Quoting.quote(rest.substring(1)));
    }
    return Quoting.quote(text.startsWith("./") ? text : "./" + text);
  }

  private static String bare(String text) {
    int end = text.length();
    while (end > 1 && text.charAt(end - 1) == '/') {
      end--;
    }
    return text.substring(0, end);
  }

  /// UTF-8, where bytes that aren't become lone surrogates from U+DC80 on (PEP 383).
  static String decode(byte[] bytes) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    while (true) {
      CoderResult result = decoder.decode(in, out, true);
      if (!result.isError()) {
        return out.flip().toString();
      }
      out.put((char) (0xDC00 | (in.get() & 0xFF)));
    }
  }
}
