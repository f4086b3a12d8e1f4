package dev.runner.values;

/// Making text of texts, so that the marks of all that took part are united.
public final class Texts {
  private Texts() {}

  /// The characters of a text of either kind.
  public static String value(Object text) {
    return text instanceof Text marked ? marked.value() : (String) text;
  }

  /// Text with these marks; a plain `String` if there are none.
  public static Object of(String value, Marks marks) {
    return marks.equals(Marks.NONE) ? value : Text.of(value, marks);
  }

  /// Text made from this one: the same marks, other characters. Markup stays markup.
  public static Object like(Object model, String value) {
    if (!(model instanceof Text text)) {
      return value;
    }
    return text.isMarkup() ? Text.markup(value, text.marks()) : Text.of(value, text.marks());
  }

  /// One text after the other; where one of them is markup, the other is escaped.
  public static Object concat(Object left, Object right) {
    if (left instanceof String a && right instanceof String b) {
      return a.concat(b);
    }
    Marks marks = Text.marksOf(left).with(Text.marksOf(right));
    if (isMarkup(left) || isMarkup(right)) {
      return Text.markup(Html.escape(left).concat(Html.escape(right)), marks);
    }
    return of(value(left).concat(value(right)), marks);
  }

  /// Whether it is HTML that is escaped already.
  public static boolean isMarkup(Object value) {
    return value instanceof Text text && text.isMarkup();
  }

  /// The marks of all text inside a value, keys of dicts included. Where there is no text at all,
  /// nothing forbids trust.
  public static Marks within(Object value) {
    return within(value, Marks.TRUSTED, 0);
  }

  /// The marks of all text inside a value, united with others.
  public static Marks within(Object value, Marks others) {
    return within(value, others, 0);
  }

  private static Marks within(Object value, Marks before, int depth) {
    Marks marks = before;
    if (value instanceof Text text) {
      return marks.with(text.marks());
    }
    if (value instanceof String) {
      return marks.with(Marks.NONE);
    }
    if (depth > 100) {
      return marks;
    }
    if (value instanceof java.util.Map<?, ?> map) {
      for (java.util.Map.Entry<?, ?> entry : map.entrySet()) {
        marks = within(entry.getKey(), marks, depth + 1);
        marks = within(entry.getValue(), marks, depth + 1);
      }
    } else if (value instanceof Range) {
      return marks;
    } else if (value instanceof java.util.List<?> list) {
      for (Object item : list) {
        marks = within(item, marks, depth + 1);
      }
    }
    return marks;
  }
}
