package dev.runner.transport;

/// A kind of connection: ssh, openssh, local.
public interface Transport extends AutoCloseable {

  /// Connects, blocking. May be called from many threads at once.
  Connection connect(Target target) throws ConnectException;

  /// Ends all connections and what served them.
  @Override
  void close();
}
