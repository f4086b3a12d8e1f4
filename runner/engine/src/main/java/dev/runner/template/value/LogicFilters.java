package dev.runner.template.value;

import dev.runner.jinja.Bound;
import dev.runner.jinja.Language;
import dev.runner.template.call.Call;
import dev.runner.values.None;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.values.Undefined;
import dev.runner.values.View;
import java.util.Locale;
import java.util.Set;

/// Filters about truth, presence and type.
public final class LogicFilters {
  /// Fewer words than elsewhere: `y` and `t` are false here.
  private static final Set<String> TRUE = Set.of("yes", "on", "1", "true");

  private LogicFilters() {}

  /// Applies one of its filters.
  public static Object apply(Call call) {
    return switch (call.name()) {
      case "bool" -> bool(call);
      case "ternary" -> ternary(call);
      case "mandatory" -> mandatory(call);
      case "type_debug" -> type(call);
      default -> throw call.unknown();
    };
  }

  private static Object bool(Call call) {
    call.bind0();
    Object value = call.value();
    if (value instanceof Double real) {
      return real == 1;
    }
    if (value == None.NONE && call.rendering().language() == Language.ANSIBLE_2_14) {
      return value;
    }
    return (Text.isText(value) || Python.isInteger(value))
        && TRUE.contains(Python.string(value).toLowerCase(Locale.ROOT));
  }

  private static Object ternary(Call call) {
    Bound bound =
        call.bind("true_val", "false_val", "none_val?"); // what isn't taken may be undefined
    if (call.value() == None.NONE && bound.optional("none_val") != null) {
      return bound.value("none_val");
    }
    return bound.value(Python.truth(call.value()) ? "true_val" : "false_val");
  }

  private static Object mandatory(Call call) {
    String message = call.bind("msg?").optionalText("msg");
    if (!(call.value() instanceof Undefined undefined)) {
      return call.value();
    }
    String sentence =
        message == null
            ? "Mandatory variable '%s' not defined.".formatted(undefined.name())
            : message;
    throw PythonException.runtime(sentence);
  }

  private static String type(Call call) {
    boolean before = call.rendering().language() == Language.ANSIBLE_2_14;
    return switch (call.value()) {
      case View view -> before ? view.kind() : "list";
      case Undefined locked when locked.isLocked() && !before ->
          locked.isVaulted() ? "VaultExceptionMarker" : "CapturedExceptionMarker";
      case Undefined undefined -> before ? "AnsibleUndefined" : "UndefinedMarker";
      default -> Python.typeName(call.value());
    };
  }
}
