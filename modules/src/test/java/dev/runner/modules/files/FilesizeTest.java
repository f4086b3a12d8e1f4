package dev.runner.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.Answer;
import dev.runner.module.BadParameter;
import dev.runner.module.Finished;
import dev.runner.module.Plan;
import dev.runner.module.RemotePath;
import dev.runner.modules.Tasks;
import dev.runner.modules.site.ThisMachine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With real files: how `filesize` makes, lengthens and shortens them.
class FilesizeTest {
  @TempDir Path temp = Path.of("");
  private ThisMachine host = new ThisMachine(temp);
  private Path file = temp;

  @BeforeEach
  void machine() throws IOException {
    host = new ThisMachine(Files.createDirectory(temp.resolve("scratch")));
    file = temp.resolve("a file");
  }

  private Filesize sized(Object size, Object... more) {
    Object[] all = java.util.Arrays.copyOf(more, more.length + 4);
    all[more.length] = "path";
    all[more.length + 1] = RemotePath.of(file.toString());
    all[more.length + 2] = "size";
    all[more.length + 3] = size;
    return Tasks.task(Filesize.class, all);
  }

  private Finished applied(Filesize module) {
    Answer end = host.apply(module.plan(host));
    assertInstanceOf(Plan.Unchanged.class, module.plan(host));
    return assertInstanceOf(Finished.class, end);
  }

  private static Object bytes(Finished end) {
    return assertInstanceOf(Map.class, end.values().get("filesize")).get("bytes");
  }

  @Test
  void aLinkThatLeadsNowhereGetsAFileThatItLeadsTo() throws IOException {
    Path target = temp.resolve("target");
    Files.createSymbolicLink(file, target.getFileName());
    Finished made = applied(sized("1K"));
    assertEquals(target.toRealPath().toString(), made.values().get("path"));
    assertTrue(Files.isSymbolicLink(file));
    assertEquals(1024, Files.size(target));
  }

  @Test
  void keepsWhatIsInTheFileAsFarAsItReaches() throws IOException {
    Files.writeString(file, "begin");
    Finished grown = applied(sized("2K"));
    assertEquals(2048L, Files.size(file));
    assertEquals(2043L, grown.values().get("size_diff"));
    assertTrue(Files.readString(file, StandardCharsets.US_ASCII).startsWith("begin\0"));
    applied(sized("3B"));
    assertEquals("beg", Files.readString(file));
    applied(sized("1KB", "sparse", true));
    assertEquals(1000L, Files.size(file));
  }

  @Test
  void writesTheFileAnewByForceEachTime() throws IOException {
    Files.writeString(file, "begin");
    Filesize module = sized("5B", "force", true);
    host.apply(module.plan(host));
    assertEquals("\0\0\0\0\0", Files.readString(file));
    assertInstanceOf(Plan.Changes.class, module.plan(host));
  }

  @Test
  void countsInBlocksWhereThereIsNoUnit() {
    assertEquals(12_288L, bytes(applied(sized(3L))));
    assertEquals(1536L, bytes(applied(sized("3", "blocksize", 512L))));
    assertEquals(524_288L, bytes(applied(sized("0.5MiB"))));
    Map<String, Object> words = FileLength.of("57001B", java.util.Optional.empty()).values();
    assertEquals("55.67 KiB", words.get("iec"));
    assertEquals("57.0 kB", words.get("si"));
  }

  @Test
  void failsWhereTheSourceHasTooLittle() {
    Finished none =
        assertInstanceOf(
            Finished.class,
            host.apply(sized("1M", "source", RemotePath.of("/dev/null")).plan(host)));
    assertTrue(none.failed());
    assertTrue(none.message().contains("file is 0 bytes long"), none.message());
  }

  @Test
  void refusesWhatIsNoLength() {
    for (Object size : List.of("1.5B", "1b", "x", "-1", Map.of("bytes", 1L), "1kiB")) {
      assertThrows(BadParameter.class, () -> sized(size), size.toString());
    }
    assertThrows(BadParameter.class, () -> sized("1M", "blocksize", "0"));
    assertThrows(BadParameter.class, () -> sized("1M", "force", true, "sparse", true));
    file = temp;
    assertInstanceOf(Plan.Refused.class, sized("1M").plan(host));
    file = temp.resolve("no/file");
    assertInstanceOf(Plan.Refused.class, sized("1M").plan(host));
    assertFalse(Files.exists(file));
  }
}
