package dev.runner.playbook;

import dev.runner.source.DiagnosticException;
import dev.runner.source.Diagnostics;
import dev.runner.source.Sources;
import dev.runner.source.Yaml;
import dev.runner.values.Deprecation;
import dev.runner.values.None;
import dev.runner.values.Origin;
import dev.runner.values.Python;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads which module a task runs, and its parameters.
final class ActionReader {
  /// Modules whose text is a command.
  private static final Set<String> COMMANDS =
      Set.of("command", "shell", "script", "raw", "win_command", "win_shell");

  /// Spaces after the module's name, which may be a template.
  private static final Pattern MODULE = Pattern.compile("(?<!\\{\\{[^}]{0,500})\\s+");

  /// What the names of parameters begin with that Ansible gives to modules by itself.
  private static final String RESERVED = "_ansible_";

  /// The release of ansible-core without what is deprecated here.
  private static final String REMOVAL = "2.23";

  private final Sources sources;

  ActionReader(Sources sources) {
    this.sources = sources;
  }

  /// A module with its parameters as written.
  ///
  /// @param origin where the module is named
  record Action(
      String module, Map<String, Object> parameters, Map<String, Origin> places, Origin origin) {}

  /// The action that an entry says: `module: parameters`, `action: …` or `local_action: …`.
  Optional<Action> read(Yaml.Entry entry, Optional<Yaml> args) {
    Optional<Action> action = written(entry, args);
    action.ifPresent(this::checkNames);
    return action;
  }

  private void checkNames(Action action) {
    for (String name : List.copyOf(action.parameters().keySet())) {
      if (name.startsWith(RESERVED)) {
        diagnostics()
            .error(
                action.places().getOrDefault(name, action.origin()),
                ("Invalid parameter specified beginning with keyword '%s' for action '%s': '%s'."
                        + " The prefix '%s' is reserved for internal use only.")
                    .formatted(RESERVED, action.module(), name, RESERVED));
        action.parameters().remove(name); // one mistake is enough
      }
    }
  }

  private Optional<Action> written(Yaml.Entry entry, Optional<Yaml> args) {
    boolean named = !entry.name().equals("action") && !entry.name().equals("local_action");
    Map<String, Object> parameters = new LinkedHashMap<>();
    Map<String, Origin> places = new LinkedHashMap<>();
    args.ifPresent(each -> mapping(each, parameters, places));
    Origin origin = entry.key().origin();
    if (named) {
      parameters(entry.name(), entry.value(), parameters, places);
      if (args.isPresent() && entry.value() instanceof Yaml.Scalar scalar) {
        merging(scalar, entry.name());
      }
      return Optional.of(new Action(entry.name(), parameters, places, origin));
    }
    Origin called =
        entry.value() instanceof Yaml.Mapping mapping
            ? mapping.get("module").map(Yaml::origin).orElse(origin)
            : entry.value().origin();
    return old(entry, parameters, places)
        .map(module -> new Action(module, parameters, places, called));
  }

  /// `action: copy src=a` and `action: {module: copy, src: a}`.
  private Optional<String> old(
      Yaml.Entry entry, Map<String, Object> parameters, Map<String, Origin> places) {
    if (entry.value() instanceof Yaml.Mapping mapping) {
      diagnostics()
          .deprecated(
              Deprecation.ofCore(
                  "Using a mapping for `action` is deprecated.",
                  "Use a string value for `action`.",
                  REMOVAL,
                  mapping.origin()));
      Optional<Yaml> module = mapping.get("module");
      mapping.get("args").ifPresent(each -> mapping(each, parameters, places));
      mapping(mapping, parameters, places);
      parameters.remove("module");
      parameters.remove("args");
      if (module.isPresent() && module.get() instanceof Yaml.Scalar name) {
        String[] words = MODULE.split(name.text().strip(), 2);
        if (words.length > 1) {
          line(words[0], Text.trusted(words[1], name.origin()), parameters, places);
        }
        return Optional.of(words[0]);
      }
    } else if (entry.value() instanceof Yaml.Scalar scalar && !scalar.text().isBlank()) {
      String[] words = MODULE.split(scalar.text().strip(), 2);
      if (words.length > 1) {
        line(words[0], Text.trusted(words[1], scalar.origin()), parameters, places);
      }
      return Optional.of(words[0]);
    }
    diagnostics()
        .error(
            entry.value().origin(),
            "no module/action detected in task.",
            "write '%s: MODULE key=value', or a mapping with 'module'".formatted(entry.name()));
    return Optional.empty();
  }

