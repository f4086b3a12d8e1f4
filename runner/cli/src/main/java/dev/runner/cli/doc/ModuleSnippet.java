package dev.runner.cli.doc;

import dev.runner.catalog.ModuleType;
import dev.runner.catalog.Parameter;
import dev.runner.values.Json;

/// A task to copy: all parameters with what they are.
public record ModuleSnippet(ModuleType module) {

  public String text() {
    StringBuilder out = new StringBuilder();
    out.append("- name: ").append(Json.line(module.describe().summary().replaceFirst("\\.$", "")));
    out.append("\n  ").append(module.name()).append(":\n");
    int column =
        2 + module.parameters().stream().mapToInt(each -> each.name().length()).max().orElse(0);
    for (Parameter parameter : module.parameters()) {
      String key = parameter.name() + ":" + " ".repeat(column - parameter.name().length() - 1);
      String text = (parameter.required() ? "(required) " : "") + parameter.text();
      String separator = key;
      for (String line : Wrapped.lines(text, Math.max(30, 76 - 6 - column))) {
        out.append("      ").append(separator).append("# ").append(line).append('\n');
        separator = " ".repeat(column);
      }
    }
    return out.toString();
  }
}
