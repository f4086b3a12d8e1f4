package dev.runner.module;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Names of files as text, whatever their bytes are.
public final class FileBytes {
  private static final char NO_CHARACTER = '\uFFFD';

  private FileBytes() {}

  /// UTF-8, where bytes that aren't become lone surrogates from U+DC80 on (PEP 383).
  public static String decode(byte[] bytes) {
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

  /// The last name of a path of the control machine, as a host is to know it. Java's own text of it
  /// has lost the bytes that aren't UTF-8; its URI has them.
  public static String name(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.indexOf(NO_CHARACTER) < 0 ? name : decode(unescaped(lastOf(file)));
  }

  private static String lastOf(Path file) {
    String path = file.toUri().getRawPath();
    String bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return bare.substring(bare.lastIndexOf('/') + 1);
  }

  private static byte[] unescaped(String escaped) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < escaped.length(); i++) {
      if (escaped.charAt(i) == '%') {
        bytes.write(Integer.parseInt(escaped.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.write(escaped.charAt(i));
      }
    }
    return bytes.toByteArray();
  }
}
