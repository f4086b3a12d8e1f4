package dev.runner.template.value;

import dev.runner.template.call.Call;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import java.util.List;
import java.util.Map;

/// Tests of what a task registered.
public final class ResultTests {
  private ResultTests() {}

  /// Whether one of its tests holds.
  public static boolean test(Call call) {
    call.bind0();
    if (!(call.value() instanceof Map<?, ?> result)) {
      throw PythonException.type(
          "The '%s' test expects a dictionary".formatted(asked(call.name())));
    }
    return switch (call.name()) {
      case "failed", "failure" -> says(result, "failed", false);
      case "succeeded", "success", "successful" -> !says(result, "failed", false);
      case "changed", "change" -> changed(result);
      case "skipped", "skip" -> says(result, "skipped", false);
      case "unreachable" -> says(result, "unreachable", false);
      case "reachable" -> !says(result, "unreachable", false);
      case "started" -> says(result, "started", true);
      case "finished" -> says(result, "finished", true);
      case "timedout" -> timedOut(result);
      default -> throw call.unknown();
    };
  }

  /// What a result is asked for by the test of this name.
  private static String asked(String name) {
    return switch (name) {
      case "failure", "succeeded", "success", "successful" -> "failed";
      case "change" -> "changed";
      case "skip" -> "skipped";
      case "reachable" -> "unreachable";
      default -> name;
    };
  }

  private static boolean says(Map<?, ?> result, String key, boolean byDefault) {
    Object value = result.get(key);
    return value == null ? byDefault : Python.truth(value);
  }

  /// A loop has changed something if one of its rounds has.
  private static boolean changed(Map<?, ?> result) {
    if (result.get("changed") == null && result.get("results") instanceof List<?> rounds) {
      for (Object round : rounds) {
        if (round instanceof Map<?, ?> map && says(map, "changed", false)) {
          return true;
        }
      }
    }
    return says(result, "changed", false);
  }

  private static boolean timedOut(Map<?, ?> result) {
    Object value = result.get("timedout");
    if (value == null || !Python.truth(value)) {
      return false;
    }
    if (!(value instanceof Map<?, ?> details)) {
      throw PythonException.type("'timedout' of a result is a dictionary");
    }
    return says(details, "period", false);
  }
}
