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

  /// @param indent of each level
  YamlResults(int indent) {
    this.indent = indent;
  }

  String text(Map<String, Object> value) {
    return templates
        .scope(RawVariables.of(Map.of("value", value)))
        .expression(Text.of("value | to_nice_yaml(indent=%d)".formatted(indent), Marks.TRUSTED))
        .toString()
        .strip();
  }
}
