package dev.runner.execute.host;

import dev.runner.transport.HostSession;
import dev.runner.transport.Identity;

/// The machine at which what goes between two machines begins, where that isn't done by ourselves.
///
/// @param who is at work there
record Partner(HostSession session, Identity who, Place place) {
  /// What the machine is to the task.
  enum Place {
    /// Another host.
    OTHER,
    /// The task's host itself.
    SAME,
    /// The task's host itself, and that is the control machine.
    CONTROL
  }
}
