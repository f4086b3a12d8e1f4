package dev.runner.strategy;

import java.util.List;
import java.util.Optional;

/// How a task ended on a host, as far as the order of things depends on it.
///
/// @param host on which it ran
/// @param result what the host does next
/// @param notified what stands for the handlers that the host has to run
/// @param included tasks that come before the next one
public record Ended(
    String host, Result result, List<String> notified, Optional<Node.Group> included) {
  public Ended {
    notified = List.copyOf(notified);
  }

  /// What the host does next.
  public enum Result {
    /// Go on.
    DONE,
    /// Nothing was done: go on.
    SKIPPED,
    /// Look for a rescue.
    FAILED,
    /// Nothing more can be done with it in this play.
    UNREACHABLE,
    /// The host leaves the play, without failure (`meta: end_host`).
    END_HOST,
    /// All hosts of the batch leave, without failure (`meta: end_batch`).
    END_BATCH,
    /// All hosts leave the play, without failure (`meta: end_play`).
    END_PLAY,
    /// The host leaves the innermost role (`meta: end_role`).
    END_ROLE,
    /// The host leaves the innermost loop of a block.
    END_LOOP,
    /// The host begins the innermost attempt at a block again.
    AGAIN,
    /// The host runs the handlers that it was told to (`meta: flush_handlers`).
    FLUSH,
    /// Errors so far are forgiven (`meta: clear_host_errors`).
    FORGIVE
  }

  /// A task that is done, without further ado.
  public static Ended done(String host) {
    return new Ended(host, Result.DONE, List.of(), Optional.empty());
  }

  /// A task that failed.
  public static Ended failed(String host) {
    return new Ended(host, Result.FAILED, List.of(), Optional.empty());
  }
}
