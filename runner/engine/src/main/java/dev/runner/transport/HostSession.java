package dev.runner.transport;

import dev.runner.module.Output;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ByteChannel;
import java.time.Duration;

/// All that a run does with one host: one connection, and shells on it for each identity, opened as
/// they are needed and used again. Safe for use by many threads.
public interface HostSession extends AutoCloseable {

  /// Makes contact with the host, if that hasn't happened yet and leaves anything to be done.
  default void arrive() throws ConnectException {}

  /// Runs a script of ours in a persistent shell of this identity. The script reads nothing, and
  /// what it starts does not outlive it. Exit status and both streams are exact to the byte.
  ///
  /// @param deadline after that long the script's process group is stopped from a second channel,
  ///   and the call fails with [ConnectException.Kind#DEADLINE]
  /// @throws ConnectException of kind LOST when the connection went away: whether the script ran is
  ///   then unknown
  Output run(Identity who, Script script, Duration deadline) throws ConnectException;

  /// Runs a command of the user's in a process group of its own. Its output ends when the command
  /// does, even if something it left behind keeps the pipe open. At the deadline, or when the
  /// thread is interrupted, it is stopped (TERM, then KILL) from a second channel of the same
  /// identity.
  ///
  /// @param script starts the command as its last act (`exec`)
  /// @param input what it reads
  /// @param out takes standard output as it comes, besides the output that is returned
  /// @param err takes standard error likewise
  /// @param limit how many bytes of each stream are returned at most; the sinks get everything
  Output live(
      Identity who,
      Script script,
      InputStream input,
      Connection.Sink out,
      Connection.Sink err,
      long limit,
      Duration deadline)
      throws ConnectException, InterruptedException;

  /// Runs a script with a stream for it to read, for transfers: `cat > file`. The script sees the
  /// end of the stream.
  Output feed(Identity who, Script script, InputStream content, Duration deadline)
      throws ConnectException, IOException;

  /// Runs a script and hands its standard output to a stream, for transfers: `cat file`.
  Output drain(Identity who, Script script, OutputStream sink, Duration deadline)
      throws ConnectException, IOException;

  /// Runs a command line in the login shell as it is, without a frame (`raw`).
  Output raw(String commandLine, Connection.Sink out, Connection.Sink err, Duration deadline)
      throws ConnectException, InterruptedException;

  /// Opens a TCP connection from the host.
  ByteChannel forward(String address, int port) throws IOException;

  /// Ends the shells of another user that wait to be used again: nobody can be removed while a
  /// process of his runs.
  default void dismiss(String user) {}

  /// Drops the connection; the next use makes a new one.
  void drop();

  /// Ends shells and connection, and removes what they made on the host.
  @Override
  void close();
}
