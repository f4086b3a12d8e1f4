package dev.runner.modules.packages.apt;

import dev.runner.module.Content;
import dev.runner.module.FileStat;
import dev.runner.module.Pending;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The files in which apt's sources stand, a line for each.
///
/// @param files the lines of each file that is there
record SourceFiles(Map<RemotePath, List<SourceLine>> files) {
  private static final RemotePath MAIN = RemotePath.of("/etc/apt/sources.list");
  private static final RemotePath PARTS = RemotePath.of("/etc/apt/sources.list.d");

  /// Reads all of them.
  static SourceFiles read(Probe host) {
    List<RemotePath> paths = new ArrayList<>(List.of(MAIN));
    Pending<Optional<Content>> main = host.later(new Question.Read(MAIN, Probe.READ_LIMIT));
    host.ask(new Question.Listing(PARTS, 1)).stream()
        .map(FileStat::path)
        .filter(path -> path.name().endsWith(".list"))
        .sorted()
        .forEach(paths::add);
    Map<RemotePath, Pending<Optional<Content>>> asked = new LinkedHashMap<>();
    paths.forEach(
        path ->
            asked.put(
                path,
                path.equals(MAIN) ? main : host.later(new Question.Read(path, Probe.READ_LIMIT))));
    Map<RemotePath, List<SourceLine>> files = new LinkedHashMap<>();
    asked.forEach(
        (path, content) ->
            content
                .get()
                .ifPresent(
                    text ->
                        files.put(
                            path, text.lenientText().lines().map(SourceLine::parse).toList())));
    return new SourceFiles(files);
  }

  /// Where a source goes that is in no file yet.
  static RemotePath place(String name) {
    return name.contains("/") ? RemotePath.of(name + ".list") : PARTS.resolve(name + ".list");
  }

  /// The same with this source in use, wherever it stands already.
  SourceFiles with(String source, RemotePath file) {
    boolean known =
        files.values().stream().flatMap(List::stream).anyMatch(line -> line.says(source));
    if (known) {
      return map(line -> line.says(source) ? line.inUse() : line);
    }
    Map<RemotePath, List<SourceLine>> more = new LinkedHashMap<>(files);
    List<SourceLine> lines = new ArrayList<>(files.getOrDefault(file, List.of()));
    lines.add(SourceLine.parse(source));
    more.put(file, lines);
    return new SourceFiles(more);
  }

  private SourceFiles map(UnaryOperator<SourceLine> change) {
    Map<RemotePath, List<SourceLine>> changed = new LinkedHashMap<>();
    files.forEach((path, lines) -> changed.put(path, lines.stream().map(change).toList()));
    return new SourceFiles(changed);
  }

  /// The same without this source; a file that held nothing else is gone.
  SourceFiles without(String source) {
    Map<RemotePath, List<SourceLine>> left = new LinkedHashMap<>();
    files.forEach(
        (path, lines) -> {
          List<SourceLine> rest =
              lines.stream().filter(line -> !(line.says(source) && line.enabled())).toList();
          if (!rest.isEmpty() || lines.isEmpty()) {
            left.put(path, rest);
          }
        });
    return new SourceFiles(left);
  }

  boolean uses(String source) {
    return files.values().stream()
        .flatMap(List::stream)
        .anyMatch(line -> line.enabled() && line.says(source));
  }

  Optional<Content> content(RemotePath file) {
    return Optional.ofNullable(files.get(file))
        .map(
            lines -> {
              StringBuilder text = new StringBuilder();
              lines.forEach(line -> text.append(line.text()).append('\n'));
              return Content.of(text.toString());
            });
  }
}
