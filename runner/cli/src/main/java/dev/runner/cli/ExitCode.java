package dev.runner.cli;

/// What the command's exit status says. The numbers are ansible-playbook's, so that scripts need
/// not change.
public enum ExitCode {
  /// All is well.
  FINE(0),
  /// The command itself went wrong: a file that can't be written, a connection of its own.
  ERROR(1),
  /// A task failed or was refused on at least one host.
  HOST_FAILED(2),
  /// A host couldn't be reached, or there is a mistake in the input: playbook, inventory,
  /// variables.
  UNREACHABLE_OR_MISTAKE(4),
  /// The options of the command line don't make sense.
  BAD_OPTIONS(5),
  /// The user stopped the run.
  INTERRUPTED(99),
  /// A bug of ours.
  BUG(250);

  private final int status;

  ExitCode(int status) {
    this.status = status;
  }

  /// The number for the shell.
  public int status() {
    return status;
  }
}
