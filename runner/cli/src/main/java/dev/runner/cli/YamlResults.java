package dev.runner.cli;

import dev.runner.jinja.Language;
import dev.runner.source.ControlFiles;
import dev.runner.template.RawVariables;
import dev.runner.template.Templates;
import dev.runner.template.ports.Ports;
import dev.runner.values.Marks;
import dev.runner.values.Text;
import java.nio.file.Path;
import java.util.Map;

/// Values as YAML, for people to read.
final class YamlResults {
  private final Templates templates =
      new Templates(
          Language.ANSIBLE_2_19, Ports.local(ControlFiles.disk(), Path.of("").toAbsolutePath()));
  private final int indent;
  private final int width;

  /// @param indent of each level
  /// @param width after which lines are broken, in columns
  YamlResults(int indent, int width) {
    this.indent = indent;
    this.width = width;
  }

  String text(Map<String, Object> value) {
    return templates
        .scope(RawVariables.of(Map.of("value", value)))
        .expression(
            Text.of(
                "value | to_nice_yaml(indent=%d, width=%d)".formatted(indent, width),
                Marks.TRUSTED))
        .toString()
        .strip();
  }
}
