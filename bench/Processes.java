import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Looks at processes by /proc. What has ended in the meantime counts as nothing.
final class Processes {
  private static final double TICK = 0.01;
  private static final double MIB = 1 << 20;
  private static final int PAGE = 4096;

  private Processes() {}

  static List<Long> children(long pid) {
    List<Long> found = new ArrayList<>();
    try (DirectoryStream<Path> threads =
        Files.newDirectoryStream(Path.of("/proc/" + pid, "task"))) {
      for (Path thread : threads) {
        String text = read(thread.resolve("children"));
        for (String word : text.strip().split(" ")) {
          if (!word.isEmpty()) {
            found.add(Long.valueOf(word));
          }
        }
      }
    } catch (IOException e) {
      return found;
    }
    return found;
  }

  /// MiB: all of the process itself, and what each of its descendants has for itself.
  static double memory(long pid) {
    return pages(pid, false) + privates(pid);
  }

  private static double privates(long pid) {
    double sum = 0;
    for (long child : children(pid)) {
      sum += pages(child, true) + privates(child);
    }
    return sum;
  }

  private static double pages(long pid, boolean own) {
    String[] words = read(Path.of("/proc/" + pid, "statm")).split(" ");
    if (words.length < 3) {
      return 0;
    }
    long pages = Long.parseLong(words[1]) - (own ? Long.parseLong(words[2]) : 0);
    return pages * PAGE / MIB;
  }

  /// CPU seconds of a process and of its children that have ended.
  static double cpu(long pid) {
    String text = read(Path.of("/proc/" + pid, "stat"));
    if (text.isEmpty()) {
      return 0;
    }
    String[] words = text.substring(text.lastIndexOf(')') + 2).split(" ");
    long ticks = 0;
    for (int i = 11; i < 15; i++) {
      ticks += Long.parseLong(words[i]);
    }
    return ticks * TICK;
  }

  /// The words that a process was started with.
  static List<String> words(long pid) {
    return List.of(read(Path.of("/proc/" + pid, "cmdline")).split("\0"));
  }

  /// Processes whose command line holds the text.
  static List<Long> mentioning(String text) {
    List<Long> found = new ArrayList<>();
    ProcessHandle.allProcesses()
        .mapToLong(ProcessHandle::pid)
        .filter(pid -> String.join(" ", words(pid)).contains(text))
        .forEach(found::add);
    return found;
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
