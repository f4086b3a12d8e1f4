package dev.runner.jinja;

import dev.runner.values.None;
import dev.runner.values.Text;
import org.jspecify.annotations.Nullable;

/// What templates make at the level of ansible-core 2.14: text that looks like a literal of Python
/// is read back as one.
final class Legacy {
  private Legacy() {}

  /// The value of a variable that is all of a template, if its type is kept; otherwise null.
  static @Nullable Object kept(Object value) {
    boolean keeps = value instanceof Boolean || value instanceof Number || value == None.NONE;
    return keeps ? value : null;
  }

  static Object value(Text text) {
    String characters = text.value();
    boolean looksLikeOne =
        characters.startsWith("{")
            || characters.startsWith("[")
            || characters.equals("True")
            || characters.equals("False");
    if (!looksLikeOne) {
      return text;
    }
    Object read = PythonLiteral.read(characters, text.marks());
    return read == null ? text : read;
  }
}
