package dev.runner.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/// What became of each trouble: the page `docs/faults.md`, written where `-Drunner.faults.page`
/// names a file. Each class of tests has a part of it.
final class FaultTable {
  private static final String INTRODUCTION =
      """
      # What a deploy does when something goes wrong

      Made by the tests that bring about each of these on real hosts, on %s, of revision %s:
      `mvn verify -Drunner.faults.page=docs/faults.md` (on one kind of host each, with `-Pmatrix` on both). Once the cause was
      put right, the same command was given again; the fourth column is how that ended. Cause and next are lines of the
      deploy's last block.

      | Trouble | Stack | End state | Again | Cause | Next |
      |---|---|---|---|---|---|
      """;

  private final SortedMap<String, String> rows = new ConcurrentSkipListMap<>();

  /// Adds a row; rows are in the order of their keys.
  void add(String key, Stack stack, String trouble, String end, String again, String out) {
    String row =
        "| %s | %s | %s | %s | %s | %s |\n"
            .formatted(
                trouble,
                stack.name().toLowerCase(Locale.ROOT),
                end,
                again,
                cell(line("cause", out)),
                cell(line("next", out)));
    rows.put(key + stack, row);
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;");
  }

  /// What a line of the deploy's last block says.
  static String line(String name, String out) {
    return out.lines()
        .map(String::strip)
        .filter(line -> line.startsWith("\"%s: ".formatted(name)))
        .map(line -> line.replaceAll("^\"%s: |\",?$".formatted(name), "").replace("\\\"", "\""))
        .reduce((first, last) -> last)
        .orElse("");
  }

  /// Keeps the rows of a part, and puts all parts that there are so far into one page.
  void write(String part) {
    Optional<Path> page =
        Optional.ofNullable(System.getProperty("runner.faults.page")).map(Path::of);
    page.ifPresent(file -> write(part, Workspace.root().resolve(file)));
  }

  private void write(String part, Path page) {
    Path parts = Workspace.root().resolve("test-containers/target/faults");
    try {
      Files.createDirectories(parts);
      Files.writeString(parts.resolve(part), String.join("", rows.values()));
      StringBuilder text = new StringBuilder(INTRODUCTION.formatted(LocalDate.now(), revision()));
      try (Stream<Path> files = Files.list(parts)) {
        for (Path file : files.sorted().toList()) {
          text.append(Files.readString(file));
        }
      }
      Files.writeString(page, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String revision() {
    return Shell.run("git", "-C", Workspace.root().toString(), "rev-parse", "--short=10", "HEAD")
        .orThrow()
        .text();
  }
}
