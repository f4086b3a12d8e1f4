package dev.runner.template.document;

import dev.runner.jinja.Arguments;
import dev.runner.template.call.Call;
import dev.runner.values.Dicts;
import dev.runner.values.Json;
import dev.runner.values.None;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The filters `json_patch`, `json_patch_recipe` and `json_diff` (collection `community.general`).
public final class PatchFilters {
  private static final Set<String> KINDS =
      Set.of("add", "copy", "move", "remove", "replace", "test");
  private static final Set<String> WITH_FROM = Set.of("copy", "move");
  private static final Set<String> WITH_VALUE = Set.of("add", "replace", "test");

  private PatchFilters() {}

  /// Applies one of its filters.
  public static Object apply(Call call) {
    return switch (call.name()) {
      case "json_patch" -> one(call);
      case "json_patch_recipe" -> many(call);
      case "json_diff" ->
          JsonDiff.between(
              document(call, "input", call.value()),
              document(call, "target", call.bind("target").value("target")));
      default -> throw call.unknown();
    };
  }

  private static Object one(Call call) {
    Map<String, Object> named = new LinkedHashMap<>(call.arguments().named());
    @Nullable Object from = named.remove("from");
    @Nullable Object failing = named.remove("fail_test");
    Set<String> strays = new TreeSet<>(named.keySet());
    strays.removeAll(Set.of("op", "path", "value"));
    if (!strays.isEmpty()) {
      throw PythonException.type(
          "json_patch: unexpected keywords arguments: " + String.join(", ", strays));
    }
    var bound = new Arguments(call.arguments().positional(), named).bind("op", "path", "value?");
    Object kind = bound.value("op");
    Map<Object, Object> operation = new LinkedHashMap<>();
    operation.put("op", kind);
    operation.put("path", bound.value("path"));
    if (WITH_VALUE.contains(Python.string(kind))) {
      operation.put("value", bound.value("value", None.NONE));
    }
    if (WITH_FROM.contains(Python.string(kind)) && from != null) {
      operation.put("from", from);
    }
    return patched(call, List.of(operation), failing == null ? false : failing);
  }

  private static Object many(Call call) {
    var bound = call.bind("operations", "fail_test?");
    if (!(bound.value("operations") instanceof List<?> operations)) {
      throw PythonException.type("json_patch_recipe: 'operations' needs to be a list");
    }
    return patched(call, operations, bound.value("fail_test", false));
  }

  private static Object patched(Call call, List<?> operations, Object failing) {
    if (!(failing instanceof Boolean fails)) {
      throw PythonException.type("json_patch: 'fail_test' argument is not a bool");
    }
    Object document = document(call, "input", call.value());
    operations.forEach(each -> check(call.name(), each));
    try {
      return JsonPatch.apply(document, operations);
    } catch (JsonPatch.TestFailed e) {
      if (fails) {
        throw PythonException.value(
            "%s: test operation failed: %s".formatted(call.name(), e.getMessage()));
      }
      return None.NONE;
    } catch (PythonException e) {
      throw PythonException.value("%s: patch failed: %s".formatted(call.name(), e.getMessage()));
    }
  }

  private static void check(String filter, Object given) {
    if (!(given instanceof Map<?, ?> operation)) {
      throw PythonException.type("%s: an operation is a dictionary".formatted(filter));
    }
    String kind = word(filter, operation, "op");
    if (!KINDS.contains(kind)) {
      throw PythonException.value("%s: unsupported 'op' argument: %s".formatted(filter, kind));
    }
    word(filter, operation, "path");
    if (WITH_FROM.contains(kind)) {
      if (!Dicts.has(operation, "from")) {
        throw PythonException.value(
            "%s: 'from' argument missing for '%s' operation".formatted(filter, kind));
      }
      word(filter, operation, "from");
    }
  }

  private static String word(String filter, Map<?, ?> operation, String name) {
    Object value = Dicts.get(operation, name);
    if (value == null || !Text.isText(value)) {
      throw PythonException.type("%s: '%s' argument is not a string".formatted(filter, name));
    }
    return Python.string(value);
  }

  private static Object document(Call call, String role, Object given) {
    if (Text.isText(given)) {
      try {
        return DocumentFilters.marked(Json.parse(Python.string(given)), Text.marksOf(given));
      } catch (Json.SyntaxError e) {
        throw PythonException.value(
            "%s: could not decode JSON from %s: %s".formatted(call.name(), role, e.getMessage()));
      }
    }
    if (!(given instanceof List<?>) && !(given instanceof Map<?, ?>)) {
      throw PythonException.type(
          "%s: %s is not dictionary, list or string".formatted(call.name(), role));
    }
    return given;
  }
}