  private void parameters(
      String module, Yaml value, Map<String, Object> parameters, Map<String, Origin> places) {
    switch (value) {
      case Yaml.Mapping mapping -> mapping(mapping, parameters, places);
      case Yaml.Scalar scalar when scalar.isNull() -> {}
      case Yaml.Scalar scalar when scalar.value() instanceof Text text ->
          line(module, text, parameters, places);
      case Yaml.Scalar scalar when scalar.kind() == Yaml.Kind.VAULT -> {
        parameters.put(Task.FREE_FORM, sources.value(scalar));
        places.put(Task.FREE_FORM, scalar.origin());
      }
      default ->
          diagnostics()
              .error(
                  value.origin(),
                  "unexpected parameter type in action: " + value.describe(),
                  "the parameters of '%s' are a mapping or text".formatted(module));
    }
  }

  /// Parameters in the line of a task that has `args`, too.
  private void merging(Yaml.Scalar line, String module) {
    if (!(line.value() instanceof Text text)) {
      return;
    }
    Map<String, Object> own = new LinkedHashMap<>();
    line(module, text, own, new LinkedHashMap<>());
    String names =
        own.keySet().stream()
            .filter(name -> !name.equals(Task.FREE_FORM) && !name.equals(Task.ALL_PARAMETERS))
            .sorted()
            .map(name -> "'" + name + "'")
            .collect(Collectors.joining(", "));
    if (!names.isEmpty()) {
      diagnostics()
          .deprecated(
              Deprecation.ofCore(
                  "Merging legacy k=v args (" + names + ") into task args.",
                  "Include all task args in the task `args` mapping.",
                  REMOVAL,
                  line.origin()));
    }
  }

  private void mapping(Yaml value, Map<String, Object> parameters, Map<String, Origin> places) {
    if (value instanceof Yaml.Mapping mapping) {
      for (Yaml.Entry entry : mapping.entries()) {
        parameters.put(entry.name(), sources.value(entry.value()));
        places.put(entry.name(), entry.key().origin());
      }
    } else if (value instanceof Yaml.Scalar scalar && scalar.isTemplate()) {
      whole(sources.value(scalar), parameters);
    } else if (sources.value(value) != None.NONE) {
      diagnostics()
          .error(
              value.origin(),
              "The value of the task `args` keyword is invalid.",
              "it takes a mapping of parameters, not " + value.describe());
    }
  }

  private void line(
      String module, Text text, Map<String, Object> parameters, Map<String, Origin> places) {
    boolean command = COMMANDS.contains(Names.bare(module).replaceFirst("^.*\\.", ""));
    String value = text.value().strip();
    boolean file = Names.bare(module).equals("include_vars"); // whose text is a path
    boolean whole = !command && !file && !Names.LANGUAGE.contains(Names.bare(module));
    if (whole && isTemplate(value)) {
      whole(text, parameters);
      return;
    }
    try {
      FreeForm.parse(text, command)
          .forEach(
              (name, each) -> {
                if (whole && name.equals(Task.FREE_FORM) && isTemplate(each)) {
                  whole(each, parameters);
                  return;
                }
                parameters.put(name, each);
                Origin origin = text.marks().origin();
                if (origin != null) {
                  places.put(name, origin);
                }
              });
    } catch (DiagnosticException e) {
      e.diagnostics().forEach(diagnostics()::add);
    }
  }

  /// A template that gives parameters: of several the later one is the stronger.
  private static void whole(Object template, Map<String, Object> parameters) {
    List<Object> all = new ArrayList<>();
    if (parameters.get(Task.ALL_PARAMETERS) instanceof List<?> before) {
      all.addAll(before);
    }
    all.add(template);
    parameters.put(Task.ALL_PARAMETERS, List.copyOf(all));
  }

  private static boolean isTemplate(Object value) {
    return Text.isText(value) && isTemplate(Python.string(value).strip());
  }

  private static boolean isTemplate(String value) {
    return value.startsWith("{{") && value.indexOf("}}") == value.length() - 2;
  }

  private Diagnostics diagnostics() {
    return sources.diagnostics();
  }
}
