package dev.runner.modules.text;

import dev.runner.module.BadParameter;
import dev.runner.module.Content;
import dev.runner.modules.files.Encodings;
import dev.runner.values.PythonException;
import dev.runner.values.regex.PythonRegex;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What is in a file, as text. A file that isn't in the encoding is taken as bytes, one character
/// for each, so that it is edited without loss.
///
/// @param encoding of the file, and of what parameters put into it
/// @param bytes whether each character stands for a byte
public record FileText(String text, Charset encoding, boolean bytes) {
  private static final byte EBCDIC_NEW_LINE = 0x15;
  private static final byte EBCDIC_LINE_FEED = 0x25;
  private static final char NEXT_LINE = '\u0085';

  static FileText of(Content content, Charset encoding) {
    byte[] all = content.bytes();
    try {
      return new FileText(decoded(all, encoding), encoding, false);
    } catch (CharacterCodingException e) {
      return new FileText(new String(all, StandardCharsets.ISO_8859_1), encoding, true);
    }
  }

  /// EBCDIC has two ends of lines. Python takes one for the newline, Java both, and writes the
  /// other.
  private static boolean isEbcdic(Charset encoding) {
    return encoding.canEncode() && "\n".getBytes(encoding)[0] == EBCDIC_NEW_LINE;
  }

  private static String decoded(byte[] all, Charset encoding) throws CharacterCodingException {
    StringBuilder text = new StringBuilder(encoding.newDecoder().decode(ByteBuffer.wrap(all)));
    if (isEbcdic(encoding)) {
      for (int i = 0; i < all.length; i++) {
        if (all[i] == EBCDIC_NEW_LINE) {
          text.setCharAt(i, NEXT_LINE);
        }
      }
    }
    return text.toString();
  }

  private static byte[] encoded(String text, Charset encoding) {
    byte[] all = text.getBytes(encoding);
    if (isEbcdic(encoding)) {
      for (int i = 0; i < all.length; i++) {
        if (text.charAt(i) == '\n') {
          all[i] = EBCDIC_LINE_FEED;
        }
      }
    }
    return all;
  }

  /// A parameter, as it stands in this text.
  String written(String parameter) {
    return bytes
        ? new String(parameter.getBytes(encoding), StandardCharsets.ISO_8859_1)
        : parameter;
  }

  /// A regular expression that looks at this text.
  PythonRegex regex(String pattern) {
    return bytes
        ? PythonRegex.ofBytes(written(pattern))
        : PythonRegex.compile(pattern, false, false);
  }

  /// The content of a file that holds this text instead.
  public Content content(String other) {
    return Content.of(
        bytes ? other.getBytes(StandardCharsets.ISO_8859_1) : encoded(other, encoding));
  }

  /// The lines of a text, each with the newline that ends it.
  static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      lines.add(text.substring(start, end + 1));
      start = end + 1;
    }
    if (start < text.length()) {
      lines.add(text.substring(start));
    }
    return lines;
  }

  /// The line without what ends it.
  static String bare(String line) {
    int end = line.length();
    while (end > 0 && (line.charAt(end - 1) == '\n' || line.charAt(end - 1) == '\r')) {
      end--;
    }
    return line.substring(0, end);
  }

  /// The encoding of this name, as Python calls it.
  ///
  /// @throws BadParameter if there is none
  static Charset charset(String name) {
    return Encodings.named("encoding", name);
  }

  /// @throws BadParameter if the text is no regular expression
  static void checkRegex(String parameter, String text) {
    try {
      PythonRegex.compile(text, false, false);
    } catch (PythonException e) {
      throw new BadParameter(parameter, String.valueOf(e.getMessage()));
    }
  }
}
