package dev.runner.template;

import dev.runner.template.ports.Ports;
import dev.runner.template.time.DateTime;
import dev.runner.values.Marks;
import dev.runner.values.Python;
import dev.runner.values.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;

/// The variables that a template file sees besides those of its task: where it is, whose it is.
final class FileVariables {
  private FileVariables() {}

  static Map<String, Object> of(
      Ports ports, Path file, String written, Map<String, Object> parameters) {
    Map<String, Object> variables = new LinkedHashMap<>();
    variables.put("ansible_managed", Text.of(ports.managed(), Marks.TRUSTED));
    variables.put("template_host", ports.host());
    variables.put("template_path", file.toString());
    variables.put("template_fullpath", file.toAbsolutePath().normalize().toString());
    variables.put("template_run_date", new DateTime(LocalDateTime.now(ports.clock())));
    Object dest = parameters.get("dest");
    if (dest != null) {
      variables.put("template_destpath", Python.text(dest));
    }
    try {
      variables.put("template_uid", ports.disk().owner(file));
      variables.put(
          "template_mtime",
          new DateTime(
              LocalDateTime.ofInstant(ports.disk().modified(file), ports.clock().getZone())));
    } catch (IOException e) {
      return variables; // the file itself could be read; its owner isn't worth an error
    }
    return variables;
  }
}
