package dev.runner.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.Content;
import dev.runner.module.testing.FakeControlFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProgramSumsTest {
  @TempDir Path folder;

  private static byte[] large() {
    byte[] bytes = new byte[(int) ProgramSums.LARGE + 1];
    bytes[5] = 7;
    return bytes;
  }

  /// Whoever makes it, and wherever it stands, a checksum is the same.
  @ParameterizedTest
  @EnumSource
  void areTheSame(ChecksumAlgorithm algorithm) throws Exception {
    Path file = Files.write(folder.resolve("-b odd\\\n name"), large());
    String sum = Digests.of(algorithm, Content.of(large()));
    assertTrue(ProgramSums.of(algorithm, file).map(sum::equals).orElse(true));
    assertEquals(sum, Digests.of(algorithm, FakeControlFile.onDisk("large", file)));
    assertEquals(Optional.of(sum), LocalSums.of(algorithm, file));
  }

  @Test
  void smallFilesAreNotWorthAProgram() throws Exception {
    Path file = Files.writeString(folder.resolve("small"), "small");
    assertEquals(Optional.empty(), ProgramSums.of(ChecksumAlgorithm.SHA1, file));
    assertEquals(
        Digests.of(ChecksumAlgorithm.SHA1, Content.of("small")),
        Digests.of(ChecksumAlgorithm.SHA1, FakeControlFile.onDisk("small", file)));
  }
}
