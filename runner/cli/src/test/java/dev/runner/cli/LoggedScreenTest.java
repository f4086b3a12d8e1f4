package dev.runner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runner.report.console.PlainScreen;
import dev.runner.report.console.Screen;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoggedScreenTest {
  @Test
  void keepsLinesWithoutColours(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("log");
    StringWriter out = new StringWriter();
    Screen plain = new PlainScreen(new PrintWriter(out), new PrintWriter(out), 80, true);
    Clock clock = Clock.fixed(Instant.parse("2026-01-02T03:04:05.678Z"), ZoneOffset.UTC);
    try (Screen screen = LoggedScreen.of(plain, file, clock)) {
      screen.line("");
      screen.line("TASK [x] ***");
      screen.aside(screen.paint(Screen.Colour.BAD, "bad"));
    }
    String before =
        "2026-01-02 03:04:05,678 p=%d u=%s n=runner INFO| "
            .formatted(ProcessHandle.current().pid(), System.getProperty("user.name"));
    assertEquals(before + "TASK [x] ***\n" + before + "bad\n", Files.readString(file));
    assertEquals("\nTASK [x] ***\n\033[0;31mbad\033[0m\n", out.toString());
  }
}
