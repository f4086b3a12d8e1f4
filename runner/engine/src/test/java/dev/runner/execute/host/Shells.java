package dev.runner.execute.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The shells that hosts may have, as far as this machine has them: dash, bash, ksh93 and mksh with
/// the utilities of GNU, and BusyBox with its own (Debian's packages dash, bash, ksh93u+m, mksh,
/// busybox or busybox-static).
enum Shells {
  DASH,
  BASH,
  KSH,
  MKSH,
  BUSYBOX;

  private static final Map<String, Path> WITHOUT = new ConcurrentHashMap<>();
  private static final List<String> USUAL =
      List.of(
          ("sh bash cat chgrp chmod chown cp curl cut date env false find getent grep head id kill ln"
                  + " ls md5sum mkdir mv nc openssl printf ps readlink rm rmdir script sed setsid"
                  + " sha1sum sha256sum sha512sum shasum sleep sort stat stty su sudo tail tar test"
                  + " timeout touch tr true tty uname wc wget")
              .split(" "));
  private static final Path BUSYBOX_PROGRAM = Path.of("/bin/busybox");

  static Stream<Shells> installed() {
    return Stream.of(values()).filter(Shells::isInstalled);
  }

  private boolean isInstalled() {
    return switch (this) {
      case DASH -> Files.isExecutable(Path.of("/bin/dash"));
      case BASH -> Files.isExecutable(Path.of("/bin/bash"));
      case KSH -> Files.isExecutable(Path.of("/bin/ksh93"));
      case MKSH -> Files.isExecutable(Path.of("/bin/mksh"));
      case BUSYBOX -> Files.isExecutable(BUSYBOX_PROGRAM);
    };
  }

  /// What starts the shell.
  List<String> words() {
    return switch (this) {
      case DASH -> List.of("/bin/dash");
      case BASH -> List.of("/bin/bash", "--posix");
      case KSH -> List.of("/bin/ksh93");
      case MKSH -> List.of("/bin/mksh");
      case BUSYBOX -> List.of(BUSYBOX_PROGRAM.toString(), "sh");
    };
  }

  /// What is set for it besides this machine's environment.
  Map<String, String> environment() {
    return this == BUSYBOX ? Map.of("PATH", Links.DIRECTORY.toString()) : Map.of();
  }

  /// A session whose home is this directory.
  ShellOfThisMachine session(Path home) throws IOException {
    return new ShellOfThisMachine(words(), home, environment());
  }

  /// A session with a host that has the usual utilities, but none of these programs.
  ShellOfThisMachine without(Path home, String... programs) {
    Path links = WITHOUT.computeIfAbsent(this + " " + Set.of(programs), key -> links(programs));
    return new ShellOfThisMachine(words(), home, Map.of("PATH", links.toString()));
  }

  private Path links(String... programs) {
    try {
      Path links = Files.createTempDirectory("runner-programs");
      links.toFile().deleteOnExit();
      Set<String> none = Set.of(programs);
      List<Path> folders =
          this == BUSYBOX
              ? List.of(Links.DIRECTORY)
              : List.of(Path.of("/usr/bin"), Path.of("/bin"), Path.of("/usr/sbin"));
      for (String name : USUAL) {
        for (Path folder : folders) {
          Path program = folder.resolve(name);
          Path link = links.resolve(name);
          if (!none.contains(name)
              && Files.isExecutable(program)
              && !Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
            Files.createSymbolicLink(link, program).toFile().deleteOnExit();
          }
        }
      }
      return links;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RemoteAccess access(Path home) throws IOException {
    return new RemoteAccess(session(home), "here", Duration.ofSeconds(30));
  }

  /// BusyBox under the names of all its programs, made once and removed with the virtual machine.
  private static final class Links {
    static final Path DIRECTORY = make();

    private static Path make() {
      try {
        Path links = Files.createTempDirectory("runner-busybox");
        links.toFile().deleteOnExit();
        Process list = new ProcessBuilder(BUSYBOX_PROGRAM.toString(), "--list").start();
        for (String name :
            new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
          Files.createSymbolicLink(links.resolve(name), BUSYBOX_PROGRAM).toFile().deleteOnExit();
        }
        return links;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
