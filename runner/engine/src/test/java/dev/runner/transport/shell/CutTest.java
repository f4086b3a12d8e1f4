package dev.runner.transport.shell;

import static dev.runner.transport.shell.Shells.LOGIN;
import static dev.runner.transport.shell.Shells.PLENTY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.Output;
import dev.runner.transport.ConnectException;
import dev.runner.transport.Connection.Sink;
import dev.runner.transport.RunningProgram;
import dev.runner.transport.Script;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Connections that break at every byte: a result is right or there is none, and a script runs
/// whole or not at all.
class CutTest {
  @TempDir Path folder;

  /// Where a connection breaks.
  private enum Where {
    OUT,
    ERR,
    IN
  }

  /// Breaks after so many bytes.
  private Wrapped cutting(String shell, Where where, long after) {
    return new Wrapped(
        Shells.local(shell, folder),
        (real, command, out, err, terminal) -> {
          CompletableFuture<Integer> exit = new CompletableFuture<>();
          AtomicLong left = new AtomicLong(after);
          Runnable broken =
              () ->
                  exit.completeExceptionally(
                      new ConnectException(ConnectException.Kind.LOST, "cut"));
          RunningProgram program =
              real.start(
                  command,
                  where == Where.OUT ? cut(out, left, broken) : out,
                  where == Where.ERR ? cut(err, left, broken) : err,
                  terminal);
          var _ = program.exit().thenAccept(exit::complete);
          return new RunningProgram() {
            @Override
            public OutputStream stdin() {
              return where == Where.IN
                  ? new CutInput(program.stdin(), left, broken)
                  : program.stdin();
            }

            @Override
            public CompletableFuture<Integer> exit() {
              return exit;
            }

            @Override
            public void close() {
              program.close();
            }
          };
        });
  }

  private static Sink cut(Sink sink, AtomicLong left, Runnable broken) {
    return (buffer, offset, length) -> {
      long allowed = Math.min(length, Math.max(0, left.getAndAdd(-length)));
      sink.accept(buffer, offset, (int) allowed);
      if (allowed < length) {
        broken.run();
      }
    };
  }

  private static final class CutInput extends OutputStream {
    private final OutputStream to;
    private final AtomicLong left;
    private final Runnable broken;

    CutInput(OutputStream to, AtomicLong left, Runnable broken) {
      this.to = to;
      this.left = left;
      this.broken = broken;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      int allowed = (int) Math.min(length, Math.max(0, left.getAndAdd(-length)));
      to.write(buffer, offset, allowed);
      if (allowed < length) {
        to.close();
        broken.run();
        throw new IOException("cut");
      }
    }

    @Override
    public void flush() throws IOException {
      to.flush();
    }

    @Override
    public void close() throws IOException {
      to.close();
    }
  }

  private interface Asking {
    Output ask(ShellSession session) throws Exception;
  }

  /// Cuts later and later until nothing is cut any more.
  private void everywhere(Where where, Asking asking) throws Exception {
    int lost = 0;
    for (int after = 0; ; after++) {
      try (ShellSession session = Shells.session(cutting("dash", where, after))) {
        Output output = asking.ask(session);
        assertEquals(3, output.exit());
        assertEquals("out %x\n", output.stdout().lenientText());
        assertEquals("err", output.stderr().lenientText());
        break;
      } catch (ConnectException e) {
        assertEquals(ConnectException.Kind.LOST, e.kind(), e.toString());
        lost++;
      }
    }
    assertTrue(lost > 40, "it was cut " + lost + " times");
  }

  @Test
  void anAnswerIsWholeOrThereIsNone() throws Exception {
    Script script = Script.of("echo 'out %x'; printf err >&2; exit 3");
    for (Where where : new Where[] {Where.OUT, Where.ERR}) {
      everywhere(where, session -> session.run(LOGIN, script, PLENTY));
    }
  }

  @Test
  void aCommandsEndIsWholeOrThereIsNone() throws Exception {
    for (Where where : new Where[] {Where.OUT, Where.ERR}) {
      everywhere(where, session -> Shells.live(session, "echo 'out %x'; printf err >&2; exit 3"));
    }
  }

  @Test
  void aScriptRunsWholeOrNotAtAll() throws Exception {
    Script script = Script.of("touch it-is-'whole'");
    for (int after = 0; ; after++) {
      Path trace = folder.resolve("it-is-whole");
      try (ShellSession session = Shells.session(cutting("dash", Where.IN, after))) {
        assertEquals(0, session.run(LOGIN, script, PLENTY).exit());
        assertTrue(Files.exists(trace));
        break;
      } catch (ConnectException e) {
        // A cut while the shell is being opened may be seen as a shell that ends at once.
        assertTrue(
            Set.of(ConnectException.Kind.LOST, ConnectException.Kind.UNREACHABLE)
                .contains(e.kind()),
            e.toString());
        onlyWhole();
      }
    }
  }

  @Test
  void aLargeScriptRunsWholeOrNotAtAll() throws Exception {
    Script script =
        Script.of("touch it-is-whole # " + "x".repeat(Frames.BY_BYTES_LIMIT) + "\ntouch it-is-w");
    int length = script.reveal().length;
    for (int after = length; after < length + 3000; after += 61) {
      try (ShellSession session = Shells.session(cutting("bash", Where.IN, after))) {
        assertEquals(0, session.run(LOGIN, script, PLENTY).exit());
        return;
      } catch (ConnectException e) {
        assertEquals(ConnectException.Kind.LOST, e.kind(), e.toString());
      }
      try (ShellSession session = Shells.session("dash", folder)) {
        // the cut shell ends by itself; what it began is whole
        String both = "test -e it-is-whole = test -e it-is-w";
        assertEquals(
            0, Shells.run(session, "[ ! -e it-is-w ] || [ -e it-is-whole ] #" + both).exit());
      }
    }
  }

  private void onlyWhole() throws IOException {
    try (var files = Files.list(folder)) {
      assertTrue(
          files
              .map(file -> file.getFileName().toString())
              .allMatch(name -> name.equals("sh") || name.equals("it-is-whole")));
    }
  }
}
