package dev.runner.modules.files;

import dev.runner.module.BadParameter;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Encodings of text, by the names that Python has for them.
public final class Encodings {
  /// Those that Python writes in the processor's order of bytes, which is the little-endian one
  /// wherever Ansible is used, and Java in the other one.
  private static final Map<String, String> ORDERED =
      Map.of("utf16", "x-UTF-16LE-BOM", "utf32", "X-UTF-32LE-BOM");

  private Encodings() {}

  /// The encoding of this name.
  ///
  /// @throws BadParameter of this parameter if there is none
  public static Charset named(String parameter, String name) {
    String bare = name.replaceAll("[-_ ]", "");
    String ordered = ORDERED.getOrDefault(bare.toLowerCase(Locale.ROOT), name);
    for (String spelling : List.of(ordered, name.replace('_', '-'), bare)) {
      try {
        return Charset.forName(spelling);
      } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
        // Python takes more spellings of the same name: the next one may be known
      }
    }
    throw new BadParameter(parameter, "there is no encoding '%s'".formatted(name));
  }
}
