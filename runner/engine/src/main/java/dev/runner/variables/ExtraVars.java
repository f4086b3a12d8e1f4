package dev.runner.variables;

import dev.runner.playbook.FreeForm;
import dev.runner.source.DiagnosticException;
import dev.runner.source.Sources;
import dev.runner.source.TaggedJson;
import dev.runner.source.Vars;
import dev.runner.source.Yaml;
import dev.runner.source.YamlParser;
import dev.runner.values.Origin;
import java.util.List;
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
    if (text.startsWith("{") || text.startsWith("[")) {
      Optional<Yaml> tree = YamlParser.parse("-e", text, sources.diagnostics());
      return tree.map(TaggedJson::read)
          .map(each -> Vars.of(each, sources.opener(), sources.diagnostics()))
          .orElse(Vars.EMPTY);
    }
    try {
      return Vars.of(FreeForm.pairs(text, origin), origin);
    } catch (DiagnosticException e) {
      e.diagnostics().forEach(sources.diagnostics()::add);
      return Vars.EMPTY;
    }
  }
}
