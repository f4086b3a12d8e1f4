package dev.runner.execute;

import static java.util.stream.Collectors.joining;

import dev.runner.catalog.ActionGroups;
import dev.runner.catalog.Binding;
import dev.runner.catalog.Materials;
import dev.runner.catalog.ModuleType;
import dev.runner.execute.compile.CompiledTask;
import dev.runner.execute.compile.ModuleDefaults;
import dev.runner.execute.compile.Written;
import dev.runner.execute.task.EarlyFailure;
import dev.runner.jinja.Template;
import dev.runner.module.BadParameter;
import dev.runner.module.Condition;
import dev.runner.module.ControlFile;
import dev.runner.module.Expression;
import dev.runner.module.Handover;
import dev.runner.module.HttpRequest;
import dev.runner.module.Rendered;
import dev.runner.module.TaskModule;
import dev.runner.source.ControlFiles;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import dev.runner.template.Templates;
import dev.runner.template.file.PathFilters;
import dev.runner.template.ports.SearchPath;
import dev.runner.values.Marks;
import dev.runner.values.Python;
import dev.runner.values.Text;
import dev.runner.values.Undefined;
import dev.runner.vault.Vault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Files of the control machine, templates, conditions and expressions for one task.
final class TaskMaterials implements Materials {
  /// Older releases show no reason.
  private static final Text NOT_DEFINED = Text.of("VARIABLE IS NOT DEFINED!", Marks.NONE);

  /// What `omit` is shown as where it can't be left out.
  private static final Text OMITTED = Text.of("<<Omit>>", Marks.NONE);

  private final Templates templates;
  private final ControlFiles files;
  private final Vault vault;
  private final Scope scope;
  private final CompiledTask task;
  private final Workshop workshop;

  TaskMaterials(Workshop workshop, Scope scope, CompiledTask task) {
    this.workshop = workshop;
    this.templates = workshop.templates();
    this.files = workshop.sources().files();
    this.vault = workshop.vault();
    this.scope = scope;
    this.task = task;
  }

  @Override
  public ControlFile file(String parameter, String name) {
    if (!task.bareModule().equals("include_vars")) {
      return new SourceFile(name, find(parameter, "files", name), files, vault);
    }
    return new SourceFile(
        name, parameter.equals("dir") ? folder(name) : find(parameter, "vars", name), files, vault);
  }

  private Path folder(String name) {
    Path here = templates.ports().here();
    return new VarsFolder(task.source(), files, here)
        .find(PathFilters.expandUser(name, templates.ports()));
  }

  @Override
  public Path place(String name) {
    return templates
        .searchPath(scope)
        .directories()
        .getLast()
        .resolve(PathFilters.expandUser(name, templates.ports()))
        .toAbsolutePath()
        .normalize();
  }

  @Override
  public Rendered template(String parameter, String name, Map<String, Object> parameters) {
    Path file = find(parameter, "templates", name);
    return new Rendered(file, templates.render(file, name, parameters, scope));
  }

  private Path find(String parameter, String kind, String name) {
    SearchPath path = templates.searchPath(scope);
    String wanted = PathFilters.expandUser(name, templates.ports());
    return path.find(files, kind, wanted)
        .orElseThrow(
            () -> {
              List<Path> looked = path.candidates(kind, wanted);
              return BadParameter.noFile(
                  parameter,
                  HttpRequest.shown(
                      "Could not find or access '%s'%s on the Ansible Controller."
                          .formatted(
                              looked.size() == 1 ? looked.getFirst() : name, searched(looked))));
            });
  }

  private static String searched(List<Path> looked) {
    return looked.size() == 1
        ? ""
        : looked.stream().map(place -> "\n\t" + place).collect(joining("", "\nSearched in:", ""));
  }

  @Override
  public Map<String, Object> variables(Collection<String> names) {
    Map<String, Object> defined = new LinkedHashMap<>();
    for (String name : names) {
      if (scope.isWritten(name)) {
        defined.put(name, scope.value(scope.get(name)));
      } else if (workshop.unset().containsKey(name)) {
        defined.put(name, workshop.unset().get(name));
      }
    }
    return defined;
  }

  @Override
  public Handover handover(Map<String, Object> parameters) {
    return new Handover() {
      @Override
      public Optional<TaskModule> to(String module, Map<String, Object> more) {
        Map<String, Object> all = new LinkedHashMap<>(parameters);
        all.putAll(more);
        Optional<ModuleType> ours = workshop.modules().find(module);
        return ours.isPresent()
            ? Optional.of(bound(ours.get(), defaulted(module, all)))
            : new TaskPrograms(workshop, task)
                .find(module, () -> defaulted(module, all), scope, false, false)
                .map(program -> program);
      }

      @Override
      public Set<String> names() {
        return Collections.unmodifiableSet(parameters.keySet());
      }

      @Override
      public Optional<Object> variable(String name) {
        return Optional.ofNullable(variables(List.of(name)).get(name));
      }
    };
  }

