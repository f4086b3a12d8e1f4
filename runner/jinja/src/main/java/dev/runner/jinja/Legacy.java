package dev.runner.jinja;

import dev.runner.values.None;
import dev.runner.values.Text;
import dev.runner.values.Texts;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What templates make at the level of ansible-core 2.14: text that looks like a literal of Python
/// is read back as one, unless a filter gave it that makes text.
public final class Legacy {
  /// Ansible's setting `STRING_TYPE_FILTERS`.
  private static final Set<String> MAKE_TEXT =
      Set.of("string", "to_json", "to_nice_json", "to_yaml", "to_nice_yaml", "ppretty", "json");

  private Legacy() {}

  /// What a filter gave.
  ///
  /// @param filter its name as it is written
  static Object given(String filter, Object result) {
    return MAKE_TEXT.contains(filter) && Text.isText(result)
        ? Text.of(Texts.value(result), Text.marksOf(result)).staying()
        : result;
  }

  /// The value of a variable that is all of a template, if its type is kept; otherwise null.
  static @Nullable Object kept(Object value) {
    boolean keeps = value instanceof Boolean || value instanceof Number || value == None.NONE;
    return keeps ? value : null;
  }

  /// What a template made of text.
  ///
  /// @param only the one value that it printed, if it was one
  public static Object value(Text text, @Nullable Object only) {
    if (only instanceof Text given && given.isStaying()) {
      return text.staying();
    }
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
