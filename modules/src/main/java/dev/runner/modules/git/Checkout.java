package dev.runner.modules.git;

import dev.runner.module.Command;
import dev.runner.module.RemotePath;
import dev.runner.modules.files.Steward;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How git is called in a work tree: by its owner, without prompts, editors or background work.
///
/// @param directory the work tree
/// @param steward acts for its owner
/// @param ssh the user's own `core.sshCommand`, `ssh` otherwise
/// @param program the git that is run
record Checkout(RemotePath directory, Steward steward, String ssh, String program) {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  Checkout(RemotePath directory, Steward steward, String ssh) {
    this(directory, steward, ssh, "git");
  }

  /// A question.
  Command asks(Object... words) {
    return steward.asks(quiet(git(directory, words))).with("GIT_OPTIONAL_LOCKS", "0");
  }

  /// A question about a repository in the scratch directory, which may write there. Hooks of the
  /// real one stay out of it.
  Command tries(RemotePath trial, Object... words) {
    List<Object> all =
        new ArrayList<>(
            List.of(
                program,
                "--git-dir=" + trial.resolve(".git"),
                "--work-tree=" + trial,
                "-c",
                "core.bare=false",
                "-c",
                "core.hooksPath=/dev/null",
                "-c",
                "gc.auto=0"));
    all.addAll(List.of(words));
    return steward.asks(
        network(quiet(Command.of(all).in(trial)))
            .with("GIT_EDITOR", "true")
            .with("GIT_SEQUENCE_EDITOR", "true"));
  }

  /// A question that goes over the network.
  Command calls(Object... words) {
    return network(asks(words)).within(PATIENCE);
  }

  /// A question that is a script and goes over the network.
  Command looks(String script, Object... words) {
    Command command = Command.of("sh", "-c", script, "git").and(words);
    return network(steward.asks(quiet(command))).within(PATIENCE);
  }

  /// A change.
  Command acts(Object... words) {
    return network(
        steward
            .acts(quiet(git(directory, words)))
            .with("GIT_EDITOR", "true")
            .with("GIT_SEQUENCE_EDITOR", "true"));
  }

  private Command git(RemotePath where, Object... words) {
    List<Object> all = new ArrayList<>(List.of(program, "-C", where, "-c", "gc.auto=0"));
    all.addAll(List.of(words));
    return Command.of(all);
  }

  private static Command quiet(Command command) {
    return command.with("GIT_TERMINAL_PROMPT", "0").with("GIT_PAGER", "cat");
  }

  private Command network(Command command) {
    return command.with("GIT_SSH_COMMAND", ssh + " -o BatchMode=yes -o ConnectTimeout=20");
  }
}
