package dev.runner.jinja;

import dev.runner.values.Html;
import dev.runner.values.Marks;
import dev.runner.values.None;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Range;
import dev.runner.values.Secret;
import dev.runner.values.Text;
import dev.runner.values.Texts;
import dev.runner.values.Tuple;
import dev.runner.values.Undefined;
import dev.runner.values.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Collects what a template prints: one value as it is, or the text of several.
final class Output {
  private final Rendering rendering;
  private final boolean keepsValue;
  private final boolean muted;
  private @Nullable Object only;
  private @Nullable Spot spot;
  private @Nullable StringBuilder text;
  private Marks marks = Environment.LITERAL;
  private final boolean defers;
  private final @Nullable List<String> told;
  private @Nullable Undefined missing;

  private Output(
      Rendering rendering,
      boolean keepsValue,
      boolean muted,
      boolean defers,
      @Nullable List<String> told) {
    this.rendering = rendering;
    this.keepsValue = keepsValue;
    this.muted = muted;
    this.defers = defers;
    this.told = told;
  }

  /// Collects text.
  static Output text(Rendering rendering) {
    Output output = new Output(rendering, false, false, false, null);
    output.text = new StringBuilder();
    return output;
  }

  /// Collects text to be looked at: what is undefined is told in its place, and nothing secret is
  /// in it.
  ///
  /// @param told gets the sentences, in order
  static Output shown(Rendering rendering, List<String> told) {
    Output output = new Output(rendering, false, false, false, told);
    output.text = new StringBuilder();
    return output;
  }

  /// Collects a value: what is printed besides `None`, if that is one thing only.
  static Output value(Rendering rendering) {
    return new Output(rendering, true, false, false, null);
  }

  /// Collects a value that may be undefined: something undefined amid text makes all of it so.
  static Output part(Rendering rendering) {
    return new Output(rendering, true, false, true, null);
  }

  /// Forgets everything.
  static Output muted(Rendering rendering) {
    return new Output(rendering, true, true, false, null);
  }

  boolean isMuted() {
    return muted;
  }

  void print(Object value, Spot at) {
    if (muted || (keepsValue && value == None.NONE)) {
      return;
    }
    StringBuilder out = text;
    if (out == null && keepsValue) {
      Object first = only;
      if (first == null) {
        only = value;
        spot = at;
        return;
      }
      out = new StringBuilder();
      text = out;
      append(out, first, spot == null ? at : spot);
    }
    if (out != null) {
      append(out, value, at);
    }
  }

  /// Text of the template itself, which is never escaped.
  void literal(Text piece, Spot at) {
    StringBuilder out = text;
    if (out == null || rendering.autoescape()) {
      print(rendering.autoescape() ? Text.markup(piece.value(), piece.marks()) : piece, at);
    } else {
      mark(piece.marks());
      out.append(piece.value());
      check(out, at);
    }
  }

  private void append(StringBuilder out, Object value, Spot at) {
    try {
      if (told != null && Texts.within(value).secret()) {
        out.append(Secret.MASK);
      } else if (value instanceof String plain) {
        mark(Marks.NONE);
        out.append(rendering.autoescape() ? Html.escape(plain) : plain);
      } else if (value instanceof Text marked) {
        mark(marked.marks());
        boolean escapes = rendering.autoescape() && !marked.isMarkup();
        out.append(escapes ? Html.escape(marked.value()) : marked.value());
      } else if (value instanceof Long number) {
        out.append(number.longValue());
      } else {
        other(out, value);
      }
    } catch (PythonException e) {
      Undefined undefined = e.undefined();
      if (told != null && undefined != null) {
        told.add(undefined.hint());
        out.append(Template.Shown.mark(told));
        return;
      }
      if (!defers || undefined == null) {
        throw at.failure(rendering, e);
      }
      missing = missing == null ? undefined : missing;
    }
    check(out, at);
  }

  private void check(StringBuilder out, Spot at) {
    if (out.length() > rendering.environment().bounds().output()) {
      throw at.failure(
          JinjaException.Kind.BOUND,
          "the template prints more than "
              + rendering.environment().bounds().output()
              + " characters");
    }
  }

  private void other(StringBuilder out, Object value) {
    Language language = rendering.language();
    if (value == None.NONE && language.isAnsible()) {
      return;
    }
    marks = Texts.within(value, marks);
    Object shown =
        switch (language) {
          case ANSIBLE_2_19 -> listed(value);
          case ANSIBLE_2_14 ->
              value instanceof Range || value instanceof View
                  ? new ArrayList<>((List<?>) value)
                  : value;
          case JINJA -> value;
        };
    String string = Python.string(shown);
    out.append(rendering.autoescape() ? Html.escape(string) : string);
  }

  @SuppressWarnings("ReferenceEquality") // a short cut: mostly they are the very same
  private void mark(Marks more) {
    if (more != marks) {
      marks = marks.with(more);
    }
  }

  /// The value with lists in place of tuples and views.
  private static Object listed(Object value) {
    return switch (value) {
      case Tuple tuple -> listed(tuple);
      case View view -> listed(view);
      case List<?> list when nested(list) -> listed(list);
      case Map<?, ?> map when nested(map.values()) -> {
        Map<Object, Object> all = new LinkedHashMap<>();
        map.forEach((key, item) -> all.put(key, listed(item)));
        yield all;
      }
      default -> value;
    };
  }

  private static boolean nested(Iterable<?> items) {
    if (items instanceof Range) {
      return false;
    }
    for (Object item : items) {
      if (item instanceof List<?> || item instanceof Map<?, ?>) {
        return true;
      }
    }
    return false;
  }

  private static List<Object> listed(List<?> items) {
    List<Object> all = new ArrayList<>(items.size());
    for (Object item : items) {
      all.add(listed(item));
    }
    return all;
  }

  /// What was printed: text, or where values are kept and one was printed, it; null if nothing was.
  @Nullable Object result() {
    StringBuilder out = text;
    return missing != null ? missing : out == null ? only : joined(out);
  }

  /// Text that was put together isn't what somebody wrote: Ansible evaluates it no more.
  private Text joined(StringBuilder out) {
    Text made = made(out);
    return rendering.language() == Language.ANSIBLE_2_19
        ? made.with(made.marks().asUntrusted())
        : made;
  }

  /// What was printed as text.
  Text resultText() {
    StringBuilder out = text;
    if (out == null) {
      out = new StringBuilder();
      Object first = only;
      Spot at = spot;
      if (first != null && at != null) {
        append(out, first, at);
      }
    }
    return made(out);
  }

  private Text made(StringBuilder out) {
    return rendering.autoescape()
        ? Text.markup(out.toString(), marks)
        : Text.of(out.toString(), marks);
  }

  /// The error to tell: that of an undefined value which was printed before the other error came
  /// up.
  JinjaException first(JinjaException other) {
    Spot at = spot;
    return at != null && only instanceof Undefined undefined && !undefined.isLenient()
        ? at.failure(rendering, PythonException.undefined(undefined))
        : other;
  }

  /// Where the only value was printed.
  @Nullable Spot spot() {
    return spot;
  }
}
