package dev.runner.modules.facts;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.BadParameter;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.testing.FakeHost;
import dev.runner.modules.site.ThisMachine;
import dev.runner.values.None;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountFactsTest {
  private static final String FSTAB =
      """
      # what is mounted
      UUID=1234 / ext4 errors=remount-ro 0 1
      nas:/my\\040files /srv/files nfs defaults 0 0
      nas:/old /srv/files nfs4 ro
      """;
  private static final Output SOURCES =
      Output.of(
          0,
          "\n\u0001source /etc/fstab\n" + FSTAB + "\n\u0001uuids\n/dev/sda1 1234\n/dev/sdb1 5678\n",
          "");
  private static final Output SIZES = Output.of(0, "4096 4096 1000 400 64 32\nlate\n", "");

  private final FakeHost host =
      FakeHost.named("web1")
          .answering("sources", command -> command.toString().contains(" mounts "), SOURCES)
          .answering("sizes", command -> command.toString().contains(" sizes "), SIZES);

  private static Map<?, ?> facts(Plan plan) {
    return assertInstanceOf(
        Map.class, assertInstanceOf(Plan.Learned.class, plan).values().get("ansible_facts"));
  }

  private static Map<?, ?> at(Object map, String key) {
    return assertInstanceOf(Map.class, assertInstanceOf(Map.class, map).get(key));
  }

  @Test
  void theFirstOfAMountPointCounts() {
    Plan plan =
        task(MountFacts.class, "sources", List.of("static"), "on_timeout", "warn").plan(host);
    Map<?, ?> root = at(at(facts(plan), "mount_points"), "/");
    assertEquals("UUID=1234", root.get("device"));
    assertEquals("1234", root.get("uuid"));
    assertEquals(1L, root.get("passno"));
    assertEquals(4_096_000L, root.get("size_total"));
    assertEquals(600L, root.get("block_used"));
    assertEquals("/etc/fstab", at(root, "ansible_context").get("source"));
    Map<?, ?> files = at(at(facts(plan), "mount_points"), "/srv/files");
    assertEquals("nas:/my files", files.get("device"));
    assertEquals(
        "nas:/my\\040files /srv/files nfs defaults 0 0",
        at(files, "ansible_context").get("source_data"));
    assertEquals(None.NONE, files.get("uuid"));
    assertEquals(List.of(), facts(plan).get("aggregate_mounts"));
    assertEquals(2, assertInstanceOf(Plan.Learned.class, plan).warnings().size());
  }

  @Test
  void whatDoesNotAnswerInTimeFails() {
    Plan plan = task(MountFacts.class, "timeout", 5.0).plan(host);
    assertEquals(
        "Timed out getting mount size for mount /srv/files (type nfs)",
        assertInstanceOf(Plan.Refused.class, plan).because());
  }

  @Test
  void patternsChoose() {
    Plan plan =
        task(
                MountFacts.class,
                "devices",
                List.of("[!/U]*"),
                "fstypes",
                List.of("nfs?"),
                "include_aggregate_mounts",
                true,
                "on_timeout",
                "ignore")
            .plan(host);
    assertEquals(1, assertInstanceOf(List.class, facts(plan).get("aggregate_mounts")).size());
    assertEquals("ro", at(at(facts(plan), "mount_points"), "/srv/files").get("options"));
  }

  @Test
  void thisMachineHasARootInWhateverTable(@TempDir Path folder) throws IOException {
    Path table = Files.writeString(folder.resolve("tab le"), "tmpfs / tmpfs rw 0 0\n");
    Files.createSymbolicLink(folder.resolve("again"), table);
    Plan plan =
        task(
                MountFacts.class,
                "sources",
                List.of(table.toString(), folder.resolve("again").toString(), "/proc/mounts"),
                "include_aggregate_mounts",
                false)
            .plan(new ThisMachine(folder));
    Map<?, ?> root = at(at(facts(plan), "mount_points"), "/");
    assertEquals(table.toString(), at(root, "ansible_context").get("source"));
    assertTrue(assertInstanceOf(Long.class, root.get("size_total")) > 0);
  }

  @Test
  void tablesAreToldByTheirColumns() {
    assertEquals(
        "/dev/rdsk/c0",
        MountTable.inFile("/dev/dsk/c0 /dev/rdsk/c0 /usr ufs 1 no -\n")
            .getFirst()
            .field("device_to_fsck"));
    assertEquals(
        1693000000L,
        MountTable.inFile("/dev/dsk/c0 /usr ufs rw 1693000000\n").getFirst().fields().get("time"));
    assertEquals(List.of(), MountTable.inFile("ext4\next3\n"));
    assertEquals(
        "local", MountTable.inOutput("/dev/ada0 on / (ufs, local)\n").getFirst().field("options"));
  }

  @Test
  void aTimeoutIsPositive() {
    assertThrows(BadParameter.class, () -> task(MountFacts.class, "timeout", 0.0));
  }
}
