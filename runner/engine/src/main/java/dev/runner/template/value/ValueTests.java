package dev.runner.template.value;

import dev.runner.jinja.Bound;
import dev.runner.source.Opener;
import dev.runner.template.call.Booleans;
import dev.runner.template.call.Call;
import dev.runner.template.version.Versions;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.values.Undefined;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/// Tests of values.
public final class ValueTests {
  private ValueTests() {}

  /// Whether one of its tests holds.
  public static boolean test(Call call) {
    Object value = call.value();
    return switch (call.name()) {
      case "all" -> items(call).stream().allMatch(Python::truth);
      case "any" -> items(call).stream().anyMatch(Python::truth);
      case "contains" -> Python.contains(value, call.bind("contained").value("contained"));
      case "issubset", "subset" -> set(other(call)).containsAll(set(value));
      case "issuperset", "superset" -> set(value).containsAll(set(other(call)));
      case "isnan", "nan" -> value instanceof Double real && Double.isNaN(real);
      case "truthy" -> truthy(call);
      case "falsy" -> !truthy(call);
      case "version", "version_compare" -> version(call);
      case "vault_encrypted" ->
          (value instanceof Undefined locked && locked.isVaulted())
              || Text.marksOf(value).envelope() != null
              || (Text.isText(value) && Python.string(value).startsWith(Opener.HEADER));
      default -> throw call.unknown();
    };
  }

  private static List<Object> items(Call call) {
    call.bind0();
    return Python.list(call.value());
  }

  private static Object other(Call call) {
    return call.bind("other").value("other");
  }

  private static Set<Object> set(Object value) {
    Set<Object> set = new HashSet<>();
    for (Object item : Python.list(value)) {
      set.add(Python.key(item));
    }
    return set;
  }

  /// With `convert_bool` the words that Ansible takes for booleans count as such.
  private static boolean truthy(Call call) {
    Bound bound = call.bind("convert_bool?");
    boolean converts = bound.flag("convert_bool", false);
    return converts
        ? Booleans.of(call.value()).orElseGet(() -> Python.truth(call.value()))
        : Python.truth(call.value());
  }

  private static boolean version(Call call) {
    Bound bound = call.bind("version", "operator?", "strict?", "version_type?");
    String value = call.text();
    String version = bound.text("version");
    if (!Python.truth(call.value())) {
      throw PythonException.value("Input version value cannot be empty");
    }
    if (version.isEmpty()) {
      throw PythonException.value("Version parameter to compare against cannot be empty");
    }
    boolean typed = bound.optional("version_type") != null;
    if (bound.optional("strict") != null && typed) {
      throw PythonException.value("Cannot specify both 'strict' and 'version_type'");
    }
    String type =
        typed ? bound.text("version_type") : bound.flag("strict", false) ? "strict" : "loose";
    String operator = bound.text("operator", "eq");
    Versions.require(type);
    IntPredicate holds = comparison(operator);
    try {
      return holds.test(Versions.compare(type, value, version));
    } catch (PythonException e) {
      throw PythonException.value("Version comparison failed: " + e.getMessage());
    }
  }

  private static IntPredicate comparison(String operator) {
    return switch (operator) {
      case "==", "=", "eq" -> order -> order == 0;
      case "<", "lt" -> order -> order < 0;
      case "<=", "le" -> order -> order <= 0;
      case ">", "gt" -> order -> order > 0;
      case ">=", "ge" -> order -> order >= 0;
      case "!=", "<>", "ne" -> order -> order != 0;
      default ->
          throw PythonException.value(
              "Invalid operator type (%s). Must be one of '==', '=', 'eq', '<', 'lt', '<=', 'le', '>', 'gt', '>=', 'ge', '!=', '<>', 'ne'"
                  .formatted(operator));
    };
  }
}
