package dev.runner.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.runner.module.ControlPlace;
import dev.runner.module.Finished;
import dev.runner.module.Plan;
import dev.runner.module.RemotePath;
import dev.runner.module.Showing;
import dev.runner.module.testing.FakeHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Golden plans of `fetch`.
class FetchTest {
  @TempDir private Path directory;
  private final FakeHost host =
      FakeHost.named("web1").directory("/etc").file("/etc/motd", "hello\n");

  private Fetch fetch(String src, String dest, boolean flat) {
    ControlPlace place = new ControlPlace(dest, directory.resolve(dest).normalize());
    return new Fetch(RemotePath.of(src), place, true, flat, true);
  }

  @Test
  void keepsEachHostApart() throws Exception {
    Fetch task = fetch("/etc/motd", "out", false);
    Path file = directory.resolve("out/web1/etc/motd");
    assertEquals(List.of("fetch /etc/motd to " + file), Showing.lines(task.plan(host)));
    assertEquals(1, host.roundTrips());
    Finished done = assertInstanceOf(Finished.class, host.apply(task.plan(host)));
    assertEquals("f572d396fae9206628714fb2ce00f72e94f2258f", done.values().get("checksum"));
    assertEquals("b1946ac92492d2347c6235b4d2611184", done.values().get("md5sum"));
    assertEquals("hello\n", Files.readString(file));
    assertInstanceOf(Plan.Unchanged.class, task.plan(host));
  }

  @Test
  void neverLeavesTheDirectory() {
    Plan plan =
        fetch("../../../etc/passwd", "out", false)
            .plan(FakeHost.named("web1").file("../../../etc/passwd", "root\n"));
    assertInstanceOf(Plan.Refused.class, plan);
  }

  @Test
  void takesTheNameOfTheFileIntoADirectory() {
    assertEquals(
        List.of("fetch /etc/motd to " + directory.resolve("out/motd")),
        Showing.lines(fetch("/etc/motd", "out/", true).plan(host)));
  }

  @Test
  void doesNotTakeTheNameOfADirectoryThatIsThere() throws Exception {
    Files.createDirectories(directory.resolve("out/motd"));
    Plan plan = fetch("/etc/motd", "out/", true).plan(host);
    Plan.Refused refused = assertInstanceOf(Plan.Refused.class, plan);
    assertEquals(
        "calculated dest '%s' is an existing directory".formatted(directory.resolve("out/motd")),
        refused.because());
  }
}
