package dev.runner.cli;

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
import java.util.List;

/// A session that takes note of each script: one is a round trip.
record CountedSession(HostSession session, List<String> scripts) implements HostSession {

  private void note(String text) {
    synchronized (scripts) {
      scripts.add(text);
    }
  }

  @Override
  public Output run(Identity who, Script script, Duration deadline) throws ConnectException {
    note(script.toString());
    return session.run(who, script, deadline);
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
    note(script.toString());
    return session.live(who, script, input, out, err, limit, deadline);
  }

  @Override
  public Output feed(Identity who, Script script, InputStream content, Duration deadline)
      throws ConnectException, IOException {
    note(script.toString());
    return session.feed(who, script, content, deadline);
  }

  @Override
  public Output drain(Identity who, Script script, OutputStream sink, Duration deadline)
      throws ConnectException, IOException {
    note(script.toString());
    return session.drain(who, script, sink, deadline);
  }

  @Override
  public Output raw(String commandLine, Connection.Sink out, Connection.Sink err, Duration deadline)
      throws ConnectException, InterruptedException {
    note(commandLine);
    return session.raw(commandLine, out, err, deadline);
  }

  @Override
  public ByteChannel forward(String address, int port) throws IOException {
    return session.forward(address, port);
  }

  @Override
  public void drop() {
    session.drop();
  }

  @Override
  public void close() {
    session.close();
  }
}
