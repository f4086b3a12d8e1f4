package dev.runner.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Whole runs on the control machine, one for each file of `cases`.
class PlayCasesTest {
  @TempDir private Path directory;

  @TestFactory
  Stream<DynamicTest> cases() throws Exception {
    Path folder = Path.of(Objects.requireNonNull(getClass().getResource("cases")).toURI());
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.sorted().toList();
      return all.stream().map(file -> DynamicTest.dynamicTest(name(file), () -> run(file)));
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName()).replace(".case", "");
  }

  private void run(Path file) throws IOException {
    Path own = Files.createDirectory(directory.resolve(name(file)));
    new PlayCase(Files.readString(file)).run(own);
  }
}
