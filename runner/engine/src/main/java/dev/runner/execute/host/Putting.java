package dev.runner.execute.host;

import dev.runner.module.Output;
import dev.runner.module.RemotePath;
import dev.runner.transport.ConnectException;
import dev.runner.transport.HostSession;
import dev.runner.transport.Identity;
import dev.runner.transport.Script;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Puts a file of the control machine on the host, outside of any step that says so.
final class Putting {
  private final HostSession session;
  private final Identity who;
  private final Library library;

  Putting(HostSession session, Identity who, Library library) {
    this.session = session;
    this.who = who;
    this.library = library;
  }

  /// Puts it there, atomically.
  ///
  /// @return why it couldn't be done
  Optional<String> put(Path file, RemotePath to, Duration deadline) throws IOException {
    try (InputStream content = Files.newInputStream(file)) {
      return put(content, Files.size(file), to, deadline);
    }
  }

  /// Puts what can be read here there, atomically.
  ///
  /// @param size how many bytes there are
  /// @return why it couldn't be done
  Optional<String> put(InputStream content, long size, RemotePath to, Duration deadline)
      throws IOException {
    Frames frames = new Frames().calling(List.of("put")).add("exec 8<&0 </dev/null\n");
    frames.add("rn_id=$rn_n\n(\n");
    frames.add("rn_put %s '' '' '' '' '' 0 0 %d".formatted(FileNames.word(to), size));
    Script script = frames.add("\n) <&8\n").end().script(library);
    Output output = session.feed(who, script, content, deadline);
    List<Block> blocks = frames.blocks(output);
    if (blocks.isEmpty()) {
      throw new ConnectException(
          ConnectException.Kind.LOST, "the shell on the host ended early: " + output.lastWords());
    }
    Block block = blocks.getFirst();
    return block.status() == 0 ? Optional.empty() : Optional.of(block.complaint());
  }
}
