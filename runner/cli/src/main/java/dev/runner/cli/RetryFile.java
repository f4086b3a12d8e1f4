package dev.runner.cli;

import dev.runner.configuration.Configuration;
import dev.runner.configuration.Option;
import dev.runner.event.EventSink;
import dev.runner.event.Recap;
import dev.runner.event.RunEvent;
import dev.runner.playbook.Playbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The file that names the hosts on which a playbook failed, for `--limit @FILE`, where the
/// configuration asks for it.
final class RetryFile implements EventSink {
  private final Shown shown;
  private final Wiring wiring;
  private final List<Playbook> books;
  private int begun;

  /// @param shown shows the run, and tells of the file before it sums the run up
  /// @param books the run, one after the other until one fails
  RetryFile(Shown shown, Wiring wiring, List<Playbook> books) {
    this.shown = shown;
    this.wiring = wiring;
    this.books = books;
  }

  @Override
  public void accept(RunEvent event) {
    if (event instanceof RunEvent.PlaybookStarted) {
      begun++;
    } else if (event instanceof RunEvent.RunFinished finished && begun > 0) {
      write(books.get(begun - 1).file(), finished.recap());
    }
    shown.report().accept(event);
  }

  private void write(Path playbook, Map<String, Recap> recap) {
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
      shown.notes().accept("\tto retry, use: --limit @" + file);
    } catch (IOException e) {
      shown
          .notes()
          .accept(
              "[WARNING]: the hosts that failed can't be written to %s: %s"
                  .formatted(file, e.getMessage()));
    }
  }
}
