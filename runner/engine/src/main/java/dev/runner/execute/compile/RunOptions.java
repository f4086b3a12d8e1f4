package dev.runner.execute.compile;

import dev.runner.module.DifferenceLimit;
import dev.runner.playbook.TagSelection;
import dev.runner.values.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the command line says about a run.
///
/// @param check show changes instead of making them
/// @param diff show differences
/// @param forks how many hosts work on tasks at once
/// @param limit patterns that the hosts must match too
/// @param startAt the task to begin at: a name, or a pattern with `*` and `?`
/// @param step ask before each task
/// @param debugs whether the user is asked what to do about each failure
/// @param gathering when facts are gathered without being asked for: `implicit`, `explicit`,
///   `smart`
/// @param looksAhead whether the questions of later tasks are asked with those of earlier ones
public record RunOptions(
    boolean check,
    boolean diff,
    int forks,
    TagSelection tags,
    List<String> limit,
    boolean forceHandlers,
    Optional<String> startAt,
    boolean step,
    boolean debugs,
    String gathering,
    boolean looksAhead,
    Reaching reaching,
    Defaults defaults) {
  public RunOptions {
    limit = List.copyOf(limit);
  }

  /// What holds for plays and tasks that say nothing themselves.
  ///
  /// @param strategy the order in which hosts go through tasks
  /// @param anyErrorsFatal whether a failure on one host ends the play on all
  /// @param noLog whether results are hidden
  /// @param facts parameters of the module that gathers facts
  /// @param mismatch what a pattern is that matches no host
  /// @param handlersMustBeThere whether a task fails that notifies a handler which isn't there
  /// @param invocations whether results hold the parameters of their modules
  /// @param parameters whether titles of tasks hold the parameters as they are written
  /// @param limit what is too large for its difference to be told
  /// @param keywords `timeout` and `poll` of tasks
  public record Defaults(
      String strategy,
      boolean anyErrorsFatal,
      boolean noLog,
      Map<String, Object> facts,
      Mismatch mismatch,
      boolean handlersMustBeThere,
      boolean invocations,
      boolean parameters,
      DifferenceLimit limit,
      Map<String, Long> keywords) {
    /// What a pattern is that matches no host.
    public enum Mismatch {
      WARNING,
      ERROR,
      IGNORE
    }

    public Defaults {
      facts = Map.copyOf(facts);
      keywords = Map.copyOf(keywords);
    }
  }

  /// How hosts are reached where neither their variables nor keywords say so.
  ///
  /// @param retries how often hosts are tried again that can't be reached
  /// @param becomesSame whether a way to become another user is taken by that user, too
  /// @param self the user who runs this
  /// @param home of that user
  public record Reaching(
      String connection,
      Optional<Integer> port,
      Optional<String> user,
      Optional<Secret> password,
      List<Path> keyFiles,
      List<String> sshArgs,
      Optional<String> hostKeyChecking,
      Duration connectDeadline,
      int retries,
      boolean become,
      String becomeMethod,
      Optional<String> becomeUser,
      Optional<String> becomeExe,
      Optional<String> becomeFlags,
      Optional<String> sudoDirectory,
      Optional<Secret> becomePassword,
      boolean becomesSame,
      String self,
      Path home) {
    public Reaching {
      keyFiles = List.copyOf(keyFiles);
      sshArgs = List.copyOf(sshArgs);
    }
  }
}
