package dev.runner.execute.host;

import dev.runner.module.Output;
import dev.runner.module.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A user's check (`validate`) that turned down what was to become a file.
///
/// @param exit of the check
/// @param out what it wrote
/// @param err what it complained of
public record FailedCheck(int exit, String out, String err) {
  static final int STATUS = 71;

  /// What the check left behind, if it is why this step failed. Its status stands before its
  /// output.
  public static Optional<FailedCheck> of(Step step, Output output) {
    if (step instanceof Step.Run || output.exit() != STATUS) {
      return Optional.empty();
    }
    return Optional.of(read(output.out(), output.err()));
  }

  static FailedCheck read(String out, String err) {
    List<String> lines = out.lines().toList();
    String said = String.join("\n", lines.subList(Math.min(1, lines.size()), lines.size()));
    return new FailedCheck(
        lines.isEmpty() ? STATUS : Integer.parseInt(lines.getFirst()), said, err);
  }

  /// The words that scripts look for.
  public String sentence() {
    return "failed to validate: rc:%d error:%s".formatted(exit, err.strip());
  }

  /// What the task's result has of it.
  public Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("exit_status", (long) exit);
    values.put("stdout", out);
    values.put("stderr", err);
    return values;
  }
}
