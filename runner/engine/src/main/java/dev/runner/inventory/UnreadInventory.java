package dev.runner.inventory;

import dev.runner.source.Diagnostic;
import java.util.List;

/// An inventory that must be there and can't be read.
public final class UnreadInventory extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Diagnostic> mistakes;

  /// @param mistakes what is wrong with it
  public UnreadInventory(List<Diagnostic> mistakes, String sentence) {
    super(sentence, null, false, false);
    this.mistakes = List.copyOf(mistakes);
  }

  /// What is wrong with it.
  public List<Diagnostic> mistakes() {
    return mistakes;
  }

  /// What it means for the run.
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
