package dev.runner.module.testing;

import dev.runner.module.Attributes;
import dev.runner.module.Content;
import dev.runner.module.FileStat;
import dev.runner.module.RemotePath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The files of a fake host, in memory. It knows which paths a test spoke of: a path is known if it
/// was declared, if it is above something declared, or if it is below a directory that was declared
/// as such, and therefore has only what was declared in it.
final class FakeFiles {
  private static final int MAX_LINKS = 40;

  private final Map<String, FakeFile> byPath = new TreeMap<>();
  private final Set<String> absent = new HashSet<>();
  private final Set<String> closed = new HashSet<>();
  private long nextInode = 100;

  /// Declares that nothing is there.
  void absent(String path) {
    absent.add(key(path));
  }

  /// Declares a directory with nothing in it but what is declared too.
  void close(String path) {
    closed.add(key(path));
  }

  /// Puts something there, with the directories above it.
  FakeFile put(String path, FakeFile file) {
    String key = key(path);
    FakeFile numbered = file.inode() == 0 ? file.numbered(nextInode++) : file;
    parents(key, file.modified());
    absent.remove(key);
    byPath.put(key, numbered);
    return numbered;
  }

  private void parents(String key, Instant when) {
    String above = RemotePath.of(key).parent().text();
    if (!above.equals(key) && !byPath.containsKey(above)) {
      put(above, directory(when));
    }
  }

  static FakeFile regular(Content content, Instant when) {
    return new FakeFile(
        FileStat.Type.FILE, content, 0644, "root", "root", when, when, Optional.empty(), 0);
  }

  static FakeFile directory(Instant when) {
    return new FakeFile(
        FileStat.Type.DIRECTORY,
        Content.of(""),
        0755,
        "root",
        "root",
        when,
        when,
        Optional.empty(),
        0);
  }

  static FakeFile link(String target, Instant when) {
    return new FakeFile(
        FileStat.Type.LINK,
        Content.of(""),
        0777,
        "root",
        "root",
        when,
        when,
        Optional.of(target),
        0);
  }

  /// Whether the test said what is at this path.
  boolean knows(RemotePath path) {
    String key = resolved(key(path.text()), false);
    if (byPath.containsKey(key) || absent.contains(key)) {
      return true;
    }
    for (String above = parent(key); ; above = parent(above)) {
      FakeFile there = byPath.get(above);
      boolean nothingBelow = there != null && !there.isDirectory() && !there.isLink();
      if (nothingBelow || closed.contains(above) || absent.contains(above)) {
        return true;
      }
      if (above.equals(parent(above))) {
        return false;
      }
    }
  }

  /// What is at the path.
  Optional<FakeFile> find(RemotePath path, boolean follow) {
    return Optional.ofNullable(byPath.get(resolved(key(path.text()), follow)));
  }

  /// The path with the links in it followed.
  RemotePath real(RemotePath path) {
    return RemotePath.of(resolved(key(path.text()), true));
  }

  /// How many names this file has.
  long links(FakeFile file) {
    return byPath.values().stream().filter(other -> other.inode() == file.inode()).count();
  }

  /// Changes what is at the path, under all its names.
  void replace(RemotePath path, boolean follow, FakeFile file) {
    String key = resolved(key(path.text()), follow);
    byPath.put(key, file);
    byPath.replaceAll((name, other) -> other.inode() == file.inode() ? file : other);
  }

  /// Changes owner, group, mode or times.
  void attribute(RemotePath path, boolean follow, Attributes wanted) {
    FakeFile there =
        find(path, follow)
            .orElseThrow(() -> new AssertionError("nothing to set attributes of is at " + path));
    replace(path, follow, there.with(wanted));
  }

  /// Removes a path and all below it.
  void delete(RemotePath path) {
    String key = resolved(key(path.text()), false);
    byPath.keySet().removeIf(name -> name.equals(key) || below(name, key));
    absent.add(key);
  }

  /// Gives a path and all below it another name.
  void move(RemotePath from, RemotePath to) {
    String old = resolved(key(from.text()), false);
    String fresh = resolved(key(to.text()), false);
    Map<String, FakeFile> moved = new TreeMap<>();
    byPath.forEach(
        (name, file) -> {
          if (name.equals(old) || below(name, old)) {
            moved.put(fresh + name.substring(old.length()), file);
          }
        });
    delete(from);
    moved.forEach(this::put);
  }

  /// The paths below a directory, not deeper than this (0: no bound).
  List<RemotePath> below(RemotePath directory, int depth) {
    String key = resolved(key(directory.text()), true);
    List<RemotePath> found = new ArrayList<>();
    for (String name : byPath.keySet()) {
      if (below(name, key) && (depth == 0 || deep(name, key) <= depth)) {
        String rest = name.substring(key.equals("/") ? 1 : key.length() + 1);
        found.add(directory.resolve(rest));
      }
    }
    return found;
  }

  private static long deep(String name, String above) {
    String rest = name.substring(above.equals("/") ? 0 : above.length());
    return rest.chars().filter(c -> c == '/').count();
  }

  private static boolean below(String name, String above) {
    return !name.equals(above) && name.startsWith(above.equals("/") ? "/" : above + "/");
  }

  private String resolved(String key, boolean follow) {
    String path = "/";
    int followed = 0;
    List<String> left = new ArrayList<>(List.of(key.split("/")));
    while (!left.isEmpty()) {
      String name = left.removeFirst();
      if (name.isEmpty()) {
        continue;
      }
      path = RemotePath.of(path).resolve(name).normalized().text();
      FakeFile file = byPath.get(path);
      if (file != null && file.isLink() && (follow || !left.isEmpty())) {
        if (++followed > MAX_LINKS) {
          return key;
        }
        String target = parentOf(path).resolve(file.target().orElseThrow()).normalized().text();
        left.addAll(0, List.of(target.split("/")));
        path = "/";
      }
    }
    return path;
  }

  private static RemotePath parentOf(String path) {
    return RemotePath.of(path).parent();
  }

  private static String parent(String path) {
    return parentOf(path).text();
  }

  private static String key(String path) {
    return RemotePath.of(path.startsWith("/") ? path : "/home/" + path).normalized().text();
  }
}
