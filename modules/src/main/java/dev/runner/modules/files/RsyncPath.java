package dev.runner.modules.files;

import dev.runner.module.BadParameter;
import java.nio.file.Path;
import java.util.function.Supplier;

/// A path as rsync is to get it. An absolute one may stand in quotes, as for the shell that once
/// read rsync's paths.
final class RsyncPath {
  private RsyncPath() {}

  /// One on the control machine. If it isn't there, rsync says so itself, unless it begins
  /// elsewhere.
  static String here(String written, Supplier<Path> found) {
    if (quoted(written)) {
      return bare(written);
    }
    try {
      return slashed(found.get().toString(), written);
    } catch (BadParameter e) {
      return written;
    }
  }

  /// A path without its quotes; a slash before the last of them means nothing then.
  static String bare(String written) {
    if (!quoted(written)) {
      return written;
    }
    String path = written.substring(1, written.length() - 1);
    return path.equals("/") ? path : path.replaceFirst("/+$", "");
  }

  private static boolean quoted(String text) {
    return text.length() > 2
        && (text.startsWith("\"/") || text.startsWith("'/"))
        && text.charAt(0) == text.charAt(text.length() - 1);
  }

  /// A slash at the end means something, and paths of Java have none.
  private static String slashed(String path, String written) {
    return written.endsWith("/") && !path.endsWith("/") ? path + "/" : path;
  }
}
