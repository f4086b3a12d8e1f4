package dev.runner.modules.text;

import dev.runner.module.Difference;
import dev.runner.module.Plan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// What an edit changes, in the shapes in which Ansible's modules register it in diff mode.
public final class ToldDifference {
  private ToldDifference() {}

  /// One mapping.
  public static Plan plain(Plan plan) {
    return with(plan, difference -> difference);
  }

  /// One mapping whose headings say that it is about the content.
  static Plan ofContent(Plan plan) {
    return with(plan, difference -> headed(difference, " (content)"));
  }

  /// A list: the content, then the attributes, of which only the headings are told.
  static Plan ofContentAndAttributes(Plan plan) {
    return with(
        plan,
        difference -> {
          Map<String, Object> headings = new LinkedHashMap<>(difference);
          headings.remove("before");
          headings.remove("after");
          return List.of(headed(difference, " (content)"), headed(headings, " (file attributes)"));
        });
  }

  private static Map<String, Object> headed(Map<String, Object> difference, String what) {
    Map<String, Object> headed = new LinkedHashMap<>(difference);
    headed.replaceAll((name, value) -> name.endsWith("_header") ? value + what : value);
    return headed;
  }

  private static Plan with(Plan plan, Function<Map<String, Object>, Object> shape) {
    return plan instanceof Plan.Changes changes
        ? Difference.of(changes.steps()).stream()
            .findFirst()
            .<Plan>map(each -> changes.predicting("diff", shape.apply(each)))
            .orElse(plan)
        : plan;
  }
}
