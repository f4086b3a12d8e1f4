package dev.runner.transport.ssh;

import dev.runner.transport.ConnectException;
import org.apache.sshd.client.session.ClientSession;

/// Opens the way to a host, so that the handshake begins.
@FunctionalInterface
interface Opening {
  ClientSession open(Handshake handshake, Deadline deadline) throws ConnectException;

  /// What else is known if the handshake fails, to be put into a sentence.
  default String story() {
    return "";
  }
}
