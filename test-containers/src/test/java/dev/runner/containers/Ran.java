package dev.runner.containers;

/// How a command ended.
///
/// @param words what was run
/// @param exit its exit status
/// @param out its standard output
/// @param err its standard error
public record Ran(String words, int exit, String out, String err) {

  /// This, if the exit status is 0; a test goes no further otherwise.
  public Ran orThrow() {
    if (exit != 0) {
      throw new AssertionError("%s%nended with %d%n%s%s".formatted(words, exit, out, err));
    }
    return this;
  }

  /// The standard output without the white space around it.
  public String text() {
    return out.strip();
  }
}
