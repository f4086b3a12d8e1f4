import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the hosts' trees hold, so that two players can be compared.
///
/// @param entries by path: type, mode, and content or target
/// @param times when each file was written
record Trees(Map<String, String> entries, Map<String, String> times) {

  static Trees of(Path root) throws IOException {
    Map<String, String> entries = new TreeMap<>();
    Map<String, String> times = new TreeMap<>();
    try (var all = Files.walk(root)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        PosixFileAttributes is =
            Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        String name = root.relativize(path).toString();
        String content =
            is.isSymbolicLink()
                ? "link to " + Files.readSymbolicLink(path)
                : is.isDirectory() ? "folder" : Files.readString(path);
        String mode = is.isSymbolicLink() ? "" : PosixFilePermissions.toString(is.permissions());
        entries.put(name, mode + " " + content);
        if (is.isRegularFile()) {
          times.put(name, is.lastModifiedTime().toString());
        }
      }
    }
    return new Trees(entries, times);
  }

  /// How this one differs from the one that is expected: a few paths, or nothing.
  List<String> differences(Trees expected) {
    List<String> found = new ArrayList<>();
    Map<String, String> all = new TreeMap<>(entries);
    expected.entries().forEach(all::putIfAbsent);
    for (String path : all.keySet()) {
      String one = entries.getOrDefault(path, "nothing");
      String other = expected.entries().getOrDefault(path, "nothing");
      if (!one.equals(other)) {
        found.add("%s is\n%s\ninstead of\n%s".formatted(path, one.strip(), other.strip()));
      }
    }
    return found;
  }

  /// How many files have been written since.
  long writtenSince(Trees before) {
    return times.entrySet().stream()
        .filter(entry -> !entry.getValue().equals(before.times().get(entry.getKey())))
        .count();
  }
}
