package dev.runner.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.BadParameter;
import dev.runner.module.Finished;
import dev.runner.module.Plan;
import dev.runner.module.RemotePath;
import dev.runner.module.testing.FakeHost;
import dev.runner.modules.site.ThisMachine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlurpAndTempfileTest {
  @TempDir Path temp = Path.of("");

  @Test
  void slurpsInOneRoundTrip() {
    FakeHost host = FakeHost.named("web1").file("/etc/pid", "2179\n").absent("/none");
    Plan.Learned plan =
        assertInstanceOf(Plan.Learned.class, new Slurp(RemotePath.of("/etc/pid"), true).plan(host));
    assertEquals("MjE3OQo=", plan.values().get("content"));
    assertEquals(1, host.roundTrips());
    Plan.Refused below =
        assertInstanceOf(
            Plan.Refused.class,
            new Slurp(RemotePath.of("/etc/pid/x"), true).plan(host.absent("/etc/pid/x")));
    assertEquals("Unable to slurp file: /etc/pid is a file", below.because());
    Plan.Refused none =
        assertInstanceOf(Plan.Refused.class, new Slurp(RemotePath.of("/none"), true).plan(host));
    assertEquals("File not found: /none", none.because());
  }

  private Finished make(Tempfile.State state, Path where) {
    Tempfile module =
        new Tempfile(Optional.of(RemotePath.of(where.toString())), "my pre", ".end", state);
    ThisMachine host = new ThisMachine(temp);
    return assertInstanceOf(Finished.class, host.apply(module.plan(host)));
  }

  @Test
  void makesWhatOnlyItsOwnerCanUse() {
    Finished file = make(Tempfile.State.FILE, temp);
    Path made = Path.of(String.valueOf(file.values().get("path")));
    assertTrue(made.getFileName().toString().matches("my pre[0-9a-f]{12}\\.end"), made.toString());
    assertEquals("rw-------", ThisMachine.permissions(made));
    Finished directory = make(Tempfile.State.DIRECTORY, temp);
    Path folder = Path.of(String.valueOf(directory.values().get("path")));
    assertTrue(Files.isDirectory(folder));
    assertEquals("0700", directory.values().get("mode"));
    assertEquals("directory", directory.values().get("state"));
  }

  @Test
  void failsWhereThereIsNoPlace() {
    assertTrue(make(Tempfile.State.FILE, temp.resolve("none")).failed());
  }

  @Test
  void aNameHasNoSlash() {
    assertThrows(
        BadParameter.class, () -> new Tempfile(Optional.empty(), "../x", "", Tempfile.State.FILE));
  }
}
