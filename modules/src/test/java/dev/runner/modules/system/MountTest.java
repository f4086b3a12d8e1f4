package dev.runner.modules.system;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.BadParameter;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.Step;
import dev.runner.module.testing.FakeHost;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What `mount` does with the table and the mount point.
class MountTest {
  private static final String TABLE = "/etc/fstab";
  private static final String ROOT = "# ours\n/dev/sda1 / ext4 errors=remount-ro 0 1\n";
  private static final String LINE = "/dev/sdb1 /srv/my\\040data ext4 noatime 0 2\n";
  private static final String MOUNTED =
      "40 28 8:17 / /srv/my\\040data rw,noatime shared:20 - ext4 /dev/sdb1 rw\n";

  private static FakeHost host(String table, String mounts) {
    return bare(table, mounts).directory("/srv/my data");
  }

  private static FakeHost bare(String table, String mounts) {
    return FakeHost.named("web1")
        .answering(
            "look",
            command -> command.toString().contains("mountinfo"),
            Output.of(0, "/srv/my data\n28 1 8:1 / / rw - ext4 /dev/sda1 rw\n" + mounts, ""))
        .file(TABLE, table);
  }

  private static Mount data(String state, Object... more) {
    Object[] all = new Object[more.length + 10];
    Object[] first = {
      "path", "/srv/my data", "state", state, "src", "/dev/sdb1", "fstype", "ext4", "passno", "2"
    };
    System.arraycopy(first, 0, all, 0, 10);
    System.arraycopy(more, 0, all, 10, more.length);
    return task(Mount.class, all);
  }

  private static List<String> titles(Plan plan) {
    return assertInstanceOf(Plan.Changes.class, plan).steps().stream().map(Step::title).toList();
  }

  private static void assertUnchanged(Plan plan) {
    assertInstanceOf(Plan.Unchanged.class, plan);
  }

  @Test
  void presentWritesALineOnce() {
    FakeHost host = host(ROOT, "");
    Mount mount = data("present", "opts", "noatime");
    host.apply(mount.plan(host));
    assertEquals(ROOT + LINE, host.text(TABLE));
    int before = host.roundTrips();
    assertUnchanged(mount.plan(host));
    assertEquals(before + 1, host.roundTrips());
    host.file(TABLE, "/dev/sdb1\t/srv/my\\040data\text4\tnoatime 0 2\n" + ROOT);
    assertUnchanged(mount.plan(host));
    host.apply(data("present", "boot", false).plan(host));
    assertEquals("/dev/sdb1 /srv/my\\040data ext4 defaults,noauto 0 2\n" + ROOT, host.text(TABLE));
  }

  @Test
  void swapAreasAreToldApartByTheirDevice() {
    FakeHost host = host("/dev/sda2 none swap sw 0 0\n", "");
    host.apply(
        task(
                Mount.class,
                "path",
                "none",
                "state",
                "present",
                "src",
                "/dev/sdb2",
                "fstype",
                "swap",
                "opts",
                "sw")
            .plan(host));
    assertEquals("/dev/sda2 none swap sw 0 0\n/dev/sdb2 none swap sw 0 0\n", host.text(TABLE));
  }

  @Test
  void mountedMountsAndUndoesALineThatFails() {
    FakeHost host = bare(ROOT, "").absent("/srv/my data");
    Plan.Changes plan =
        assertInstanceOf(Plan.Changes.class, data("mounted", "opts", "noatime").plan(host));
    assertEquals(
        List.of("make /srv/my data", "change " + TABLE, "mount /srv/my data"), titles(plan));
    Step.Run mount = assertInstanceOf(Step.Run.class, plan.steps().getLast());
    assertEquals(ROOT, mount.otherwise().orElseThrow().stdin().orElseThrow().lenientText());
    assertUnchanged(data("mounted", "opts", "noatime").plan(host(ROOT + LINE, MOUNTED)));
    assertEquals(
        List.of("mount /srv/my data"),
        titles(data("mounted", "opts", "noatime").plan(host(ROOT + LINE, ""))));
    assertEquals(
        List.of("change " + TABLE, "remount /srv/my data"),
        titles(data("mounted", "opts", "ro").plan(host(ROOT + LINE, MOUNTED))));
  }

  @Test
  void absentUnmountsWhatIsInTheTable() {
    assertEquals(
        List.of("change " + TABLE, "unmount /srv/my data", "remove /srv/my data"),
        titles(data("absent").plan(host(ROOT + LINE, MOUNTED))));
    assertUnchanged(data("absent").plan(host(ROOT, MOUNTED)));
    assertEquals(
        List.of("change " + TABLE),
        titles(data("absent_from_fstab").plan(host(ROOT + LINE, MOUNTED))));
  }

  @Test
  void unmountedLeavesTheTable() {
    assertEquals(
        List.of("unmount /srv/my data"),
        titles(data("unmounted").plan(host(ROOT + LINE, MOUNTED))));
    assertUnchanged(data("unmounted").plan(host(ROOT + LINE, "")));
  }

  @Test
  void ephemeralKeepsToItsDevice() {
    Plan fresh = data("ephemeral", "opts", "ro").plan(host(ROOT, ""));
    Step.Run mount =
        assertInstanceOf(
            Step.Run.class, assertInstanceOf(Plan.Changes.class, fresh).steps().getFirst());
    String words = mount.command().toString();
    assertTrue(words.endsWith(" mount -t ext4 -o ro /dev/sdb1 '/srv/my data'"), words);
    assertEquals(
        List.of("remount /srv/my data"), titles(data("ephemeral").plan(host(ROOT, MOUNTED))));
    FakeHost other = host(ROOT, MOUNTED.replace("/dev/sdb1", "/dev/sdc1"));
    assertInstanceOf(Plan.Refused.class, data("ephemeral").plan(other));
  }

  @Test
  void anImageIsMountedByADeviceThatStandsForIt() {
    String mounted = MOUNTED.replace("/dev/sdb1", "/dev/loop2");
    Plan.Refused stranger =
        assertInstanceOf(
            Plan.Refused.class,
            data("ephemeral", "src", "/srv/image")
                .plan(host(ROOT, mounted + "loop loop2 /other\n")));
    assertTrue(stranger.because().endsWith("different source: /dev/loop2"), stranger.because());
    assertEquals(
        List.of("remount /srv/my data"),
        titles(
            data("ephemeral", "src", "/srv/image")
                .plan(host(ROOT, mounted + "loop loop2 /srv/image\n"))));
  }

  @Test
  void optionsThatAreSecretAreShownToNobody() {
    Plan.Changes plan =
        assertInstanceOf(
            Plan.Changes.class,
            data("present", "opts", "password=tiger", "opts_no_log", true).plan(host(ROOT, "")));
    assertFalse(plan.predicted().toString().contains("tiger"), plan.predicted().toString());
    Step.Write write = assertInstanceOf(Step.Write.class, plan.steps().getFirst());
    assertTrue(write.after().isSecret());
    assertEquals("VALUE_SPECIFIED_IN_NO_LOG_PARAMETER", plan.predicted().get("opts"));
  }

  @Test
  void refusesWhatCanNotBe() {
    assertThrows(BadParameter.class, () -> task(Mount.class, "path", "/a", "state", "mounted"));
    assertThrows(BadParameter.class, () -> task(Mount.class, "path", "a", "state", "unmounted"));
    assertThrows(BadParameter.class, () -> data("present", "opts", " "));
  }
}
