package dev.runner.module;

/// A level of `-v` that a module asks for.
///
/// @param asked as the user gave it
/// @param of this run
public record Verbosity(int asked, int of) {

  /// Whether the run is as verbose as that.
  public boolean isReached() {
    return of >= asked;
  }
}
