package dev.runner.template.document;

import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.values.Texts;
import java.util.List;
import java.util.Map;

/// Texts of JSON that are no Unicode: JSON can write half of a surrogate pair (`"\\udc80"`).
final class WholeCharacters {
  private WholeCharacters() {}

  /// Refuses a value that holds such a text, as a value or as a key.
  static void check(Object value) {
    switch (value) {
      case List<?> list -> list.forEach(WholeCharacters::check);
      case Map<?, ?> map ->
          map.forEach(
              (key, each) -> {
                check(key);
                check(each);
              });
      default -> {
        if (Text.isText(value)) {
          text(Texts.value(value));
        }
      }
    }
  }

  private static void text(String text) {
    int position = 0; // in characters, as Python counts
    for (int i = 0; i < text.length(); i++, position++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw PythonException.value(
            "Refusing to deserialize an invalid UTF8 string value: 'utf-8' codec can't encode"
                + " character '\\u%04x' in position %d: surrogates not allowed"
                    .formatted((int) c, position));
      }
    }
  }
}
