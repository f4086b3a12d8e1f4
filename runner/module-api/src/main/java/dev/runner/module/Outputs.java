package dev.runner.module;

import java.util.List;
import java.util.Map;

/// What each step of a plan left behind, in the order of the steps. Steps other than commands leave
/// an output too: an exit of 0 and, where the step says so, a line.
///
/// @param all one for each step
/// @param replies what HTTP steps were answered, by the index of the step
public record Outputs(List<Output> all, Map<Integer, HttpReply> replies) {
  public Outputs {
    all = List.copyOf(all);
    replies = Map.copyOf(replies);
  }

  /// Outputs of steps among which there is no HTTP request.
  public static Outputs of(List<Output> all) {
    return new Outputs(all, Map.of());
  }

  /// That of the step with this index, from 0.
  public Output get(int index) {
    return all.get(index);
  }

  /// That of the last step.
  public Output last() {
    return all.getLast();
  }

  /// What the HTTP request was answered that is the step with this index, from 0.
  public HttpReply reply(int index) {
    HttpReply reply = replies.get(index);
    if (reply == null) {
      throw new IllegalArgumentException("step " + index + " is no HTTP request");
    }
    return reply;
  }
}
