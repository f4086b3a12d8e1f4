package dev.runner.execute;

import dev.runner.event.RunEvent;
import dev.runner.execute.compile.CompiledTask;
import dev.runner.execute.compile.Keywords;
import dev.runner.execute.compile.Written;
import dev.runner.playbook.Task;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import dev.runner.values.Origin;
import dev.runner.values.Python;
import dev.runner.values.Text;
import dev.runner.values.UnknownException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What tasks are called in reports: their names, rendered as far as a host's variables allow.
record Titles(HostScopes scopes, TaskSurroundings.Common common) {
  RunEvent.Task of(CompiledTask task, String host) {
    String name =
        task.name()
            .map(written -> name(written, task, host))
            .orElseGet(() -> task.module() + includedRole(task));
    return new RunEvent.Task(
        task.id(),
        common.workshop().masking().text(name),
        task.module().contains("{{")
            ? name(Text.trusted(task.module(), task.origin()), task, host)
            : task.module(),
        task.role(),
        task.origin().toString(),
        task.handler(),
        common.options().defaults().parameters() && !hides(task, host)
            ? Optional.of(common.workshop().masking().text(parameters(task)))
            : Optional.empty());
  }

  /// What a template decides counts as hidden, and what is wrong, which the task tells in its turn.
  private boolean hides(CompiledTask task, String host) {
    Object written = task.keyword("no_log");
    if (written instanceof Text text && text.value().contains("{{")) {
      return true;
    }
    try {
      return Keywords.flag(written, scopes.of(host, task))
          .orElse(common.options().defaults().noLog());
    } catch (TemplateException e) {
      return true;
    }
  }

  /// The free-form text is told last.
  private static String parameters(CompiledTask task) {
    Map<String, Object> all = new LinkedHashMap<>(task.parameters());
    Object text = all.remove(Task.FREE_FORM);
    if (text != null) {
      all.put(Task.FREE_FORM, text);
    }
    return all.entrySet().stream()
        .map(each -> each.getKey() + "=" + Python.string(each.getValue()))
        .collect(Collectors.joining(", "));
  }

  /// A task that includes a role and has no name of its own is told by that role's, as it is
  /// written.
  private static String includedRole(CompiledTask task) {
    Object role = task.parameters().getOrDefault("name", task.parameters().get("role"));
    return task.bareModule().equals("include_role") && role != null
        ? " : " + Written.plain(role)
        : "";
  }

  /// What is wrong with it is told in its place, and warned of.
  private String name(Object written, CompiledTask task, String host) {
    try {
      Scope scope = scopes.of(host, task);
      if (!(written instanceof Text text)) {
        return Keywords.plain(written, scope).orElse(task.module());
      }
      String name = scope.shown(text);
      scope.warnings().forEach(each -> common.events().accept(warned(each, text, task)));
      return name.isEmpty() ? task.module() : name;
    } catch (TemplateException | UnknownException e) {
      return Written.plain(written);
    }
  }

  private RunEvent.Warned warned(String sentence, Text name, CompiledTask task) {
    return new RunEvent.Warned(common.workshop().masking().text(sentence), where(name, task));
  }

  private static String where(Text written, CompiledTask task) {
    Origin origin = written.marks().origin();
    return (origin == null ? task.origin() : origin).toString();
  }
}
