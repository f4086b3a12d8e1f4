package dev.runner.execute.task;

import dev.runner.catalog.Binder;
import dev.runner.catalog.ModuleType;
import dev.runner.event.RunEvent;
import dev.runner.execute.program.ProgramModule;
import dev.runner.module.Asking;
import dev.runner.module.Effect;
import dev.runner.module.TaskModule;
import dev.runner.source.Vars;
import dev.runner.template.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What a task runs with, besides itself.
public interface Surroundings {
  /// The module of this name.
  ModuleType module(String name);

  Binder binder();

  /// The program that is the task's module, with its parameters; nothing if it is no program.
  Optional<ProgramModule> program(
      String name, Supplier<Map<String, Object>> parameters, Scope scope);

  Masking masking();

  /// Brings what an attempt needs: the host's access, the identity, materials, deadlines.
  ///
  /// @param inTurn whether nothing counts that was asked before
  AttemptSetting setting(List<String> needs, boolean inTurn, Scope scope)
      throws dev.runner.transport.ConnectException;

  dev.runner.catalog.Materials materials(Scope scope);

  /// The host that carries the task out instead, as reports show it.
  Optional<String> shownDelegate(Scope scope);

  /// The variables with those of the host that carries the task out instead, which is decided by
  /// this, once and for all that is done with these variables.
  Scope delegated(Scope scope);

  /// The host that facts are remembered for, if that is another one than the task's
  /// (`delegate_facts`).
  Optional<String> factsOf(Scope scope);

  /// Whether steps are shown instead of applied.
  boolean checking(Scope scope);

  /// Whether differences are shown.
  boolean diffing(Scope scope);

  /// Whether results hold the parameters of their modules.
  boolean tellsInvocations(Scope scope);

  Consumer<RunEvent> events();

  /// The variables of files.
  ///
  /// @throws dev.runner.source.DiagnosticException if one can't be read
  Vars read(Effect.VariableFiles files);

  /// What is new of the hosts and groups that the task brings.
  Newcomers newcomers();

  /// What a module becomes by the answer of the person at the terminal.
  TaskModule answered(Asking asking, Scope scope) throws InterruptedException;

  /// Waits between two attempts.
  void pause(Duration delay) throws InterruptedException;
}
