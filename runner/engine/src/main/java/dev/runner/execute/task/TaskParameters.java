package dev.runner.execute.task;

import dev.runner.catalog.ModuleType;
import dev.runner.catalog.Parameter;
import dev.runner.execute.compile.CompiledTask;
import dev.runner.execute.compile.Keywords;
import dev.runner.execute.compile.Parameters;
import dev.runner.execute.compile.Written;
import dev.runner.playbook.Task;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import dev.runner.values.None;
import dev.runner.values.Origin;
import dev.runner.values.Python;
import dev.runner.values.Text;
import dev.runner.values.UnknownException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The parameters of a task, rendered for its module.
final class TaskParameters {
  private final CompiledTask task;

  TaskParameters(CompiledTask task) {
    this.task = task;
  }

  /// The parameter that tells a module where jobs are.
  private static final String JOBS = "_async_dir";

  /// The module's name, which may be a template.
  String module(Scope scope) {
    String written = task.module();
    return written.contains("{{")
        ? Written.plain(scope.value(Text.trusted(written, task.origin()))).strip()
        : written;
  }

  /// The parameters of a program: by the names that were written.
  Map<String, Object> ofProgram(Scope scope) {
    Map<String, Object> values = new LinkedHashMap<>();
    written(task.module(), name -> name, scope)
        .forEach((name, each) -> values.putAll(rendered(task.module(), name, each, scope)));
    return values;
  }

  private Map<String, Object> rendered(String module, String name, Object written, Scope scope) {
    try {
      return scope.parameters(Map.of(name, written));
    } catch (TemplateException e) {
      throw EarlyFailure.parameter(task.source(), module, called(name, written), e, scope);
    }
  }

  /// What Ansible calls a parameter: free-form text has a name of its own.
  private String called(String name, Object written) {
    return written.equals(task.parameters().get(Task.FREE_FORM)) ? Task.FREE_FORM : name;
  }

  /// Those of a module, by the names of its own.
  Map<String, Object> of(ModuleType module, Scope scope) {
    Map<String, Object> values = new LinkedHashMap<>();
    Map<String, Parameter> unrendered = new LinkedHashMap<>();
    if (module.parameters().stream().anyMatch(each -> each.name().equals(JOBS))) {
      values.put(JOBS, Background.place(scope));
    }
    for (Parameter parameter : module.parameters()) {
      if (parameter.unrendered()) {
        unrendered.put(parameter.name(), parameter);
        parameter.aliases().forEach(alias -> unrendered.put(alias, parameter));
      }
    }
    Map<String, Object> rendered = new LinkedHashMap<>();
    written(module.qualifiedName(), name -> Parameters.name(module, name), scope)
        .forEach(
            (name, written) -> {
              @Nullable Parameter asked = unrendered.get(name);
              if (asked != null && asked.isExpression() && isOmitted(written, scope)) {
                values.remove(name);
              } else if (asked != null) {
                values.put(name, conditions(written, scope));
              } else {
                rendered.put(name, written);
              }
            });
    rendered.forEach(
        (name, each) -> values.putAll(rendered(module.qualifiedName(), name, each, scope)));
    if (scope.isBefore219() && module.name().equals("set_fact")) {
      values.replaceAll((name, value) -> FormerWords.fact(value));
    }
    return values;
  }

  /// Whether a template, instead of an expression, gives the word for nothing.
  private static boolean isOmitted(Object written, Scope scope) {
    return written instanceof Text text
        && text.marks().trusted()
        && text.value().strip().startsWith("{{")
        && text.value().contains("omit")
        && scope.value(text).equals(Scope.OMIT);
  }

  /// Conditions as they are written; those of a variable that holds a list, one by one.
  private static Object conditions(Object written, Scope scope) {
    if (written == None.NONE) {
      return List.of(written); // an empty one, which isn't as good as none
    }
    if (!(written instanceof Text text)
        || !text.value().startsWith("{{")
        || !text.value().endsWith("}}")) {
      return written;
    }
    try {
      Object value = scope.isBefore219() ? scope.value(text) : scope.withItemsAsWritten(text);
      return value instanceof List<?> list ? list : written;
    } catch (TemplateException | UnknownException e) {
      return written; // what is wrong with it is told when it is evaluated
    }
  }

  /// The parameters by their names: the free-form text under the one that takes it. Those that a
  /// template gives as a whole stand over the defaults of the module, and under the task's own.
  private Map<String, Object> written(String module, UnaryOperator<String> names, Scope scope) {
    Map<String, Object> own = new LinkedHashMap<>();
    Map<String, Object> all = new LinkedHashMap<>();
    task.parameters()
        .forEach(
            (name, each) -> {
              if (!name.equals(Task.ALL_PARAMETERS)) {
                Map<String, Object> into = task.source().parameters().containsKey(name) ? own : all;
                into.put(names.apply(name.contains("{{") ? key(name, scope) : name), each);
              }
            });
    for (Object whole : Keywords.list(task.parameters().get(Task.ALL_PARAMETERS))) {
      mapping(module, whole, scope)
          .forEach((name, each) -> all.put(names.apply(Written.plain(name)), made(each)));
    }
    all.putAll(own);
    return all;
  }

  /// What a template gives for all parameters at once: a mapping, or nothing if it is omitted.
  private Map<?, ?> mapping(String module, Object whole, Scope scope) {
    try {
      Object value = scope.value(whole);
      if (value instanceof Map<?, ?> map) {
        return map;
      }
      if (value.equals(Scope.OMIT)) {
        return Map.of();
      }
      String sentence =
          scope.isBefore219()
              ? "invalid or malformed argument: '%s'".formatted(Python.string(value))
              : "Task args must resolve to a 'dict' not '%s'.".formatted(Python.typeName(value));
      throw new TemplateException(
          sentence,
          "the parameters of a module are a mapping",
          Text.marksOf(whole).origin(),
          false,
          null);
    } catch (TemplateException e) {
      throw EarlyFailure.parameters(task.source(), module, e, scope);
    }
  }

  /// Text that a template made is neither a condition nor a template: only what somebody wrote is
  /// evaluated.
  private static Object made(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(TaskParameters::made).toList();
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> all = new LinkedHashMap<>();
      map.forEach((key, each) -> all.put(key, made(each)));
      return all;
    }
    return value instanceof Text text && text.marks().origin() == null
        ? Text.of(text.value(), text.marks().asUntrusted())
        : value;
  }

  /// Names of variables that `set_fact` sets may be templates.
  private String key(String name, Scope scope) {
    Origin place = task.source().places().getOrDefault(name, task.origin());
    Object rendered = scope.value(Text.trusted(name, place));
    if (!Text.isText(rendered) && !scope.isBefore219()) {
      throw new TemplateException(
          "Invalid variable name '%s' of type '%s'."
              .formatted(Python.string(rendered), Python.typeName(rendered)),
          "names of variables are text: a letter or underscore, then letters, digits, underscores",
          place,
          false,
          null);
    }
    return Written.plain(rendered);
  }
}
