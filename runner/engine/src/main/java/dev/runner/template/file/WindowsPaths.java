package dev.runner.template.file;

/// Python's `ntpath`: paths of Windows.
public final class WindowsPaths {
  private WindowsPaths() {}

  static String basename(String path) {
    String tail = drive(path)[1];
    return tail.substring(separator(tail) + 1);
  }

  static String dirname(String path) {
    String[] parts = drive(path);
    String head = parts[1].substring(0, separator(parts[1]) + 1);
    String stripped = head.replaceFirst("[\\\\/]+$", "");
    return parts[0] + (stripped.isEmpty() ? head : stripped);
  }

  private static int separator(String path) {
    return Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  }

  /// Drive or share, and what follows it.
  static String[] drive(String path) {
    String plain = path.replace('/', '\\');
    int end = 0;
    if (plain.startsWith("\\\\")) {
      int start = plain.regionMatches(true, 0, "\\\\?\\UNC\\", 0, 8) ? 8 : 2;
      int server = plain.indexOf('\\', start);
      int share = server < 0 ? -1 : plain.indexOf('\\', server + 1);
      end = share < 0 ? path.length() : share;
    } else if (plain.length() > 1 && plain.charAt(1) == ':') {
      end = 2;
    }
    return new String[] {path.substring(0, end), path.substring(end)};
  }
}
