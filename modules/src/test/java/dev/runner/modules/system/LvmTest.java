package dev.runner.modules.system;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.BadParameter;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.module.testing.FakeHost;
import dev.runner.modules.site.ThisMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `lvg` and `lvol` make of what a host says of LVM; the sentences of refusals are those that
/// Ansible's modules gave for the same groups and volumes on loop devices.
class LvmTest {
  private static final String GIB = "1073741824";

  /// The group `data` of a gigabyte on `/dev/vdb` with a volume of 12 MiB, 512 MiB free; `/dev/vdc`
  /// is of no group, `/dev/vdd` of another.
  private static final String DATA =
      """
      vg;data;1;%1$s;536870912;4194304
      vg;old;0;%1$s;%1$s;4194304
      pv;/dev/dm-3;/dev/mapper/b;data;%1$s;1048576;%1$s
      pv;/dev/vdd;/dev/vdd;old;%1$s;1048576;%1$s
      lv;data;a;12582912;-wi-a-----;
      lv;data;[pool_tmeta];4194304;ewi-ao----;
      lv;data;pool;20971520;twi-a-tz--;
      """
          .formatted(GIB);

  private static final String DEVICES =
      """
      device;/dev/vdb;/dev/dm-3
      device;/dev/vdc;/dev/vdc
      device;/dev/vdd;/dev/vdd
      """;

  private static Plan plan(String said, TaskModule module) {
    FakeHost host = FakeHost.named("db1").answering("LVM", command -> true, Output.of(0, said, ""));
    Plan plan = module.plan(host);
    assertEquals(1, host.roundTrips());
    return plan;
  }

  private static Lvg group(String said, Object... given) {
    return task(Lvg.class, with("vg", said, given));
  }

  private static Plan volume(Object... given) {
    return plan(DATA, task(Lvol.class, with("vg", "data", given)));
  }

  private static Object[] with(String name, Object value, Object... more) {
    Object[] all = Arrays.copyOf(more, more.length + 2);
    all[more.length] = name;
    all[more.length + 1] = value;
    return all;
  }

  private static List<String> commands(Plan plan) {
    return assertInstanceOf(Plan.Changes.class, plan).steps().stream()
        .map(step -> assertInstanceOf(Step.Run.class, step).command().toString())
        .toList();
  }

  private static String because(Plan plan) {
    return assertInstanceOf(Plan.Refused.class, plan).because();
  }

  @Test
  void aGroupIsMadeOfDevices() {
    assertEquals(
        List.of("pvcreate --metadatasize 1m -f /dev/vdc", "vgcreate --addtag x -s 8m new /dev/vdc"),
        commands(
            plan(
                DATA + DEVICES,
                group(
                    "new",
                    "pvs",
                    List.of("/dev/vdc"),
                    "pesize",
                    "8m",
                    "pv_options",
                    "--metadatasize 1m",
                    "vg_options",
                    "--addtag x"))));
    assertEquals("No physical volumes given.", because(plan(DATA, group("new"))));
    assertEquals(
        "Device /dev/vdd is already in old volume group.",
        because(plan(DATA + DEVICES, group("new", "pvs", List.of("/dev/vdd")))));
    assertEquals(
        "Device /dev/nosuch not found.",
        because(plan(DATA, group("data", "pvs", List.of("/dev/nosuch")))));
  }

  @Test
  void devicesJoinAndLeave() {
    assertInstanceOf(
        Plan.Unchanged.class,
        plan(DATA + "device;/dev/vdb;/dev/dm-3\n", group("data", "pvs", List.of("/dev/vdb"))));
    assertInstanceOf(Plan.Unchanged.class, plan(DATA, group("data")));
    String other = DATA + "device;/dev/vdc;/dev/vdc\n";
    assertEquals(
        List.of(
            "pvcreate -f /dev/vdc",
            "vgextend data /dev/vdc",
            "vgreduce --force data /dev/mapper/b"),
        commands(plan(other, group("data", "pvs", List.of("/dev/vdc")))));
    assertEquals(
        List.of("pvcreate -f /dev/vdc", "vgextend data /dev/vdc"),
        commands(
            plan(other, group("data", "pvs", List.of("/dev/vdc"), "remove_extra_pvs", false))));
  }

  @Test
  void volumesOfAGroupAreSeenOrNot() {
    assertInstanceOf(Plan.Unchanged.class, plan(DATA, group("data", "state", "active")));
    assertEquals(
        List.of("vgchange --activate n data"),
        commands(plan(DATA, group("data", "state", "inactive"))));
  }

  @Test
  void aPhysicalVolumeGrowsWithItsDevice() {
    String grown = DATA.replaceFirst("1048576;" + GIB, "1048576;2147483648");
    Object[] task = {"pvs", List.of("/dev/vdb"), "pvresize", true};
    String resizing =
        commands(plan(grown + "device;/dev/vdb;/dev/dm-3\n", group("data", task))).getFirst();
    assertTrue(resizing.endsWith(" pvresize /dev/mapper/b"), resizing);
    assertInstanceOf(
        Plan.Unchanged.class, plan(DATA + "device;/dev/vdb;/dev/dm-3\n", group("data", task)));
  }

