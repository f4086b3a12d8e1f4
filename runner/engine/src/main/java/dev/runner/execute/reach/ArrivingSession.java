package dev.runner.execute.reach;

import dev.runner.module.Output;
import dev.runner.transport.ConnectException;
import dev.runner.transport.Connection;
import dev.runner.transport.HostSession;
import dev.runner.transport.Identity;
import dev.runner.transport.Script;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ByteChannel;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/// A session that, on the first contact and after each loss of the connection, looks at what other
/// runs left on the host and takes its lock.
final class ArrivingSession implements HostSession {

  /// Looks at the host, and takes its lock.
  @FunctionalInterface
  interface Arrival {
    /// Takes the lock.
    ///
    /// @throws ConnectException of kind BUSY if another run is at work there
    void arrive() throws ConnectException;
  }

  private final HostSession session;
  private final Arrival arrival;
  private final ReentrantLock arriving = new ReentrantLock();
  private volatile boolean there;

  ArrivingSession(HostSession session, Arrival arrival) {
    this.session = session;
    this.arrival = arrival;
  }

  /// Whether there was contact with the host.
  boolean isThere() {
    return there;
  }

  private interface Use<T, X extends Exception> {
    T with(HostSession session) throws ConnectException, X;
  }

  private <T, X extends Exception> T use(Use<T, X> use) throws ConnectException, X {
    arrive();
    try {
      return use.with(session);
    } catch (ConnectException e) {
      lost(e);
      throw e;
    }
  }

  @Override
  public void arrive() throws ConnectException {
    if (there) {
      return;
    }
    arriving.lock();
    try {
      if (!there) {
        arrival.arrive();
        there = true;
      }
    } finally {
      arriving.unlock();
    }
  }

  private void lost(ConnectException e) {
    if (e.kind() == ConnectException.Kind.LOST) {
      there = false;
    }
  }

  @Override
  public Output run(Identity who, Script script, Duration deadline) throws ConnectException {
    return use(each -> each.run(who, script, deadline));
  }

  @Override
  public Output live(
      Identity who,
      Script script,
      InputStream input,
      Connection.Sink out,
      Connection.Sink err,
      long limit,
      Duration deadline)
      throws ConnectException, InterruptedException {
    return use(each -> each.live(who, script, input, out, err, limit, deadline));
  }

  @Override
  public Output feed(Identity who, Script script, InputStream content, Duration deadline)
      throws ConnectException, IOException {
    return use(each -> each.feed(who, script, content, deadline));
  }

  @Override
  public Output drain(Identity who, Script script, OutputStream sink, Duration deadline)
      throws ConnectException, IOException {
    return use(each -> each.drain(who, script, sink, deadline));
  }

  @Override
  public Output raw(String commandLine, Connection.Sink out, Connection.Sink err, Duration deadline)
      throws ConnectException, InterruptedException {
    return session.raw(commandLine, out, err, deadline); // a host without a shell has no record
  }

  @Override
  public ByteChannel forward(String address, int port) throws IOException {
    arrive();
    return session.forward(address, port);
  }

  @Override
  public void dismiss(String user) {
    session.dismiss(user);
  }

  @Override
  public void drop() {
    there = false;
    session.drop();
  }

  @Override
  public void close() {
    session.close();
  }
}
