package dev.runner.execute.host;

import dev.runner.module.FileStat;
import dev.runner.module.ProbeException;
import dev.runner.module.RemotePath;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Finds out where a path leads, links in it followed.
///
/// @param end where it leads
/// @param visited the paths that were looked at on the way
record Walk(RemotePath end, Set<RemotePath> visited) {
  private static final int MOST_LINKS = 40;

  /// @param path absolute
  /// @param follow whether a link at its end is followed
  static Walk through(FileView files, RemotePath path, boolean follow) {
    Set<RemotePath> visited = new LinkedHashSet<>();
    Deque<String> left = new ArrayDeque<>(List.of(path.text().split("/")));
    RemotePath at = RemotePath.of("/");
    int links = 0;
    while (!left.isEmpty()) {
      String name = left.removeFirst();
      if (name.isEmpty() || name.equals(".")) {
        continue;
      }
      if (name.equals("..")) {
        at = at.parent();
        continue;
      }
      RemotePath next = at.resolve(name);
      visited.add(next);
      FileStat stat = follow || more(left) ? files.lstat(next) : FileStat.absent(next);
      if (stat.isLink()) {
        if (++links > MOST_LINKS) {
          throw new ProbeException(path + " is a loop of symbolic links");
        }
        String target = stat.target().orElseThrow();
        List<String> names = List.of(target.split("/"));
        names.reversed().forEach(left::addFirst);
        at = target.startsWith("/") ? RemotePath.of("/") : at;
      } else {
        at = next;
      }
    }
    return new Walk(at, visited);
  }

  private static boolean more(Deque<String> left) {
    return left.stream().anyMatch(name -> !name.isEmpty() && !name.equals("."));
  }

  /// Whether any of these paths is one that was looked at, or lies below the end or above it.
  boolean meets(List<RemotePath> touched) {
    return touched.stream()
        .anyMatch(path -> visited.contains(path) || end.isUnder(path) || path.isUnder(end));
  }
}
