package dev.runner.report.json;

import dev.runner.event.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a task registered, as Ansible's callbacks hand it on: with what became of it among the
/// values.
public final class RegisteredResult {
  private RegisteredResult() {}

  /// The values by name.
  public static Map<String, Object> of(Outcome outcome) {
    Map<String, Object> result = new LinkedHashMap<>(outcome.result());
    result.remove("failed", false); // told of failures only
    switch (outcome.kind()) {
      case FAILED, REFUSED -> result.put("failed", true);
      case UNREACHABLE -> result.put("unreachable", true);
      case SKIPPED -> result.put("skipped", true);
      case UNKNOWN -> result.put("unknown", true);
      case OK, CHANGED -> {}
    }
    if (outcome.kind().isTrouble() && !outcome.reason().isEmpty()) {
      result.putIfAbsent("msg", outcome.reason());
    }
    return result;
  }
}
