package dev.runner.transport.local;

import dev.runner.transport.Connection;
import dev.runner.transport.Target;
import dev.runner.transport.Transport;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Runs programs on the control machine (`connection: local`), as the user who runs us and with
/// their environment. Each program gets a session of its own, so that a signal meant for us doesn't
/// reach it.
public final class LocalTransport implements Transport {
  private final Path directory;
  private final Map<String, String> environment;
  private final Set<LocalConnection> open = ConcurrentHashMap.newKeySet();

  /// @param directory where programs start
  /// @param environment what they get, whole
  public LocalTransport(Path directory, Map<String, String> environment) {
    this.directory = directory;
    this.environment = Map.copyOf(environment);
  }

  /// Programs start in the user's home directory with our environment, as they would over SSH.
  public static LocalTransport ofThisUser() {
    return new LocalTransport(Path.of(System.getProperty("user.home")), System.getenv());
  }

  @Override
  public Connection connect(Target target) {
    LocalConnection connection = new LocalConnection(directory, environment, open::remove);
    open.add(connection);
    return connection;
  }

  @Override
  public void close() {
    open.forEach(LocalConnection::close);
  }
}
