package dev.runner.module;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a command left behind.
///
/// @param exit its exit status; 128 plus the signal's number where a signal ended it
/// @param stdout what it wrote, as bytes
/// @param stderr what it complained of, as bytes
/// @param began by the control machine's clock
/// @param took how long it ran
public record Output(int exit, Content stdout, Content stderr, Instant began, Duration took) {

  /// An output as text, for tests and for acts on the control machine.
  public static Output of(int exit, String stdout, String stderr) {
    return new Output(
        exit,
        Content.of(stdout.getBytes(StandardCharsets.UTF_8)),
        Content.of(stderr.getBytes(StandardCharsets.UTF_8)),
        Instant.EPOCH,
        Duration.ZERO);
  }

  /// Whether the exit status was 0.
  public boolean ok() {
    return exit == 0;
  }

  /// Standard output as text without the newlines at its end.
  public String out() {
    return stripped(stdout);
  }

  /// Standard error as text without the newlines at its end.
  public String err() {
    return stripped(stderr);
  }

  /// The lines of standard output.
  public List<String> lines() {
    return out().isEmpty() ? List.of() : out().lines().toList();
  }

  /// The last line of standard error, or else of standard output: mostly the cause of a failure. Of
  /// a full disk an earlier line tells, since programs go on to say what they couldn't do for it;
  /// PostgreSQL's programs say what is wrong first, and then where, why and what to do about it.
  public String lastWords() {
    String text = err().isBlank() ? out() : err();
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    Optional<String> full =
        err().lines().filter(line -> line.contains("No space left on device")).findFirst();
    if (full.isPresent()) {
      return full.get().strip();
    }
    Optional<String> wrong =
        err()
            .lines()
            .filter(line -> line.matches("(\\S+ )?(ERROR|FATAL|PANIC):  \\S.*"))
            .findFirst();
    if (wrong.isPresent()) {
      return wrong.get().strip();
    }
    // Where to read about a mistake doesn't say what it is.
    List<String> telling =
        lines.stream().filter(line -> !line.matches("\\s*Try .*(-h|--help)\\b.*")).toList();
    List<String> said = telling.isEmpty() ? lines : telling;
    return said.isEmpty() ? "exit status " + exit : said.getLast().strip();
  }

  private static String stripped(Content content) {
    String text = content.lenientText();
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return text.substring(0, end);
  }
}
