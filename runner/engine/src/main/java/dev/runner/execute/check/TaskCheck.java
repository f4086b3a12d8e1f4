package dev.runner.execute.check;

import dev.runner.catalog.Binder;
import dev.runner.catalog.Binding;
import dev.runner.catalog.Materials;
import dev.runner.catalog.ModuleType;
import dev.runner.catalog.Modules;
import dev.runner.catalog.Parameter;
import dev.runner.execute.compile.Keywords;
import dev.runner.execute.compile.Parameters;
import dev.runner.execute.compile.Written;
import dev.runner.module.Condition;
import dev.runner.module.ControlFile;
import dev.runner.module.Expression;
import dev.runner.module.Rendered;
import dev.runner.playbook.Task;
import dev.runner.source.Diagnostic;
import dev.runner.values.None;
import dev.runner.values.Origin;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Looks for mistakes in one task before it runs.
final class TaskCheck {
  private final Modules modules;
  private final Binder binder;
  private final TemplateCheck templates;

  TaskCheck(Modules modules, Binder binder, TemplateCheck templates) {
    this.modules = modules;
    this.binder = binder;
    this.templates = templates;
  }

  /// Adds what is wrong with the task.
  void check(Task task, List<Diagnostic> found) {
    templates.keywords(task.settings(), task.origin(), found);
    task.loop()
        .ifPresent(
            loop -> {
              templates.value(loop.items(), task.origin(), found);
              loop.lookup().ifPresent(name -> templates.lookup(name, task.origin(), found));
            });
    Optional<ModuleType> module = modules.find(task.module());
    if (module.isEmpty()
        || modules
            .program(task.module(), task.searchPath(), task.settings().collections())
            .isPresent()) {
      templates.values(task.parameters(), task.origin(), found);
      return; // a module that isn't there was told of when the playbook was read
    }
    parameters(task, module.get(), found);
  }

  private void parameters(Task task, ModuleType module, List<Diagnostic> found) {
    Map<String, Object> literal = new LinkedHashMap<>();
    Set<String> open = new LinkedHashSet<>();
    boolean whole =
        task.parameters().containsKey(Task.ALL_PARAMETERS)
            || task.parameters().keySet().stream().anyMatch(name -> name.contains("{{"));
    task.parameters()
        .forEach(
            (written, value) -> {
              String name = Parameters.name(module, written);
              Origin place = task.places().getOrDefault(written, task.origin());
              boolean template = isOpen(value);
              if (is(module, name, Parameter::isExpression) && template) {
                templates.value(value, place, found);
                open.add(name);
              } else if (is(module, name, Parameter::unrendered)) {
                Keywords.list(value).forEach(each -> templates.condition(each, place, found));
                open.add(name);
              } else if (template) {
                templates.value(value, place, found);
                open.add(name);
              } else {
                literal.put(name, value);
              }
            });
    if (whole || !task.settings().together("module_defaults").isEmpty()) {
      return; // parameters come from elsewhere too
    }
    for (Binding.Mistake mistake : binder.check(module, literal, open, NOTHING)) {
      Origin place = task.places().getOrDefault(mistake.parameter(), task.origin());
      found.add(Diagnostic.error(place, mistake.sentence()).withHint(mistake.hint()));
    }
  }

  private static boolean is(ModuleType module, String name, Predicate<Parameter> kind) {
    return module.parameters().stream()
        .filter(each -> each.name().equals(name) || each.aliases().contains(name))
        .anyMatch(kind);
  }

  private static boolean isOpen(Object value) {
    return switch (value) {
      case Text text -> text.value().contains("{{") || text.value().contains("{%");
      case Map<?, ?> map -> map.values().stream().anyMatch(TaskCheck::isOpen);
      case Collection<?> list -> list.stream().anyMatch(TaskCheck::isOpen);
      default -> false;
    };
  }

  /// Files may be made by an earlier task: whether they are there is seen when they are needed.
  private static final Materials NOTHING =
      new Materials() {
        @Override
        public ControlFile file(String parameter, String name) {
          return new LaterFile(name);
        }

        @Override
        public Rendered template(String parameter, String name, Map<String, Object> parameters) {
          return new Rendered(
              java.nio.file.Path.of(name), Text.of("", dev.runner.values.Marks.NONE));
        }

        @Override
        public Condition condition(Object raw) {
          return new Condition(Written.plain(raw), true);
        }

        @Override
        public Expression expression(Object raw) {
          return new Expression(Written.plain(raw), () -> None.NONE);
        }
      };

  /// A file that is looked for later.
  private record LaterFile(String name) implements ControlFile {
    @Override
    public java.nio.file.Path path() {
      return java.nio.file.Path.of(name);
    }

    @Override
    public boolean isDirectory() {
      return false;
    }

    @Override
    public boolean isSecret() {
      return false;
    }

    @Override
    public long size() {
      return 0;
    }

    @Override
    public java.io.InputStream open() {
      return java.io.InputStream.nullInputStream();
    }

    @Override
    public List<ControlFile> entries() {
      return new ArrayList<>();
    }
  }
}