  @Test
  void anotherGroupThatLacksDevicesDoesNotKeepAVolumeFromGrowing(@TempDir Path temp)
      throws IOException {
    String grown = DATA.replaceFirst("1048576;" + GIB, "1048576;2147483648");
    Object[] task = {"pvs", List.of("/dev/vdb"), "pvresize", true};
    Plan plan = plan(grown + "device;/dev/vdb;/dev/dm-3\n", group("data", task));
    String path = temp + ":" + System.getenv("PATH");
    ThisMachine machine = new ThisMachine(temp, Map.of("PATH", path));
    String said = "echo '  %s physical volume(s) resized or updated'; exit 5";
    Path program = temp.resolve("pvresize");
    Files.writeString(program, "#!/bin/sh\n" + said.formatted(1));
    assertTrue(program.toFile().setExecutable(true));
    assertFalse(assertInstanceOf(Finished.class, machine.apply(plan)).failed());
    Files.writeString(program, "#!/bin/sh\n" + said.formatted(0));
    assertTrue(assertInstanceOf(Finished.class, machine.apply(plan)).failed());
  }

  @Test
  void aGroupWithVolumesIsRemovedByForceAlone() {
    assertEquals(
        "Refuse to remove non-empty volume group data without force=true",
        because(plan(DATA, group("data", "state", "absent"))));
    assertEquals(
        List.of("vgremove --force data"),
        commands(plan(DATA, group("data", "state", "absent", "force", true))));
    assertEquals(
        List.of("vgremove --force old"), commands(plan(DATA, group("old", "state", "absent"))));
    assertInstanceOf(Plan.Unchanged.class, plan(DATA, group("new", "state", "absent")));
  }

  @Test
  void volumesAreMade() {
    assertEquals(
        List.of("lvcreate --yes -L 8m -r 16 -n b data /dev/vdb"),
        commands(volume("lv", "b", "size", "8", "opts", "-r 16", "pvs", List.of("/dev/vdb"))));
    assertEquals(
        List.of("lvcreate --yes -l 100%FREE -n b data", "lvchange -an data/b"),
        commands(volume("lv", "b", "size", "100%free", "active", false)));
    assertEquals(
        List.of("lvcreate --yes -L 1g -T data/tp"),
        commands(volume("thinpool", "tp", "size", "1g")));
    assertEquals(
        List.of("lvcreate --yes -V 1g -n b -T data/pool"),
        commands(volume("lv", "b", "thinpool", "pool", "size", "1g")));
    assertEquals(
        List.of("lvcreate --yes -L 4m -s -n s data/a"),
        commands(volume("lv", "a", "snapshot", "s", "size", "4m")));
    assertEquals("No size given.", because(volume("lv", "b")));
    assertEquals(
        "Thin pool LV tp does not exist in volume group data.",
        because(volume("lv", "b", "thinpool", "tp", "size", "1g")));
    assertEquals(
        "Snapshot origin LV z does not exist in volume group data.",
        because(volume("lv", "z", "snapshot", "s", "size", "4m")));
  }

  @Test
  void volumesAreResizedByWholeExtents() {
    assertInstanceOf(Plan.Unchanged.class, volume("lv", "a", "size", "0.01g"));
    Plan.Unchanged same = assertInstanceOf(Plan.Unchanged.class, volume("lv", "a", "size", "12m"));
    assertEquals(Map.of("vg", "data", "lv", "a", "size", 12.0), same.values());
    assertEquals(
        List.of("lvextend --resizefs -L 13m data/a"),
        commands(volume("lv", "a", "size", "13m", "resizefs", true)));
    assertEquals(List.of("lvextend -l 50%VG data/a"), commands(volume("lv", "a", "size", "50%VG")));
    assertEquals(List.of("lvextend -L +8m data/a"), commands(volume("lv", "a", "size", "+8m")));
    assertEquals(
        List.of("lvreduce --force -L 8m data/a"),
        commands(volume("lv", "a", "size", "8m", "force", true)));
    assertEquals(
        "Sorry, no shrinking of a without force=true.", because(volume("lv", "a", "size", "8m")));
    assertEquals(
        "Sorry, no shrinking of a to 0 permitted.",
        because(volume("lv", "a", "size", "-12m", "force", true)));
    assertInstanceOf(Plan.Unchanged.class, volume("lv", "a", "size", "8m", "shrink", false));
    assertEquals(
        "Logical Volume a could not be extended. Not enough free space left (1061158912b required"
            + " / 536870912b available)",
        because(volume("lv", "a", "size", "1g")));
  }

  @Test
  void volumesAreRemovedByForceAlone() {
    assertEquals(
        "Sorry, no removal of logical volume a without force=true.",
        because(volume("lv", "a", "state", "absent")));
    assertEquals(
        List.of("lvremove --force data/a"),
        commands(volume("lv", "a", "state", "absent", "force", true)));
    assertInstanceOf(Plan.Unchanged.class, volume("lv", "z", "state", "absent"));
    assertEquals(
        "Volume group nosuch does not exist.",
        because(plan(DATA, task(Lvol.class, "vg", "nosuch", "lv", "a", "size", "1m"))));
  }

  @Test
  void sizesThatAreNone() {
    Map.of(
            "big", "Bad size specification of 'bi'",
            "10x", "Bad size specification of '10x'",
            "110%VG", "Size percentage cannot be larger than 100%",
            "10%FOO", "Specify extents as a percentage of VG|PVS|FREE|ORIGIN")
        .forEach(
            (size, told) ->
                assertEquals(
                    told,
                    assertThrows(BadParameter.class, () -> LvolSize.parse(size)).getMessage()));
  }
}
