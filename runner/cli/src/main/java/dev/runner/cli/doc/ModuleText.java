package dev.runner.cli.doc;

import dev.runner.catalog.ModuleType;
import dev.runner.catalog.Parameter;
import dev.runner.module.Describe;
import java.util.List;

/// The documentation of a module for a terminal.
public record ModuleText(ModuleType module) {
  private static final int WIDTH = 88;

  public String text() {
    StringBuilder out = new StringBuilder();
    Describe describe = module.describe();
    out.append("> MODULE %s (since %s)\n\n".formatted(module.qualifiedName(), describe.since()));
    paragraph(out, "  ", describe.summary());
    for (String part : describe.description().strip().split("\n\n+")) {
      if (!part.isBlank()) {
        out.append('\n');
        paragraph(out, "  ", part);
      }
    }
    named(out, "Also called: ", module.aliases());
    named(out, "Needs on the host: ", module.needs());
    out.append("\nPARAMETERS (= is required)\n");
    Row.of(module.parameters()).forEach(row -> parameter(out, row));
    out.append("\nEXAMPLES\n\n").append(describe.example().strip().indent(2));
    if (describe.returns().length > 0) {
      out.append("\nREGISTERED VALUES\n");
      for (Describe.Returned value : describe.returns()) {
        out.append("\n- ").append(value.name()).append('\n');
        paragraph(out, "        ", value.value());
      }
    }
    return out.toString();
  }

  private static void named(StringBuilder out, String what, List<String> names) {
    if (!names.isEmpty()) {
      out.append('\n');
      paragraph(out, "  ", what + String.join(", ", names));
    }
  }

  private static void parameter(StringBuilder out, Row row) {
    Parameter parameter = row.parameter();
    String indent = "        ";
    out.append(parameter.required() ? "\n= " : "\n- ").append(row.name()).append('\n');
    paragraph(out, indent, parameter.text());
    if (!parameter.aliases().isEmpty()) {
      paragraph(out, indent, "aliases: " + String.join(", ", parameter.aliases()));
    }
    if (!parameter.choices().isEmpty()) {
      paragraph(out, indent, "choices: " + String.join(", ", parameter.choices()));
    }
    parameter
        .byDefault()
        .ifPresent(text -> paragraph(out, indent, "default: " + (text.isEmpty() ? "''" : text)));
    paragraph(out, indent, "type: " + row.type());
  }

  private static void paragraph(StringBuilder out, String indent, String text) {
    for (String line : Wrapped.lines(text, WIDTH - indent.length())) {
      out.append(indent).append(line).append('\n');
    }
  }
}
