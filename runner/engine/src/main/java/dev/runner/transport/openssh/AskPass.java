package dev.runner.transport.openssh;

import dev.runner.transport.Target;
import dev.runner.values.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Answers ssh's questions for a password or passphrase out of named pipes: a secret is never part
/// of a command line, an environment or a file.
final class AskPass implements AutoCloseable {
  /// A question may come again, for another key or on a host on the way.
  private static final int ANSWERS = 8;

  private final Path program;
  private final List<FileChannel> pipes = new ArrayList<>();

  private AskPass(Path program) {
    this.program = program;
  }

  static AskPass prepare(Path folder, Target target) throws IOException {
    AskPass asking = new AskPass(folder.resolve("ask"));
    asking.pipe(folder.resolve("password"), target.password());
    asking.pipe(folder.resolve("passphrase"), target.keyPassphrase());
    Files.createFile(
        asking.program,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.writeString(
        asking.program,
        """
        #!/bin/sh
        case $1 in
          *[Pp]assphrase*) pipe=%1$s/passphrase ;;
          *[Pp]assword*) pipe=%1$s/password ;;
          *) exit 1 ;;
        esac
        [ -p "$pipe" ] && IFS= read -r answer <"$pipe" && printf '%%s\\n' "$answer"
        """
            .formatted(folder));
    return asking;
  }

  private void pipe(Path path, Optional<Secret> secret) throws IOException {
    if (secret.isEmpty()) {
      return;
    }
    try {
      if (new ProcessBuilder("mkfifo", "-m", "600", path.toString()).start().waitFor() != 0) {
        throw new IOException("mkfifo failed for " + path);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    // opened both ways it takes what is written before anybody reads, and forgets it when closed
    FileChannel pipe = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    pipes.add(pipe);
    byte[] answer = (secret.get().reveal() + "\n").getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < ANSWERS; i++) {
      pipe.write(ByteBuffer.wrap(answer));
    }
  }

  void into(Map<String, String> environment) {
    environment.put("SSH_ASKPASS", program.toString());
    environment.put("SSH_ASKPASS_REQUIRE", "force");
    environment.putIfAbsent("DISPLAY", ":0"); // older clients ask only where there is one
  }

  @Override
  public void close() throws IOException {
    for (FileChannel pipe : pipes) {
      pipe.close();
    }
  }
}
