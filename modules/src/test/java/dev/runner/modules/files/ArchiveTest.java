package dev.runner.modules.files;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Finished;
import dev.runner.module.Plan;
import dev.runner.module.RemotePath;
import dev.runner.modules.site.ThisMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {
  @TempDir private Path folder;
  private ThisMachine host;

  @BeforeEach
  void files() throws IOException {
    Files.createDirectories(folder.resolve("src/a b"));
    Files.writeString(folder.resolve("src/a b/one\ntwo"), "1");
    Files.writeString(folder.resolve("src/-x"), "2");
    Files.writeString(folder.resolve("src/skip.log"), "3");
    host = new ThisMachine(Files.createDirectory(folder.resolve("scratch")));
  }

  private RemotePath path(String name) {
    return RemotePath.of(folder.resolve(name).toString());
  }

  private List<String> inside(String archive) {
    return host.run(Command.of("tar", "-t", "-f", path(archive))).lines();
  }

  @Test
  void packsADirectoryOnce() {
    Archive pack =
        task(
            Archive.class,
            "path",
            List.of(path("src")),
            "dest",
            path("out.tgz"),
            "exclusion_patterns",
            List.of("*.log"));
    Finished done =
        assertInstanceOf(
            Finished.class, host.apply(assertInstanceOf(Plan.Changes.class, pack.plan(host))));
    assertEquals(List.of("src/-x", "src/a b/", "src/a b/one\\ntwo"), inside("out.tgz"));
    assertEquals("archive", done.values().get("dest_state"));
    assertEquals(folder + "/", done.values().get("arcroot"));
    assertInstanceOf(Plan.Unchanged.class, pack.plan(host));
  }

  @Test
  void whatDiffersIsPackedAgain() throws IOException {
    Archive pack =
        task(
            Archive.class,
            "path",
            List.of(path("src/*")),
            "dest",
            path("src/all.tar"),
            "format",
            Archive.Format.TAR);
    host.apply(pack.plan(host));
    assertInstanceOf(Plan.Unchanged.class, pack.plan(host));
    Files.writeString(folder.resolve("src/-x"), "two");
    assertInstanceOf(Plan.Changes.class, pack.plan(host));
  }

  @Test
  void oneFileIsCompressedAndRemoved() {
    Archive pack = task(Archive.class, "path", List.of(path("src/skip.log")), "remove", true);
    Finished done = assertInstanceOf(Finished.class, host.apply(pack.plan(host)));
    assertEquals("compress", done.values().get("dest_state"));
    assertFalse(Files.exists(folder.resolve("src/skip.log")));
    assertEquals("3", host.run(Command.of("gzip", "-dc", path("src/skip.log.gz"))).out());
    Plan.Unchanged again = assertInstanceOf(Plan.Unchanged.class, pack.plan(host));
    assertEquals(List.of(path("src/skip.log").text()), again.values().get("missing"));
  }

  @Test
  void whatCannotBePackedIsRefused() {
    Archive nothing = task(Archive.class, "path", List.of(path("none*")), "dest", path("x.tgz"));
    assertEquals(
        "Error, no source paths were found",
        assertInstanceOf(Plan.Refused.class, nothing.plan(host)).because());
    Archive nowhere = task(Archive.class, "path", List.of(path("src")));
    assertInstanceOf(Plan.Refused.class, nowhere.plan(host));
    Archive inItself =
        task(
            Archive.class, "path", List.of(path("src")), "dest", path("src/x.tgz"), "remove", true);
    assertInstanceOf(Plan.Refused.class, inItself.plan(host));
    assertThrows(BadParameter.class, () -> task(Archive.class));
  }
}
