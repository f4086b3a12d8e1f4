package dev.runner.modules.files;

import dev.runner.module.BadParameter;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;

/// Encodings of text, by the names that Python has for them.
public final class Encodings {
  private Encodings() {}

  /// The encoding of this name.
  ///
  /// @throws BadParameter of this parameter if there is none
  public static Charset named(String parameter, String name) {
    for (String spelling : List.of(name, name.replace('_', '-'), name.replaceAll("[-_ ]", ""))) {
      try {
        return Charset.forName(spelling);
      } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
        // Python takes more spellings of the same name: the next one may be known
      }
    }
    throw new BadParameter(parameter, "there is no encoding '%s'".formatted(name));
  }
}
