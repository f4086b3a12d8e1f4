package dev.runner.inventory;

import dev.runner.source.Diagnostic;
import dev.runner.source.DiagnosticException;
import dev.runner.source.Diagnostics;
import dev.runner.source.DidYouMean;
import dev.runner.source.Vars;
import dev.runner.values.Origin;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads inventories in INI format: sections of hosts, `[group:vars]`, `[group:children]`.
final class IniInventory {
  private static final Pattern SECTION =
      Pattern.compile("\\[([^:\\]\\s]+)(?::(\\w+))?]\\s*(?:[#;].*)?");
  private static final Pattern GROUP = Pattern.compile("([^:\\]\\s]+)\\s*(?:#.*)?");
  private static final List<String> KINDS = List.of("hosts", "vars", "children");

  private final String name;
  private final Path file;
  private InventoryBuilder inventory;
  private final Diagnostics diagnostics;
  private final Map<String, Origin> promised = new LinkedHashMap<>();
  private final Map<String, Origin> withVars = new LinkedHashMap<>();
  private final Set<String> declared;
  private String group = Group.UNGROUPED;
  private String kind = "hosts";

  IniInventory(String name, Path file, InventoryBuilder inventory, Diagnostics diagnostics) {
    this.name = name;
    this.file = file;
    this.inventory = inventory;
    this.diagnostics = diagnostics;
    this.declared = inventory.groupNames();
  }

  void read(String text) {
    diagnostics.remember(name, text);
    int number = 0;
    for (String raw : text.lines().toList()) {
      number++;
      String line = raw.strip();
      if (number == 1 && line.startsWith("\ufeff")) {
        line = line.substring(1);
      }
      if (!line.isEmpty() && !line.startsWith("#") && !line.startsWith(";")) {
        Origin origin = new Origin(name, number, 1 + raw.indexOf(line));
        try {
          line(line, origin);
        } catch (DiagnosticException e) {
          e.diagnostics().forEach(diagnostics::add);
          inventory = new InventoryBuilder(); // what follows a mistake isn't taken over
        }
      }
    }
    promised.forEach(
        (child, origin) -> {
          if (!declared.contains(child)) {
            diagnostics.error(origin, "there is no group '%s'".formatted(child));
          }
        });
    withVars.forEach(
        (each, origin) -> {
          if (!declared.contains(each)) {
            diagnostics.error(
                origin, "there is no group '%s' that these variables could be for".formatted(each));
          }
        });
  }

  private void line(String line, Origin origin) {
    if (line.startsWith("[") && line.contains("]") && SECTION.matcher(line).matches()) {
      section(line, origin);
      return;
    }
    if (line.startsWith("[") && !line.contains("]")) {
      throw mistake(origin, "'%s' is no section".formatted(line), "a bracket isn't closed");
    }
    switch (kind) {
      case "vars" -> variable(line, origin);
      case "children" -> child(line, origin);
      default -> host(line, origin);
    }
  }

  private void section(String line, Origin origin) {
    Matcher matcher = SECTION.matcher(line);
    if (!matcher.matches()) {
      throw mistake(origin, "'%s' is no section".formatted(line), "");
    }
    group = matcher.group(1);
    kind = matcher.group(2) == null ? "hosts" : matcher.group(2);
    if (!KINDS.contains(kind)) {
      String wrong = kind;
      kind = "hosts";
      throw mistake(
          origin,
          "Section [%s:%s] has unknown type: %s".formatted(group, wrong, wrong),
          DidYouMean.nearest(wrong, KINDS)
              .map(each -> "did you mean '[%s:%s]'?".formatted(group, each))
              .orElse("it is a group, or its ':vars' or ':children'"));
    }
    if (kind.equals("vars")) {
      withVars.put(group, origin);
    } else {
      inventory.group(group);
      declared.add(group);
    }
  }

  private void variable(String line, Origin origin) {
    int equals = line.indexOf('=');
    if (equals < 0) {
      throw mistake(origin, "Expected key=value, got: " + line, "write 'name=value'");
    }
    Vars vars = one(line.substring(0, equals).strip(), line.substring(equals + 1).strip(), origin);
    inventory.groupVars(group, vars);
  }

  private static Vars one(String key, String value, Origin origin) {
    return Vars.of(Map.of(key, PythonLiteral.parse(value, origin)), origin);
  }

  private void child(String line, Origin origin) {
    Matcher matcher = GROUP.matcher(line);
    if (!matcher.matches()) {
      throw mistake(origin, "'%s' is no name of a group".formatted(line), "");
    }
    String child = matcher.group(1);
    if (!inventory.child(group, child)) {
      throw mistake(origin, "the group '%s' would be inside of itself".formatted(child), "");
    }
    promised.putIfAbsent(child, origin);
  }

  private void host(String line, Origin origin) {
    List<String> words =
        ShellWords.split(line).orElseThrow(() -> mistake(origin, "a quote isn't closed", ""));
    if (words.isEmpty()) {
      return;
    }
    HostRange.Named named = HostRange.parse(words.getFirst(), origin);
    Map<String, Object> vars = new LinkedHashMap<>();
    for (String word : words.subList(1, words.size())) {
      int equals = word.indexOf('=');
      if (equals < 0) {
        throw mistake(
            origin,
            "Expected key=value host variable assignment, got: " + word,
            "write 'name=value', and one host a line");
      }
      vars.put(word.substring(0, equals), PythonLiteral.parse(word.substring(equals + 1), origin));
    }
    inventory.hosts(named, group, Vars.of(vars, origin), Optional.of(file), origin);
  }

  private static DiagnosticException mistake(Origin origin, String sentence, String hint) {
    return new DiagnosticException(Diagnostic.error(origin, sentence).withHint(hint));
  }
}
