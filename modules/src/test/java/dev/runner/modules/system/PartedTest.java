package dev.runner.modules.system;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.Step;
import dev.runner.module.testing.FakeHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What `parted` does to disks, and above all what it doesn't.
class PartedTest {
  private static final String NOTHING =
      """
      fix
      type
      Error: /dev/vdb: unrecognised disk label
      BYT;
      /dev/vdb:204800kiB:virtblk:512:512:unknown:Virtio Block Device:;
      """;
  private static final String ONE =
      """
      fix
      type
      BYT;
      /dev/vdb:204800kiB:virtblk:512:512:gpt:Virtio Block Device:;
      1:1024kiB:51200kiB:50176kiB:ext4:data:boot, esp;
      """;

  private static Parted partition(Object... words) {
    List<Object> all = new ArrayList<>(List.of("device", "/dev/vdb"));
    all.addAll(List.of(words));
    return task(Parted.class, all.toArray());
  }

  private static Parted present(Object... words) {
    List<Object> all = new ArrayList<>(List.of("number", 1L, "state", Parted.State.PRESENT));
    all.addAll(List.of(words));
    return partition(all.toArray());
  }

  private static FakeHost host(String... looks) {
    return FakeHost.named("web1")
        .answering(
            "the look",
            command -> command.toString().contains("parted --help"),
            java.util.Arrays.stream(looks)
                .map(out -> Output.of(0, out, ""))
                .toArray(Output[]::new));
  }

  private static List<String> commands(Plan plan) {
    return assertInstanceOf(Plan.Changes.class, plan).steps().stream()
        .map(step -> assertInstanceOf(Step.Run.class, step).command())
        .map(Command::toString)
        .map(text -> text.replace("LC_ALL=C ", ""))
        .toList();
  }

  private static String refused(Plan plan) {
    return assertInstanceOf(Plan.Refused.class, plan).because();
  }

  private static final Parted.Label GPT = Parted.Label.GPT;

  @Test
  void makesATableAndAPartitionWhereNothingIs() {
    assertEquals(
        List.of(
            "parted -s -f -m -a optimal /dev/vdb -- unit KiB mklabel gpt mkpart primary ext4 0%"
                + " 50MiB name 1 '\"data\"' set 1 lvm on"),
        commands(
            present(
                    "label",
                    GPT,
                    "part_end",
                    "50MiB",
                    "fs_type",
                    "ext4",
                    "name",
                    "data",
                    "flags",
                    List.of("lvm"))
                .plan(host(NOTHING))));
  }

  @Test
  void leavesWhatIsSo() {
    Plan.Unchanged same =
        assertInstanceOf(
            Plan.Unchanged.class,
            present("label", GPT, "name", "data", "flags", List.of("esp")).plan(host(ONE)));
    assertEquals("[]", String.valueOf(same.values().get("script")));
    assertEquals(
        "[{num=1, begin=1024.0, end=51200.0, size=50176.0, fstype=ext4, name=data,"
            + " flags=[boot, esp], unit=kib}]",
        String.valueOf(same.values().get("partitions")));
    assertEquals("gpt", ((Map<?, ?>) same.values().get("disk")).get("table"));
  }

  @Test
  void changesNameAndFlags() {
    assertEquals(
        List.of(
            "parted -s -f -m -a optimal /dev/vdb -- unit KiB name 1 '\"x\"' set 1 lvm on set 1 boot"
                + " off set 1 esp off"),
        commands(present("label", GPT, "name", "x", "flags", List.of("lvm")).plan(host(ONE))));
  }

  @Test
  void aPartitionIsOnlyMadeLarger() {
    assertEquals(
        List.of("parted -s -f -m -a optimal /dev/vdb -- unit KiB resizepart 1 100%"),
        commands(present("label", GPT, "resize", true).plan(host(ONE))));
    assertInstanceOf(
        Plan.Unchanged.class,
        present("label", GPT, "resize", true, "part_end", "50MiB").plan(host(ONE)));
    assertTrue(
        refused(present("label", GPT, "resize", true, "part_end", "40MiB").plan(host(ONE)))
            .contains("would be lost"));
    assertTrue(
        refused(present("label", GPT, "resize", true, "part_end", "-1MiB").plan(host(ONE)))
            .contains("can't be compared"));
  }

  @Test
  void nothingIsLostWithATable() {
    assertEquals(
        "/dev/vdb has a table of the kind gpt with 1 partitions, which would be lost",
        refused(present().plan(host(ONE))));
    assertEquals(
        "/dev/vdb is already used as LVM2_member, which would be lost",
        refused(present("label", GPT).plan(host(NOTHING.replace("type\n", "type LVM2_member\n")))));
    assertEquals(
        "what is on /dev/vdb can't be seen",
        refused(present("label", GPT).plan(host(NOTHING.replace("type\n", "blind\n")))));
    assertTrue(
        refused(present("label", GPT).plan(host("plain\ntype\nError: Permission denied\n")))
            .startsWith("Error while getting device information"));
    assertEquals("there is no device /dev/vdb", refused(present().plan(host("missing\n"))));
  }

  @Test
  void numbersAreThoseThatPartedGives() {
    assertTrue(
        refused(
                partition("number", 3L, "state", Parted.State.PRESENT, "label", GPT)
                    .plan(host(ONE)))
            .contains("the number 2, not 3"));
  }

  @Test
  void flagsThatNobodyAskedForAreTakenAway() {
    FakeHost host =
        host(NOTHING, ONE, ONE.replace("boot, esp", "lvm"))
            .answering(
                "parted",
                command -> command.toString().contains("/dev/vdb --"),
                Output.of(0, "", ""));
    Plan plan = present("label", GPT, "flags", List.of("lvm")).plan(host);
    Finished done = assertInstanceOf(Finished.class, host.apply(plan));
    assertTrue(String.valueOf(done.values().get("script")).endsWith("esp, off]"));
    assertTrue(String.valueOf(done.values().get("partitions")).contains("flags=[lvm]"));
  }

  @Test
  void removesAPartition() {
    Parted gone = partition("number", 1L, "state", Parted.State.ABSENT);
    assertEquals(
        List.of("parted -s -f -m -a optimal /dev/vdb -- rm 1"), commands(gone.plan(host(ONE))));
    assertInstanceOf(Plan.Unchanged.class, gone.plan(host(NOTHING)));
  }

  @Test
  void refusesWhatIsNoPlace() {
    assertThrows(BadParameter.class, () -> partition("state", Parted.State.PRESENT));
    assertThrows(BadParameter.class, () -> present("part_end", "5x"));
    assertThrows(BadParameter.class, () -> present("part_start", "0% rm 1"));
    assertThrows(BadParameter.class, () -> present("flags", List.of("-x")));
    assertThrows(BadParameter.class, () -> present("name", "a\" rm 1 \""));
    assertThrows(BadParameter.class, () -> partition("number", 0L));
    assertThrows(BadParameter.class, () -> partition("unit", "kib"));
    assertThrows(BadParameter.class, () -> task(Parted.class, "device", "vdb"));
  }
}
