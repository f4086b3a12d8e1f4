package dev.runner.module;

import java.util.ArrayDeque;
import java.util.Deque;

/// A path on a host. What isn't ASCII is UTF-8; bytes that aren't UTF-8 travel as lone surrogates
/// from U+DC80 on (Python's `surrogateescape`), so that any file name can be held.
///
/// @param text as given; `~` at its start stands for the home of the user who runs the task
public record RemotePath(String text) implements Comparable<RemotePath> {
  public RemotePath {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a path can't be empty");
    }
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a path can't hold a NUL character");
    }
  }

  /// This path.
  public static RemotePath of(String text) {
    return new RemotePath(text);
  }

  /// Whether it starts at the root.
  public boolean isAbsolute() {
    return text.startsWith("/");
  }

  /// The path of something in this directory; an absolute name replaces it.
  public RemotePath resolve(String name) {
    if (name.startsWith("/")) {
      return new RemotePath(name);
    }
    return new RemotePath(text.endsWith("/") ? text + name : text + "/" + name);
  }

  /// The directory it is in; of the root, the root; of a bare name, `.`.
  public RemotePath parent() {
    String bare = withoutSlash();
    int slash = bare.lastIndexOf('/');
    if (slash < 0) {
      return new RemotePath(bare.isEmpty() ? "/" : ".");
    }
    return new RemotePath(slash == 0 ? "/" : bare.substring(0, slash));
  }

  /// The last name in it; empty for the root.
  public String name() {
    String bare = withoutSlash();
    return bare.substring(bare.lastIndexOf('/') + 1);
  }

  /// Without `.`, `..` and doubled slashes, decided by the text alone.
  public RemotePath normalized() {
    Deque<String> names = new ArrayDeque<>();
    for (String name : text.split("/")) {
      if (name.isEmpty() || name.equals(".")) {
        continue;
      }
      if (name.equals("..") && !names.isEmpty() && !names.getLast().equals("..")) {
        names.removeLast();
      } else if (!name.equals("..") || !isAbsolute()) {
        names.addLast(name);
      }
    }
    String joined = String.join("/", names);
    return new RemotePath(isAbsolute() ? "/" + joined : joined.isEmpty() ? "." : joined);
  }

  /// Whether this is that directory or below it, decided by the text alone.
  public boolean isUnder(RemotePath directory) {
    String above = directory.normalized().text;
    String mine = normalized().text;
    return mine.equals(above) || mine.startsWith(above.endsWith("/") ? above : above + "/");
  }

  private String withoutSlash() {
    int end = text.length();
    while (end > 1 && text.charAt(end - 1) == '/') {
      end--;
    }
    return text.equals("/") ? "" : text.substring(0, end);
  }

  @Override
  public int compareTo(RemotePath other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
