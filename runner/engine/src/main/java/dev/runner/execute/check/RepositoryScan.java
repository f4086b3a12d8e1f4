package dev.runner.execute.check;

import dev.runner.catalog.Modules;
import dev.runner.jinja.Environment;
import dev.runner.playbook.Keyword;
import dev.runner.source.Sources;
import dev.runner.source.Yaml;
import dev.runner.template.Templates;
import dev.runner.values.Origin;
import dev.runner.values.PythonException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Looks through files of a repository for modules, filters, tests and lookups that aren't here.
/// Nothing is evaluated: what a playbook may reach counts, and so does what it never reaches.
public final class RepositoryScan {
  private static final Set<String> LISTS =
      Set.of("tasks", "pre_tasks", "post_tasks", "handlers", "block", "rescue", "always");
  private static final Set<String> CONDITIONS =
      Set.of("when", "changed_when", "failed_when", "until", "that", "break_when");
  private static final Set<String> LANGUAGE =
      Set.of(
          "meta",
          "include",
          "include_tasks",
          "import_tasks",
          "include_role",
          "import_role",
          "import_playbook",
          "args",
          "action",
          "local_action");
  private static final Pattern BRACES =
      Pattern.compile("\\{\\{(.*?)}}|\\{%(.*?)%}", Pattern.DOTALL);
  private static final Pattern TEXTS =
      Pattern.compile("'(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Pattern FILTER = Pattern.compile("\\|\\s*([A-Za-z_][\\w.]*)");
  private static final Pattern TEST = Pattern.compile("\\bis\\s+(?:not\\s+)?([A-Za-z_][\\w.]*)");
  private static final Pattern LOOKUP =
      Pattern.compile("\\b(?:lookup|query|q)\\(\\s*['\"]([\\w.]+)['\"]");

  /// What is missed.
  public enum Kind {
    MODULE,
    FILTER,
    TEST,
    LOOKUP
  }

  /// Something that isn't here.
  public record Missed(Kind kind, String name) implements Comparable<Missed> {
    @Override
    public int compareTo(Missed other) {
      int kinds = kind.compareTo(other.kind);
      return kinds == 0 ? name.compareTo(other.name) : kinds;
    }
  }

  private final Sources sources;
  private final Modules modules;
  private final Templates templates;
  private final Environment environment;
  private final Map<Missed, List<Origin>> missed = new TreeMap<>();

  public RepositoryScan(Sources sources, Modules modules, Templates templates) {
    this.sources = sources;
    this.modules = modules;
    this.templates = templates;
    this.environment = templates.environment();
  }

  /// What is missed so far, with the places where it is used.
  public Map<Missed, List<Origin>> missed() {
    Map<Missed, List<Origin>> copy = new LinkedHashMap<>();
    missed.forEach((what, where) -> copy.put(what, List.copyOf(where)));
    return copy;
  }

  /// Looks through a file of YAML: a playbook, tasks, or variables.
  ///
  /// @param tasks whether a list in it is a list of tasks
  public void yaml(Path file, boolean tasks) {
    sources.yaml(file, null).ifPresent(tree -> tree(tree, tasks));
  }

  /// Looks through a template.
  public void template(Path file) {
    Origin origin = new Origin(sources.name(file), 1, 1);
    sources.text(file, null).ifPresent(text -> templates(text, origin));
  }

  private void tree(Yaml tree, boolean tasks) {
    switch (tree) {
      case Yaml.Sequence list -> {
        for (Yaml item : list.items()) {
          boolean play = item instanceof Yaml.Mapping map && map.get("hosts").isPresent();
          if (tasks && !play && item instanceof Yaml.Mapping task) {
            action(task);
          }
          tree(item, false);
        }
      }
      case Yaml.Mapping mapping -> {
        for (Yaml.Entry entry : mapping.entries()) {
          if (CONDITIONS.contains(entry.name())) {
            conditions(entry.value());
          } else {
            tree(entry.value(), LISTS.contains(entry.name()));
          }
        }
      }
      case Yaml.Scalar scalar -> templates(scalar.text(), scalar.origin());
    }
  }

  private void conditions(Yaml value) {
    switch (value) {
      case Yaml.Scalar scalar -> expression(scalar.text(), scalar.origin());
      case Yaml.Sequence list -> list.items().forEach(this::conditions);
      case Yaml.Mapping mapping -> tree(mapping, false);
    }
  }

  private void action(Yaml.Mapping task) {
    for (Yaml.Entry entry : task.entries()) {
      String name = entry.name();
      boolean old = name.equals("action") || name.equals("local_action");
      if (old) {
        old(entry.value());
      } else if (name.startsWith("with_")) {
        String lookup = name.substring("with_".length());
        if (lacks(lookup, templates::hasLookup)) {
          miss(Kind.LOOKUP, lookup, entry.key().origin());
        }
      } else if (Keyword.named(name).isEmpty() || modules.exists(name)) {
        module(name, entry.key().origin());
      }
    }
  }

  private void old(Yaml value) {
    Yaml named =
        value instanceof Yaml.Mapping mapping ? mapping.get("module").orElse(value) : value;
    if (named instanceof Yaml.Scalar scalar && !scalar.isTemplate()) {
      module(scalar.text().strip().split("\\s+")[0], scalar.origin());
    }
  }

  private void module(String name, Origin origin) {
    String bare = name.replaceFirst("^ansible\\.(builtin|legacy)\\.", "");
    if (!LANGUAGE.contains(bare) && !modules.exists(name)) {
      miss(Kind.MODULE, name, origin);
    }
  }

  private void templates(String text, Origin origin) {
    Matcher braces = BRACES.matcher(text);
    while (braces.find()) {
      expression(braces.group(1) == null ? braces.group(2) : braces.group(1), origin);
    }
  }

  private void expression(String text, Origin origin) {
    Matcher lookups = LOOKUP.matcher(text);
    while (lookups.find()) {
      if (lacks(lookups.group(1), templates::hasLookup)) {
        miss(Kind.LOOKUP, lookups.group(1), origin);
      }
    }
    String bare = TEXTS.matcher(text).replaceAll("''");
    Matcher filters = FILTER.matcher(bare);
    while (filters.find()) {
      if (lacks(filters.group(1), name -> environment.filter(name) != null)) {
        miss(Kind.FILTER, filters.group(1), origin);
      }
    }
    Matcher tests = TEST.matcher(bare);
    while (tests.find()) {
      if (lacks(tests.group(1), name -> environment.test(name) != null)) {
        miss(Kind.TEST, tests.group(1), origin);
      }
    }
  }

  private static boolean lacks(String name, Predicate<String> known) {
    try {
      return !known.test(name);
    } catch (PythonException e) {
      return true; // its collection says that it is gone
    }
  }

  private void miss(Kind kind, String name, Origin origin) {
    missed.computeIfAbsent(new Missed(kind, name), what -> new ArrayList<>()).add(origin);
  }
}
