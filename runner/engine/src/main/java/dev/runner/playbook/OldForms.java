package dev.runner.playbook;

import dev.runner.source.DiagnosticException;
import dev.runner.source.Diagnostics;
import dev.runner.source.Yaml;
import dev.runner.values.Origin;
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
  ///
  /// @param included whether the task stands in what is included during the run: what it includes
  ///   is then, too
  static Yaml.Mapping task(Yaml.Mapping task, boolean included, Diagnostics diagnostics) {
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
        included
            || file.contains("{{")
            || task.entries().stream()
                .anyMatch(e -> e.name().equals("loop") || Actions.loop(e).isPresent());
    List<Yaml.Entry> given = new ArrayList<>();
    words.forEach(
        (name, value) -> {
          if (!name.equals(Task.FREE_FORM)) {
            given.add(
                new Yaml.Entry(
                    Yaml.text(name, written.origin()),
                    Yaml.text(value.toString(), written.origin())));
          }
        });
    Yaml.Scalar path = Yaml.text(file, written.origin());
    Origin at = include.get().key().origin();
    return dynamic
        ? included(replaced(task, include.get(), Yaml.text("include_tasks", at), path), given)
        : replaced(
            task, include.get(), Yaml.text("import_tasks", at), imported(path, mapping(given, at)));
  }

  private static Yaml.Mapping replaced(
      Yaml.Mapping task, Yaml.Entry action, Yaml.Scalar module, Yaml parameters) {
    List<Yaml.Entry> entries = new ArrayList<>();
    for (Yaml.Entry entry : task.entries()) {
      entries.add(entry.equals(action) ? new Yaml.Entry(module, parameters) : entry);
    }
    return new Yaml.Mapping(entries, task.origin(), task.weight());
  }

  /// What is included during the run has one set of variables, and its old title.
  private static Yaml.Mapping included(Yaml.Mapping task, List<Yaml.Entry> given) {
    Yaml.Mapping titled =
        task.get("name").isPresent()
            ? task
            : with(task, "name", Yaml.text("include", task.origin()));
    if (given.isEmpty()) {
      return titled;
    }
    List<Yaml.Entry> vars = new ArrayList<>();
    if (task.get("vars").orElse(null) instanceof Yaml.Mapping own) {
      vars.addAll(own.entries());
    }
    vars.addAll(given);
    return with(titled, "vars", mapping(vars, task.origin()));
  }

  /// What is imported has variables of its own, and those of words, which count less.
  private static Yaml.Mapping imported(Yaml.Scalar file, Yaml.Mapping given) {
    return mapping(
        List.of(
            new Yaml.Entry(Yaml.text("file", file.origin()), file),
            new Yaml.Entry(Yaml.text(Imports.AS_INCLUDED, file.origin()), given)),
        file.origin());
  }

  private static Yaml.Mapping mapping(List<Yaml.Entry> entries, Origin at) {
    return new Yaml.Mapping(entries, at, 1 + 2L * entries.size());
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
