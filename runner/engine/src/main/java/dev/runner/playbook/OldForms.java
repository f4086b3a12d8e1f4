package dev.runner.playbook;

import dev.runner.source.DiagnosticException;
import dev.runner.source.Diagnostics;
import dev.runner.source.Yaml;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What playbooks for ansible-core 2.14 may still say, in the words of today.
final class OldForms {
  private OldForms() {}

  /// A play, block or task whose `vars` is a list of mappings has one mapping.
  static Yaml.Mapping vars(Yaml.Mapping part) {
    if (!(part.get("vars").orElse(null) instanceof Yaml.Sequence list)
        || !list.items().stream().allMatch(Yaml.Mapping.class::isInstance)) {
      return part;
    }
    List<Yaml.Entry> all = new ArrayList<>();
    list.items().forEach(item -> all.addAll(((Yaml.Mapping) item).entries()));
    return with(part, "vars", new Yaml.Mapping(all, list.origin(), list.weight()));
  }

  /// `include: file.yml name=value` imports the file, or includes it where that depends on the run.
  static Yaml.Mapping task(Yaml.Mapping task, Diagnostics diagnostics) {
    Optional<Yaml.Entry> include =
        task.entries().stream()
            .filter(entry -> Names.bare(entry.name()).equals("include"))
            .findFirst();
    if (include.isEmpty() || !(include.get().value() instanceof Yaml.Scalar written)) {
      return task;
    }
    Map<String, Object> words;
    try {
      words = FreeForm.parse(Text.trusted(written.text(), written.origin()), false);
    } catch (DiagnosticException e) {
      e.diagnostics().forEach(diagnostics::add);
      return task;
    }
    String file = words.getOrDefault(Task.FREE_FORM, "").toString();
    boolean dynamic =
        file.contains("{{")
            || task.entries().stream()
                .anyMatch(e -> e.name().equals("loop") || Actions.loop(e).isPresent());
    List<Yaml.Entry> entries = new ArrayList<>();
    for (Yaml.Entry entry : task.entries()) {
      entries.add(
          entry.equals(include.get())
              ? new Yaml.Entry(
                  Yaml.text(dynamic ? "include_tasks" : "import_tasks", entry.key().origin()),
                  Yaml.text(file, written.origin()))
              : entry);
    }
    Yaml.Mapping today = new Yaml.Mapping(entries, task.origin(), task.weight());
    List<Yaml.Entry> vars = new ArrayList<>();
    if (task.get("vars").orElse(null) instanceof Yaml.Mapping own) {
      vars.addAll(own.entries());
    }
    int before = vars.size();
    words.forEach(
        (name, value) -> {
          if (!name.equals(Task.FREE_FORM)) {
            vars.add(
                new Yaml.Entry(
                    Yaml.text(name, written.origin()),
                    Yaml.text(value.toString(), written.origin())));
          }
        });
    return vars.size() == before
        ? today
        : with(today, "vars", new Yaml.Mapping(vars, written.origin(), 1 + 2L * vars.size()));
  }

  private static Yaml.Mapping with(Yaml.Mapping mapping, String key, Yaml value) {
    List<Yaml.Entry> entries = new ArrayList<>();
    Yaml.Scalar name = Yaml.text(key, value.origin());
    for (Yaml.Entry entry : mapping.entries()) {
      if (!entry.name().equals(key)) {
        entries.add(entry);
      }
    }
    entries.add(new Yaml.Entry(name, value));
    return new Yaml.Mapping(entries, mapping.origin(), mapping.weight());
  }
}
