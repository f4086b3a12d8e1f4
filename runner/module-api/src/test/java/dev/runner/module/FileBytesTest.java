package dev.runner.module;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBytesTest {
  @TempDir private Path directory;

  @Test
  void bytesThatAreNoUtf8AreKept() throws IOException, InterruptedException {
    String script =
        "touch \"$(printf 'lat\\351 in%%41')\" 'plain é' \"$(printf 'mark\\357\\277\\275')\"";
    new ProcessBuilder("sh", "-c", script).directory(directory.toFile()).start().waitFor();
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(
          List.of("lat\udce9 in%41", "mark\uFFFD", "plain é"),
          files.map(FileBytes::name).sorted().toList());
    }
  }
}
