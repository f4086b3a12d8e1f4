package dev.runner.values;

/// A value that can't be known in check mode, because something that would make it was not applied.
/// It spreads through templates: whatever is computed from it is unknown too.
///
/// @param because a sentence that names the task and the step which were not applied
public record Unknown(String because) {
  @Override
  public String toString() {
    return "unknown: " + because;
  }
}
