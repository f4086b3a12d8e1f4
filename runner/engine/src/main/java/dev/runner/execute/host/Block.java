package dev.runner.execute.host;

import dev.runner.module.FileBytes;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What one part of a script wrote.
///
/// @param status its exit status
record Block(int status, byte[] out, byte[] err) {

  /// Standard output as text; file names keep bytes that aren't UTF-8.
  String text() {
    return FileBytes.decode(out);
  }

  /// The last line of standard error, or of what a function of ours said there.
  String complaint() {
    List<String> lines =
        new String(err, StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank()).toList();
    for (String line : lines) {
      if (line.startsWith("runner: ")) {
        return line.substring("runner: ".length());
      }
    }
    return lines.isEmpty() ? "exit status " + status : lines.getLast().strip();
  }
}
