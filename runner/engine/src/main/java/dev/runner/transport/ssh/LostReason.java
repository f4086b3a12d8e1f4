package dev.runner.transport.ssh;

import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;

/// Remembers why a session ended.
final class LostReason implements SessionListener {
  private static final AttributeRepository.AttributeKey<LostReason> KEY =
      new AttributeRepository.AttributeKey<>();

  private volatile String reason = "the other side closed it";

  /// Begins to listen.
  static void watch(Session session) {
    LostReason listener = new LostReason();
    session.setAttribute(KEY, listener);
    session.addSessionListener(listener);
  }

  static String of(Session session) {
    LostReason listener = session.getAttribute(KEY);
    return listener == null ? "it is closed" : listener.reason;
  }

  @Override
  public void sessionException(Session session, Throwable problem) {
    reason = Failures.text(problem);
  }

  @Override
  public void sessionDisconnect(
      Session session, int code, String message, String language, boolean initiator) {
    if (!initiator) {
      reason = "the host said: " + message;
    }
  }
}
