package dev.runner.modules.files;

import dev.runner.module.FileStat;
import dev.runner.module.Pending;
import dev.runner.module.Probe;
import dev.runner.module.ProbeException;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is below the directories that are looked in: in one round trip where all of it can be
/// listed, else level by level, so that what can't be is known by name.
final class FindTree {
  private final Probe host;
  private final Find task;
  private final Map<RemotePath, List<FileStat>> inside = new HashMap<>();
  private final Map<String, String> skipped = new LinkedHashMap<>();

  private record Asked(
      RemotePath given, RemotePath root, Pending<FileStat> stat, Pending<List<FileStat>> listing) {}

  FindTree(Probe host, Find task) {
    this.host = host;
    this.task = task;
  }

  /// Why paths couldn't be looked at.
  Map<String, String> skipped() {
    return skipped;
  }

  /// How deep is looked: what stands in directories at the depth that is asked for is examined, but
  /// never found.
  private int reach() {
    return task.recurse() && task.levels() > 0 ? task.levels() + 1 : task.levels();
  }

  /// Whether a path is no deeper than was asked for.
  boolean isNear(RemotePath root, FileStat found) {
    if (task.levels() == 0) {
      return true;
    }
    String rest = found.path().text().substring(root.text().length()).replaceFirst("^/+", "");
    return rest.chars().filter(c -> c == '/').count() < task.levels();
  }

  /// Looks at what is below these paths; what can't be looked at is told as it was given.
  void read(List<RemotePath> given) {
    List<Asked> asked =
        given.stream()
            .map(
                each -> {
                  RemotePath root = each.normalized();
                  return new Asked(
                      each,
                      root,
                      host.later(new Question.Stat(root, true)),
                      host.later(new Question.Listing(root, task.follow() ? 1 : reach())));
                })
            .toList();
    for (Asked each : asked) {
      FileStat there = each.stat().get();
      if (!there.isDirectory()) {
        skipped.put(each.given().text(), "'%s' is not a directory".formatted(each.given()));
        continue;
      }
      try {
        each.listing().get().forEach(this::put);
        inside.putIfAbsent(each.root(), new ArrayList<>());
        if (task.follow()) {
          below(each.root(), there);
        }
      } catch (ProbeException e) {
        levels(List.of(each.root()), 1);
      }
    }
  }

  private void put(FileStat stat) {
    inside.computeIfAbsent(stat.path().parent(), _ -> new ArrayList<>()).add(stat);
    if (stat.isDirectory()) {
      inside.putIfAbsent(stat.path(), new ArrayList<>());
    }
  }

  /// A directory that is reached, and which ones lead there: a link back to one of them is a
  /// circle.
  private record Trail(RemotePath path, List<List<Long>> above) {}

  /// The directories in one that is listed already, links to them included.
  private void below(RemotePath root, FileStat there) {
    if (reach() != 1) {
      follow(entered(List.of(new Trail(root, List.of(identity(there))))), 2);
    }
  }

  private void follow(List<Trail> trails, int level) {
    list(trails.stream().map(Trail::path).toList());
    if (!trails.isEmpty() && (reach() == 0 || level < reach())) {
      follow(entered(trails), level + 1);
    }
  }

  /// The directories in these, and links to directories.
  private List<Trail> entered(List<Trail> trails) {
    Map<RemotePath, Pending<FileStat>> ends = new LinkedHashMap<>();
    trails.stream()
        .flatMap(trail -> inside.getOrDefault(trail.path(), List.of()).stream())
        .filter(each -> each.isDirectory() || each.isLink())
        .forEach(each -> ends.put(each.path(), host.later(new Question.Stat(each.path(), true))));
    List<Trail> found = new ArrayList<>();
    for (Trail trail : trails) {
      for (FileStat each : inside.getOrDefault(trail.path(), List.of())) {
        Pending<FileStat> end = ends.get(each.path());
        if (end != null
            && end.get().isDirectory()
            && !trail.above().contains(identity(end.get()))) {
          List<List<Long>> above = new ArrayList<>(trail.above());
          above.add(identity(end.get()));
          found.add(new Trail(each.path(), above));
        }
      }
    }
    return found;
  }

  private static List<Long> identity(FileStat stat) {
    return List.of(stat.device(), stat.inode());
  }

  private void levels(List<RemotePath> directories, int level) {
    list(directories);
    List<RemotePath> next =
        directories.stream()
            .flatMap(each -> inside.getOrDefault(each, List.of()).stream())
            .filter(FileStat::isDirectory)
            .map(FileStat::path)
            .toList();
    if (!next.isEmpty() && (reach() == 0 || level < reach())) {
      levels(next, level + 1);
    }
  }

  private void list(List<RemotePath> directories) {
    Map<RemotePath, Pending<List<FileStat>>> asked = new LinkedHashMap<>();
    directories.forEach(each -> asked.put(each, host.later(new Question.Listing(each, 1))));
    asked.forEach(
        (directory, listing) -> {
          try {
            inside.put(directory, new ArrayList<>());
            listing.get().forEach(this::put);
          } catch (ProbeException e) {
            skipped.put(directory.text(), e.sentence());
          }
        });
  }

  /// All below a directory, what is nearer to it first: what stands in it, then what stands in each
  /// of its directories.
  List<FileStat> walk(RemotePath root) {
    List<FileStat> entries = new ArrayList<>(inside.getOrDefault(root, List.of()));
    entries.sort(Comparator.comparing(FileStat::isDirectory).thenComparing(FileStat::path));
    List<FileStat> found = new ArrayList<>(entries);
    entries.stream()
        .map(FileStat::path)
        .filter(inside::containsKey)
        .forEach(path -> found.addAll(walk(path)));
    return found;
  }
}
