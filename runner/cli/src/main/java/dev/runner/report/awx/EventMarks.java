package dev.runner.report.awx;

import dev.runner.values.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/// The marks around the lines of an event, which a terminal doesn't show: between two codes that
/// clear the rest of the line (`ESC [ K`), JSON in base64, of which each piece is followed by the
/// code that moves the cursor back over it (`ESC [ n D`). The form is ansible-runner's, which takes
/// the marks out again.
final class EventMarks {
  private static final int WIDTH = 78;
  private static final String CLEAR = "\033[K";

  private EventMarks() {}

  /// Before the first line of an event.
  static String begin(String uuid) {
    return mark(Map.of("uuid", uuid));
  }

  /// After its last line.
  static String end() {
    return mark(Map.of());
  }

  private static String mark(Map<String, Object> content) {
    String code =
        Base64.getEncoder().encodeToString(Json.line(content).getBytes(StandardCharsets.UTF_8));
    StringBuilder mark = new StringBuilder(CLEAR);
    for (int from = 0; from < code.length(); from += WIDTH) {
      String piece = code.substring(from, Math.min(code.length(), from + WIDTH));
      mark.append(piece).append("\033[").append(piece.length()).append('D');
    }
    return mark.append(CLEAR).toString();
  }
}
