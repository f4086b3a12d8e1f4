package dev.runner.cli;

import dev.runner.configuration.Option;
import dev.runner.event.EventSink;
import dev.runner.event.RunEvent;
import dev.runner.report.console.Screen;
import dev.runner.report.console.TimedReport;
import dev.runner.report.junit.JunitReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What `callbacks_enabled` asks for besides the report: times, a file for CI, a file for each
/// host. Callbacks that we don't have are named in a warning.
final class Callbacks {
  private static final Set<String> OUTPUTS =
      Set.of("default", "minimal", "oneline", "json", "jsonl", "yaml");

  private final Screen screen;
  private final Wiring wiring;
  private final InstantSource clock;
  private final Set<TimedReport.Kind> times = EnumSet.noneOf(TimedReport.Kind.class);
  private final List<EventSink> files = new ArrayList<>();

  Callbacks(Screen screen, Wiring wiring, InstantSource clock) {
    this.screen = screen;
    this.wiring = wiring;
    this.clock = clock;
    wiring.configuration().list(Option.CALLBACKS_ENABLED).forEach(this::add);
  }

  private void add(String name) {
    String bare = name.substring(name.lastIndexOf('.') + 1);
    Optional<TimedReport.Kind> time = TimedReport.kind(bare);
    if (time.isPresent()) {
      times.add(time.get());
    } else if (bare.equals("junit")) {
      files.add(junit());
    } else if (bare.equals("tree")) {
      files.add(new TreeReport(folder("ANSIBLE_CALLBACK_TREE_DIR", ".ansible/tree")));
    } else if (!OUTPUTS.contains(bare)) { // those are chosen by another setting, and one at a time
      screen.aside(
          "[WARNING]: Skipping callback plugin '%s', unable to load: there are profile_tasks, profile_roles, timer, junit and tree, and none in Python"
              .formatted(name));
    }
  }

  /// The report, and what is enabled besides.
  Shown beside(Shown shown) {
    EventSink main =
        times.isEmpty()
            ? shown.report()
            : new TimedReport(shown.report(), screen, times, clock, ZoneId.systemDefault());
    return shown.with(
        event -> {
          main.accept(event);
          files.forEach(each -> each.accept(event));
        });
  }

  private Path folder(String variable, String usual) {
    String named = wiring.environment().getOrDefault(variable, "");
    return named.isEmpty() ? wiring.home().resolve(usual) : wiring.here().resolve(named);
  }

  private EventSink junit() {
    Path folder = folder("JUNIT_OUTPUT_DIR", ".ansible.log");
    StringBuilder name = new StringBuilder("playbook");
    JunitReport report = new JunitReport(text -> write(folder, name.toString(), text));
    return event -> {
      if (event instanceof RunEvent.PlaybookStarted started) {
        name.setLength(0);
        name.append(
            String.valueOf(Path.of(started.file()).getFileName()).replaceFirst("[.][^.]*$", ""));
      }
      report.accept(event);
    };
  }

  private void write(Path folder, String name, String text) {
    double seconds = clock.instant().toEpochMilli() / 1000.0;
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("%s-%.3f.xml".formatted(name, seconds)), text + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("results can't be written to '%s'".formatted(folder), e);
    }
  }
}
