package dev.runner.transport;

/// A host that can't be reached, doesn't let us in, or went away.
public final class ConnectException extends java.io.IOException {
  private static final long serialVersionUID = 1;

  /// What went wrong.
  public enum Kind {
    /// No such name, no route, connection refused, no answer in time.
    UNREACHABLE,
    /// The host's key is unknown, changed or revoked.
    HOST_KEY,
    /// No way of authentication was accepted.
    AUTHENTICATION,
    /// An option of the user's that can't be honoured.
    OPTION,
    /// The host refuses another channel on this connection.
    CHANNEL_REFUSED,
    /// The other user can't be become: wrong password, not allowed, no such user.
    BECOME,
    /// The connection was there and went away.
    LOST,
    /// A deadline passed.
    DEADLINE,
    /// Another run is at work on the host.
    BUSY
  }

  private final Kind kind;

  /// @param sentence what happened, and what to do about it
  public ConnectException(Kind kind, String sentence) {
    super(sentence);
    this.kind = kind;
  }

  /// @param sentence what happened, and what to do about it
  public ConnectException(Kind kind, String sentence, Throwable cause) {
    super(sentence, cause);
    this.kind = kind;
  }

  /// What went wrong.
  public Kind kind() {
    return kind;
  }
}
