package dev.runner.variables;

import dev.runner.playbook.FreeForm;
import dev.runner.playbook.Task;
import dev.runner.source.Diagnostic;
import dev.runner.source.DiagnosticException;
import dev.runner.source.Sources;
import dev.runner.source.TaggedJson;
import dev.runner.source.Vars;
import dev.runner.source.Yaml;
import dev.runner.source.YamlParser;
import dev.runner.values.Marks;
import dev.runner.values.Origin;
import dev.runner.values.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Variables of the command line: `-e name=value`, JSON, YAML, `@file`.
public final class ExtraVars {
  private ExtraVars() {}

  /// The variables of all `-e`; later ones win. Mistakes go to the diagnostics of the sources.
  public static Vars parse(List<String> given, Sources sources) {
    Vars all = Vars.EMPTY;
    for (String each : given) {
      all = all.with(one(each.strip(), sources));
    }
    return all;
  }

  private static Vars one(String text, Sources sources) {
    Origin origin = new Origin("-e", 0, 0);
    if (text.startsWith("@")) {
      return sources.vars(sources.here().resolve(text.substring(1)), origin);
    }
    if (text.startsWith("/") || text.startsWith(".")) {
      sources
          .diagnostics()
          .error(
              null,
              "Please prepend extra_vars filename '%s' with '@'".formatted(text),
              "write -e @%s".formatted(text));
      return Vars.EMPTY;
    }
    if (text.startsWith("{") || text.startsWith("[")) {
      Optional<Yaml> tree =
          YamlParser.parse("<CLI option '-e'>", text + "\n", sources.diagnostics());
      return tree.map(TaggedJson::read)
          .map(each -> Vars.of(each, sources.opener(), sources.diagnostics()))
          .orElse(Vars.EMPTY);
    }
    try {
      return Vars.of(pairs(text, origin, sources), origin);
    } catch (DiagnosticException e) {
      e.diagnostics().forEach(sources.diagnostics()::add);
      return Vars.EMPTY;
    }
  }

  /// Words that name no variable are left out, as Ansible does: scripts put lists of options
  /// together.
  private static Map<String, Object> pairs(String text, Origin origin, Sources sources) {
    Map<String, Object> pairs = FreeForm.parse(Text.of(text, Marks.trustedAt(origin)), false);
    Object rest = pairs.remove(Task.FREE_FORM);
    if (rest != null) {
      sources
          .diagnostics()
          .add(
              Diagnostic.warning(
                      null, "-e: '%s' is no 'name=value', and is left out".formatted(rest))
                  .withHint("give 'name=value' words, JSON or YAML in braces, or @file"));
    }
    return pairs;
  }
}
