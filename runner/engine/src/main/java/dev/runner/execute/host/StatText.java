package dev.runner.execute.host;

import dev.runner.module.FileStat;
import dev.runner.module.RemotePath;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what `stat` prints in the six lines that `library.sh` asks for: numbers, three times in
/// words (which alone tell fractions of a second, on GNU and BusyBox alike), owner, group.
final class StatText {
  static final int LINES = 6;
  private static final Pattern FRACTION = Pattern.compile("\\.(\\d{1,9})");
  private static final int TYPE = 0170000;

  private StatText() {}

  static FileStat parse(RemotePath path, String[] lines, int from) {
    String[] numbers = lines[from].split(" ");
    int raw = Integer.parseInt(numbers[0], 16);
    return new FileStat(
        path,
        type(raw & TYPE),
        raw & 07777,
        Long.parseLong(numbers[1]),
        Long.parseLong(numbers[2]),
        name(lines[from + 4], numbers[1]),
        name(lines[from + 5], numbers[2]),
        Long.parseLong(numbers[3]),
        time(numbers[4], lines[from + 1]),
        time(numbers[5], lines[from + 2]),
        time(numbers[6], lines[from + 3]),
        Long.parseLong(numbers[7]),
        Long.parseLong(numbers[8]),
        Long.parseLong(numbers[9]),
        Optional.empty());
  }

  /// The same with a link's target.
  static FileStat withTarget(FileStat stat, String target) {
    StatDraft draft = new StatDraft(stat);
    draft.target = Optional.of(target);
    return draft.done();
  }

  /// A number without a name is its own name.
  private static String name(String name, String number) {
    return name.equals("UNKNOWN") ? number : name;
  }

  private static Instant time(String seconds, String words) {
    Matcher fraction = FRACTION.matcher(words);
    long nanos =
        fraction.find() ? Long.parseLong((fraction.group(1) + "00000000").substring(0, 9)) : 0;
    return Instant.ofEpochSecond(Long.parseLong(seconds), nanos);
  }

  private static FileStat.Type type(int bits) {
    return switch (bits) {
      case 0040000 -> FileStat.Type.DIRECTORY;
      case 0120000 -> FileStat.Type.LINK;
      case 0010000 -> FileStat.Type.FIFO;
      case 0140000 -> FileStat.Type.SOCKET;
      case 0060000 -> FileStat.Type.BLOCK;
      case 0020000 -> FileStat.Type.CHARACTER;
      default -> FileStat.Type.FILE;
    };
  }
}
