package dev.runner.jinja;

import dev.runner.values.Text;

/// What templates make at the level of ansible-core 2.14: text that looks like a literal of Python
/// is read back as one.
final class Legacy {
  private Legacy() {}

  static Object value(Object printed, Output output) {
    if (printed instanceof Boolean || printed instanceof Number) {
      return printed;
    }
    Text text = output.resultText();
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
