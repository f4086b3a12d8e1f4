package dev.runner.execute;

import dev.runner.execute.compile.CompiledTask;
import dev.runner.execute.compile.Keywords;
import dev.runner.execute.compile.Written;
import dev.runner.execute.program.Program;
import dev.runner.execute.program.ProgramModule;
import dev.runner.execute.program.PythonPayload;
import dev.runner.execute.task.TaskTime;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Modules of a task that are programs of the user's.
final class TaskPrograms {
  private static final Pattern INTERPRETER = Pattern.compile("ansible_([a-z]+)_interpreter");
  private static final String PYTHON = "ansible_python_interpreter";

  private final Workshop workshop;
  private final CompiledTask task;

  TaskPrograms(Workshop workshop, CompiledTask task) {
    this.workshop = workshop;
    this.task = task;
  }

  /// The program of this name; nothing if there is none, or ours does what it can't.
  ///
  /// @param diffing whether it is to tell what changes
  /// @param invocation whether it is to tell how it was called
  Optional<ProgramModule> find(
      String name,
      Supplier<Map<String, Object>> parameters,
      Scope scope,
      boolean diffing,
      boolean invocation) {
    Optional<Path> file =
        workshop.modules().program(name, task.searchPath(), task.source().settings().collections());
    if (file.isEmpty()) {
      return Optional.empty();
    }
    Program program = read(name, file.get());
    boolean library = program.kind() == Program.Kind.PYTHON;
    Optional<PythonPayload> python = library ? workshop.python().get() : Optional.empty();
    if (library && python.isEmpty() && workshop.modules().find(name).isPresent()) {
      return Optional.empty(); // ours does what that one can't
    }
    boolean hidden = Keywords.flag(task.keyword("no_log"), scope).orElse(false);
    boolean job = TaskTime.async(task, scope).isPresent();
    int verbosity = Integer.parseInt(Written.plain(scope.get("ansible_verbosity")));
    return Optional.of(
        new ProgramModule(
            program,
            parameters.get(),
            interpreters(scope),
            new ProgramModule.Surroundings(diffing, hidden, verbosity, invocation, job),
            python));
  }

  private Program read(String name, Path file) {
    try {
      return Program.read(name, file);
    } catch (IOException e) {
      throw new TemplateException(
          "the module '%s' can't be read: %s".formatted(name, file), "", task.origin(), false, e);
    }
  }

  /// What `ansible_python_interpreter` and its like name, by the language.
  private Map<String, String> interpreters(Scope scope) {
    Map<String, String> programs = new LinkedHashMap<>();
    if (!scope.isWritten(PYTHON) && workshop.unset().get(PYTHON) instanceof String python) {
      programs.put("python", python);
    }
    for (String variable : scope.names()) {
      Matcher matcher = INTERPRETER.matcher(variable);
      if (matcher.matches()) {
        Keywords.plain(scope.get(variable), scope)
            .filter(word -> !word.startsWith("auto"))
            .ifPresent(word -> programs.put(matcher.group(1), word));
      }
    }
    return programs;
  }
}
