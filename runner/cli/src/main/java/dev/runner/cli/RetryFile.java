package dev.runner.cli;

import dev.runner.configuration.Configuration;
import dev.runner.configuration.Option;
import dev.runner.event.Recap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The file that names the hosts on which a playbook failed, for `--limit @FILE`, where the
/// configuration asks for it.
final class RetryFile {
  private RetryFile() {}

  static void write(
      Path playbook, Map<String, Recap> recap, Wiring wiring, Consumer<String> notes) {
    Configuration settings = wiring.configuration();
    List<String> hosts =
        recap.entrySet().stream()
            .filter(each -> each.getValue().failed() + each.getValue().unreachable() > 0)
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    if (!settings.flag(Option.RETRY_FILES) || hosts.isEmpty()) {
      return;
    }
    String name = String.valueOf(playbook.getFileName()).replaceFirst("\\.[^.]*$", "") + ".retry";
    Path file =
        settings
            .path(Option.RETRY_FILES_PATH)
            .map(folder -> folder.resolve(name))
            .orElseGet(() -> playbook.resolveSibling(name));
    try {
      Path folder = file.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(file, String.join("\n", hosts) + "\n");
      notes.accept("\tto retry, use: --limit @" + file);
    } catch (IOException e) {
      notes.accept(
          "[WARNING]: the hosts that failed can't be written to %s: %s"
              .formatted(file, e.getMessage()));
    }
  }
}
