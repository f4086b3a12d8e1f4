package dev.runner.transport.shell;

import dev.runner.transport.Connection.Sink;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// One stream of a shell, cut at markers. What comes before a marker goes on at once, except for
/// bytes that may be the marker's beginning; what nobody awaits is dropped.
final class Tap implements Sink {
  private final Queue<Section> awaited = new ConcurrentLinkedQueue<>();
  private int matched;
  private @Nullable ByteArrayOutputStream line;

  /// @param marker what ends it; begins with a byte that doesn't occur in it again
  /// @param body takes what comes before the marker
  /// @param end takes what stands between the marker and the end of its line, and says whether this
  ///   was the last marker of the section
  private record Section(byte[] marker, Sink body, Predicate<String> end) {}

  /// Says what comes next, after all that is awaited already. To be called before the shell is told
  /// to write it.
  void expect(String marker, Sink body, Predicate<String> end) {
    awaited.add(new Section(marker.getBytes(StandardCharsets.US_ASCII), body, end));
  }

  @Override
  public void accept(byte[] buffer, int offset, int length) {
    int at = offset;
    int end = offset + length;
    while (at < end) {
      Section section = awaited.peek();
      if (section == null) {
        return;
      }
      at = line == null ? body(section, buffer, at, end) : line(section, line, buffer, at, end);
    }
  }

  private int body(Section section, byte[] buffer, int from, int end) {
    byte[] marker = section.marker();
    int start = from;
    boolean begunEarlier = matched > 0;
    for (int i = from; i < end; i++) {
      if (buffer[i] == marker[matched]) {
        matched++;
        if (matched == marker.length) {
          if (!begunEarlier) {
            hand(section, buffer, start, i + 1 - marker.length);
          }
          matched = 0;
          line = new ByteArrayOutputStream();
          return i + 1;
        }
      } else if (matched > 0) {
        if (begunEarlier) {
          hand(section, marker, 0, matched);
          begunEarlier = false;
          start = i;
        }
        matched = buffer[i] == marker[0] ? 1 : 0;
      }
    }
    if (!begunEarlier) {
      hand(section, buffer, start, end - matched);
    }
    return end;
  }

  private static void hand(Section section, byte[] buffer, int from, int to) {
    if (to > from) {
      section.body().accept(buffer, from, to - from);
    }
  }

  private int line(Section section, ByteArrayOutputStream rest, byte[] buffer, int from, int end) {
    for (int i = from; i < end; i++) {
      if (buffer[i] == '\n') {
        line = null;
        if (section.end().test(rest.toString(StandardCharsets.US_ASCII).strip())) {
          awaited.remove();
        }
        return i + 1;
      }
      rest.write(buffer[i]);
    }
    return end;
  }
}
