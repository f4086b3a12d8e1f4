package dev.runner.transport.shell;

import dev.runner.become.Become;
import dev.runner.module.Output;
import dev.runner.transport.Connection;
import dev.runner.transport.Identity;
import dev.runner.transport.Script;
import dev.runner.transport.Target;
import dev.runner.transport.Transport;
import dev.runner.transport.local.LocalTransport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Sessions with this machine, with whichever shell as its `sh`.
final class Shells {
  static final Duration PLENTY = Duration.ofSeconds(20);
  static final Duration GRACE = Duration.ofMillis(300);
  static final Identity LOGIN = new Identity.Login();
  static final Connection.Sink NOWHERE = (buffer, offset, length) -> {};

  private Shells() {}

  /// The shells that are installed. Those every machine that runs these tests has to have are
  /// asserted elsewhere.
  static Stream<String> installed() {
    return Stream.of("dash", "bash", "busybox", "mksh", "ksh93").filter(Shells::isInstalled);
  }

  static boolean isInstalled(String shell) {
    return find(shell).isPresent();
  }

  private static Optional<Path> find(String program) {
    return Stream.of("/usr/bin", "/bin", "/usr/local/bin")
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// A folder whose `sh` is this shell. It stays, and holds a link: a program that has just been
  /// written can't be started while some other test's fork has it open.
  private static Path asSh(String shell) {
    try {
      Path folder = Files.createDirectories(Path.of("target", "shells", shell).toAbsolutePath());
      try {
        Files.createSymbolicLink(folder.resolve("sh"), find(shell).orElseThrow());
      } catch (FileAlreadyExistsException e) {
        // from another test
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Transport local(String shell, Path folder) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("PATH", asSh(shell) + ":" + System.getenv("PATH"));
    return new LocalTransport(folder, environment);
  }

  static ShellSession session(String shell, Path folder) {
    return session(local(shell, folder));
  }

  static ShellSession session(Transport transport) {
    return new ShellSession(
        transport, target(), new Become(), InstantSource.system(), GRACE, GRACE);
  }

  static Target target() {
    return target(PLENTY);
  }

  static Target target(Duration connectDeadline) {
    return new Target(
        "here",
        "localhost",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        connectDeadline,
        0,
        Path.of(System.getProperty("user.home")));
  }

  static Output run(ShellSession session, String script) throws IOException {
    return session.run(LOGIN, Script.of(script), PLENTY);
  }

  static Output live(ShellSession session, String script) throws Exception {
    return live(session, script, InputStream.nullInputStream());
  }

  static Output live(ShellSession session, String script, InputStream input) throws Exception {
    return session.live(LOGIN, Script.of(script), input, NOWHERE, NOWHERE, Long.MAX_VALUE, PLENTY);
  }
}
