package dev.runner.cli;

/// An encrypted text that can't be made or opened. The command ends with 1, as `ansible-vault`
/// does.
final class VaultTrouble extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// @param sentence what is wrong, and what to do
  VaultTrouble(String sentence) {
    super(sentence);
  }
}
