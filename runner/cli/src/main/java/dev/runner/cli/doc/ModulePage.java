package dev.runner.cli.doc;

import dev.runner.catalog.ModuleType;
import dev.runner.catalog.Parameter;
import dev.runner.module.Describe;
import java.util.List;
import java.util.stream.Collectors;

/// The page of a module in the reference, in Markdown.
record ModulePage(ModuleType module) {

  String fileName() {
    return module.name() + ".md";
  }

  String text() {
    StringBuilder out = new StringBuilder();
    Describe describe = module.describe();
    out.append("<!-- Written by `runner doc --markdown`; its source is the module itself. -->\n\n");
    out.append("# ").append(module.name()).append("\n\n");
    out.append(describe.summary()).append("\n\n");
    if (!describe.description().isBlank()) {
      out.append(describe.description().strip()).append("\n\n");
    }
    out.append("- Full name: `").append(module.qualifiedName()).append("`\n");
    named(out, "Also called", module.aliases());
    named(out, "Needs on the host", module.needs());
    out.append("- Since: ").append(describe.since()).append("\n\n");
    out.append("## Example\n\n```yaml\n")
        .append(describe.example().strip().indent(0))
        .append("```\n\n");
    parameters(out);
    returned(out, describe.returns());
    return out.toString();
  }

  private static void named(StringBuilder out, String what, List<String> names) {
    if (!names.isEmpty()) {
      out.append("- %s: %s\n".formatted(what, words(names)));
    }
  }

  private void parameters(StringBuilder out) {
    out.append("## Parameters\n\n");
    if (module.parameters().isEmpty()) {
      out.append("It has none.\n");
      return;
    }
    out.append("| Parameter | Type | Default | |\n|---|---|---|---|\n");
    for (Row row : Row.of(module.parameters())) {
      Parameter parameter = row.parameter();
      String byDefault =
          parameter.required()
              ? "**required**"
              : parameter.byDefault().map(text -> text.isEmpty() ? "empty" : code(text)).orElse("");
      out.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(row.name(), row.type(), byDefault, what(parameter)));
    }
  }

  private static String what(Parameter parameter) {
    StringBuilder text = new StringBuilder(cell(parameter.text()));
    if (!parameter.choices().isEmpty()) {
      text.append(" One of ").append(words(parameter.choices())).append('.');
    }
    if (!parameter.aliases().isEmpty()) {
      text.append(" Also: ").append(words(parameter.aliases())).append('.');
    }
    return text.toString();
  }

  private static void returned(StringBuilder out, Describe.Returned[] values) {
    if (values.length == 0) {
      return;
    }
    out.append("\n## Registered values\n\n| Value | |\n|---|---|\n");
    for (Describe.Returned value : values) {
      out.append("| `%s` | %s |\n".formatted(value.name(), cell(value.value())));
    }
  }

  private static String words(List<String> names) {
    return names.stream().map(ModulePage::code).collect(Collectors.joining(", "));
  }

  private static String code(String text) {
    String quote = text.contains("`") ? "``" : "`";
    return quote + cell(text).replace("\n", "\\n") + quote;
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
