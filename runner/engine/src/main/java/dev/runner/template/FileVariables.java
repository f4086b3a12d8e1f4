package dev.runner.template;

import dev.runner.template.ports.Ports;
import dev.runner.values.DateTime;
import dev.runner.values.Marks;
import dev.runner.values.Python;
import dev.runner.values.Strftime;
import dev.runner.values.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// The variables that a template file sees besides those of its task: where it is, whose it is.
final class FileVariables {
  private static final Pattern MANAGED = Pattern.compile("\\{\\{|\\}\\}|\\{(?:host|uid|file)\\}");

  private FileVariables() {}

  static Map<String, Object> of(
      Ports ports, Path file, String written, Map<String, Object> parameters) {
    Map<String, Object> variables = new LinkedHashMap<>();
    variables.put("ansible_managed", Text.of(named(ports.managed()), Marks.TRUSTED));
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
      ZonedDateTime modified = ports.disk().modified(file).atZone(ports.clock().getZone());
      variables.put("template_mtime", new DateTime(modified.toLocalDateTime()));
      variables.put(
          "ansible_managed",
          Text.of(Strftime.format(named(ports.managed()), modified), Marks.TRUSTED));
    } catch (IOException e) {
      return variables; // the file itself could be read; its owner isn't worth an error
    }
    return variables;
  }

  /// The words that the setting has for the file, its owner and the control machine, as
  /// expressions: what a file is called is never a template. Doubled braces are single ones.
  private static String named(String managed) {
    return MANAGED
        .matcher(managed)
        .replaceAll(
            found ->
                switch (found.group()) {
                  case "{{" -> "{";
                  case "}}" -> "}";
                  case "{file}" -> "{{ template_path }}";
                  case "{uid}" -> "{{ template_uid }}";
                  default -> "{{ template_host }}";
                });
  }
}