  /// What is given, which is rendered, over the defaults of a module that isn't the task's own.
  private Map<String, Object> defaulted(String module, Map<String, Object> given) {
    ModuleDefaults defaults =
        new ModuleDefaults(
            workshop.modules(), new ActionGroups(workshop.modules(), workshop.sources()));
    Map<String, Object> added =
        new LinkedHashMap<>(defaults.under(module, given, task.source(), () -> scope));
    added.keySet().removeAll(given.keySet());
    Map<String, Object> all = new LinkedHashMap<>(scope.parameters(added));
    all.putAll(given);
    return all;
  }

  private TaskModule bound(ModuleType type, Map<String, Object> parameters) {
    return switch (workshop.binder().bind(type, parameters, this)) {
      case Binding.Bound bound -> bound.module();
      case Binding.Wrong wrong ->
          throw new BadParameter(
              "",
              wrong.mistakes().stream()
                  .map(Binding.Mistake::told)
                  .distinct()
                  .collect(joining("\n")));
    };
  }

  @Override
  public int verbosity() {
    return Integer.parseInt(Written.plain(scope.get("ansible_verbosity")));
  }

  @Override
  public Condition condition(Object raw) {
    String text = Written.plain(raw);
    return new Condition(text, raw instanceof Boolean ? raw : text, () -> holds(raw));
  }

  private boolean holds(Object condition) {
    try {
      return scope.condition(condition);
    } catch (TemplateException e) {
      throw scope.isBefore219() ? EarlyFailure.condition("", condition, e, scope, false) : e;
    }
  }

  @Override
  public Expression expression(Object raw) {
    Object text = scope.value(raw); // people write `var: "{{ name }}"` where a name would do
    if (!Text.isText(text)) {
      throw new BadParameter(
          "var",
          "'%s' is not a string and conversion is not allowed: it gives a value of type '%s'; to show a value itself, use msg"
              .formatted(Written.plain(raw), Python.typeName(text)));
    }
    if (scope.isBefore219() && !Text.marksOf(text).trusted()) {
      Object told = Text.of("{{%s}}".formatted(Written.plain(text)), Text.marksOf(text));
      return new Expression(Written.plain(text), () -> told); // it was shown, never evaluated
    }
    return new Expression(Written.plain(text), () -> looked(text));
  }

  private Object looked(Object text) {
    Object value = shown(text);
    if (value instanceof Undefined && scope.isBefore219()) {
      value = NOT_DEFINED;
    }
    if (value instanceof Undefined undefined) {
      scope.warnOf(List.of(undefined.hint()));
      return value;
    }
    if (value.equals(Scope.OMIT) && !scope.isBefore219()) {
      scope.warn(
          "The result of the `var` expression could not be omitted; a placeholder was used"
              + " instead.");
      return OMITTED;
    }
    return whole(value);
  }

  /// A value to be looked at: what isn't there inside of it is told in its place.
  private Object whole(Object value) {
    try {
      return scope.valueOrUndefined(value);
    } catch (TemplateException e) {
      if (!e.isUndefined()) {
        throw e;
      }
      if (scope.isBefore219()) {
        return NOT_DEFINED;
      }
      List<String> missing = new ArrayList<>();
      Object told = told(scope.lazily(value), missing);
      scope.warnOf(missing);
      return told;
    }
  }

  private static Object told(Object value, List<String> missing) {
    return switch (value) {
      case Undefined undefined -> {
        missing.add(undefined.hint());
        yield Text.of(Template.Shown.mark(missing), Marks.NONE);
      }
      case List<?> list -> list.stream().map(each -> told(each, missing)).toList();
      case Map<?, ?> map -> {
        Map<Object, Object> copy = new LinkedHashMap<>();
        map.forEach((name, each) -> copy.put(name, told(each, missing)));
        yield copy;
      }
      default -> value;
    };
  }

  private Object shown(Object text) {
    try {
      Object value = scope.expression(text);
      if (value instanceof Undefined undefined && undefined.isLocked()) {
        throw scope.locked(undefined);
      }
      return value;
    } catch (TemplateException e) {
      throw scope.isBefore219()
          ? e
          : new TemplateException(
              "Error while resolving `var` expression: " + e.sentence(),
              e.hint(),
              e.origin().orElse(null),
              e.isUndefined(),
              e);
    }
  }
}
