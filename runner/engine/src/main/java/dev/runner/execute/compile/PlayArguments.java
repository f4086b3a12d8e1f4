package dev.runner.execute.compile;

import dev.runner.playbook.Play;
import dev.runner.playbook.Task;
import dev.runner.source.Diagnostics;
import dev.runner.source.Sources;
import dev.runner.source.Yaml;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import dev.runner.values.None;
import dev.runner.values.Text;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes the task that checks the variables of a play before its first task: `validate_argspec`
/// names a specification in the file `PLAYBOOK.meta.yml`.
final class PlayArguments {
  private static final String KEYWORD = "validate_argspec";
  private static final List<String> ENDINGS = List.of(".yml", ".yaml", ".json");

  private final Play play;
  private final Scope scope;
  private final Sources sources;

  /// @param scope variables of the play without a host
  PlayArguments(Play play, Scope scope, Sources sources) {
    this.play = play;
    this.scope = scope;
    this.sources =
        new Sources(sources.files(), sources.opener(), new Diagnostics(), sources.here());
  }

  /// The task; nothing if the play's variables aren't to be checked.
  Optional<Task> check() {
    Object written = play.keyword(KEYWORD);
    if (written == null || written == None.NONE) {
      return Optional.empty();
    }
    Object value = value(written);
    if (Boolean.FALSE.equals(value) || value.equals(Scope.OMIT)) {
      return Optional.empty();
    }
    Optional<String> name =
        Boolean.TRUE.equals(value) ? playName() : Optional.of(Written.plain(value));
    Optional<Path> file = candidates().stream().filter(Files::isRegularFile).findFirst();
    if (name.filter(each -> !each.isEmpty()).isEmpty() || file.isEmpty()) {
      throw mistake(missing(name.isPresent(), file.isPresent()));
    }
    return Optional.of(task(name.get(), file.get(), options(name.get(), file.get())));
  }

  private Object value(Object written) {
    try {
      Object value = scope.value(written);
      if (!(value instanceof Boolean) && !Text.isText(value)) {
        throw mistake("validate_argspec takes yes, no, or the name of a specification");
      }
      return value;
    } catch (TemplateException e) {
      throw mistake("Error processing keyword '%s': %s".formatted(KEYWORD, e.sentence()));
    }
  }

  private Optional<String> playName() {
    return play.name().flatMap(written -> Keywords.plain(written, scope));
  }

  private String missing(boolean name, boolean file) {
    String sentence =
        name
            ? ""
            : "A play name is required when validate_argspec is True. "
                + "Alternatively, set validate_argspec to the name of an argument spec.";
    if (file) {
      return sentence;
    }
    StringBuilder looked = new StringBuilder();
    candidates().forEach(each -> looked.append("\n  - ").append(each));
    return (sentence + " A playbook meta file is required. Considered:" + looked).strip();
  }

  private List<Path> candidates() {
    String name = play.file().toString();
    String bare = name.replaceFirst("\\.(yml|yaml|json)$", "");
    return java.util.stream.Stream.concat(ENDINGS.stream(), java.util.stream.Stream.of(""))
        .map(ending -> Path.of(bare + ".meta" + ending))
        .toList();
  }

  private Object options(String name, Path file) {
    Optional<Yaml> tree = sources.yaml(file, play.origin());
    sources.diagnostics().throwIfErrors();
    Optional<Yaml> options =
        tree.flatMap(all -> get(all, "argument_specs"))
            .flatMap(specs -> get(specs, name))
            .flatMap(spec -> get(spec, "options"));
    if (options.isEmpty() || !(options.get() instanceof Yaml.Mapping)) {
      throw mistake(
          "No argument spec named '%s' in %s. Minimally expected:\nargument_specs:\n  %s:\n    options: {}"
              .formatted(name, file, name));
    }
    return sources.value(options.get());
  }

  private static Optional<Yaml> get(Yaml tree, String key) {
    return tree instanceof Yaml.Mapping mapping ? mapping.get(key) : Optional.empty();
  }

  private Task task(String name, Path file, Object options) {
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("type", "play");
    context.put("name", name);
    context.put("argument_spec_name", name);
    context.put("path", file.toString());
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("argument_spec", options);
    parameters.put("validate_args_context", context);
    return OpeningTask.of(
        play,
        "Validating arguments against arg spec " + name,
        "ansible.builtin.validate_argument_spec",
        parameters,
        Map.of());
  }

  private TemplateException mistake(String sentence) {
    return new TemplateException(
        sentence, "", play.settings().origin(KEYWORD).orElse(play.origin()), false, null);
  }
}
