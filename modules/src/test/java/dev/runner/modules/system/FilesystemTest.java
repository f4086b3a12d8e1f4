package dev.runner.modules.system;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runner.module.BadParameter;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.testing.FakeHost;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What `filesystem` makes of what a host says of a device.
class FilesystemTest {
  @TempDir private Path folder;

  private static final String EMPTY = "size 10485760\ntype\nuuid\nmount\n";
  private static final String EXT4 = "size 10485760\ntype ext4\nuuid 12-ab\nmount\n";

  private static Filesystem on(Object... more) {
    Object[] all = java.util.Arrays.copyOf(more, more.length + 2);
    all[more.length] = "dev";
    all[more.length + 1] = RemotePath.of("/dev/vdb1");
    return task(Filesystem.class, all);
  }

  private static Plan plan(String said, Object... parameters) {
    return on(parameters)
        .plan(
            FakeHost.named("web1")
                .answering("what it is", command -> true, Output.of(0, said, "")));
  }

  private static String command(Plan plan) {
    Plan.Changes changes = assertInstanceOf(Plan.Changes.class, plan);
    return assertInstanceOf(Step.Run.class, changes.steps().getFirst()).command().toString();
  }

  @Test
  void makesOneWhereThereIsNone() {
    assertEquals(
        "mkfs.ext4 -F -U 34-cd -m 1 /dev/vdb1",
        command(plan(EMPTY, "fstype", Filesystem.Type.EXT4, "opts", "-m 1", "uuid", "34-cd")));
    assertEquals("mkswap -f /dev/vdb1", command(plan(EMPTY, "fstype", Filesystem.Type.SWAP)));
    assertEquals(
        "mkfs.xfs -f -m uuid=34-cd /dev/vdb1",
        command(plan(EMPTY, "fstype", Filesystem.Type.XFS, "uuid", "34-cd")));
    assertEquals("pvcreate -y -f /dev/vdb1", command(plan(EMPTY, "fstype", Filesystem.Type.LVM)));
  }

  @Test
  void leavesOneOfTheKindAndSparesOneOfAnother() {
    assertInstanceOf(Plan.Unchanged.class, plan(EXT4, "fstype", Filesystem.Type.EXT4));
    assertInstanceOf(Plan.Unchanged.class, plan(EXT4, "fstype", Filesystem.Type.EXT4DEV));
    assertInstanceOf(
        Plan.Unchanged.class,
        plan(EXT4.replace("ext4", "LVM2_member"), "fstype", Filesystem.Type.LVM));
    assertInstanceOf(Plan.Refused.class, plan(EXT4, "fstype", Filesystem.Type.XFS));
    assertEquals(
        "mkfs.xfs -f /dev/vdb1", command(plan(EXT4, "fstype", Filesystem.Type.XFS, "force", true)));
    assertEquals(
        "mkfs.ext4 -F /dev/vdb1",
        command(plan(EXT4, "fstype", Filesystem.Type.EXT4, "force", true)));
  }

  @Test
  void letsOneGrowThatIsShorterThanItsDevice() {
    Object[] wish = {"fstype", Filesystem.Type.EXT4, "resizefs", true};
    assertEquals("resize2fs /dev/vdb1", command(plan(EXT4 + "has 9437184\nblock 1024\n", wish)));
    assertInstanceOf(Plan.Unchanged.class, plan(EXT4 + "has 10485000\nblock 1024\n", wish));
    assertInstanceOf(Plan.Refused.class, plan(EXT4, wish));
    String xfs = EXT4.replace("ext4", "xfs") + "has 9437184\nblock 4096\n";
    Object[] same = {"fstype", Filesystem.Type.XFS, "resizefs", true};
    assertInstanceOf(Plan.Refused.class, plan(xfs, same));
    assertEquals("xfs_growfs /srv", command(plan(xfs.replace("mount", "mount /srv"), same)));
    assertInstanceOf(
        Plan.Refused.class,
        plan(EXT4.replace("ext4", "swap"), "fstype", Filesystem.Type.SWAP, "resizefs", true));
  }

  @Test
  void givesAnotherUuid() {
    assertEquals(
        "tune2fs -U 34-cd /dev/vdb1",
        command(plan(EXT4, "fstype", Filesystem.Type.EXT4, "uuid", "34-cd")));
    assertInstanceOf(
        Plan.Unchanged.class, plan(EXT4, "fstype", Filesystem.Type.EXT4, "uuid", "12-AB"));
    assertInstanceOf(
        Plan.Refused.class,
        plan(EXT4.replace("ext4", "vfat"), "fstype", Filesystem.Type.VFAT, "uuid", "34-cd"));
  }

  @Test
  void wipesIt() {
    Object[] wish = {"state", Filesystem.State.ABSENT};
    assertEquals("wipefs --all /dev/vdb1", command(plan(EXT4, wish)));
    assertInstanceOf(Plan.Unchanged.class, plan(EMPTY, wish));
    assertInstanceOf(Plan.Unchanged.class, plan("missing\n", wish));
  }

  @Test
  void refusesWhatCannotBe() {
    assertInstanceOf(Plan.Refused.class, plan("missing\n", "fstype", Filesystem.Type.EXT4));
    assertInstanceOf(
        Plan.Refused.class, plan(EMPTY + "lacks mkfs.f2fs\n", "fstype", Filesystem.Type.F2FS));
    assertThrows(BadParameter.class, () -> on());
    assertThrows(BadParameter.class, () -> on("fstype", Filesystem.Type.UFS));
    assertThrows(BadParameter.class, () -> on("fstype", Filesystem.Type.EXT4, "label", "one:two"));
    assertThrows(
        BadParameter.class,
        () -> on("fstype", Filesystem.Type.EXT4, "resizefs", true, "uuid", "random"));
  }

  /// What the script says of a file where `blkid` is this program.
  private Plan seen(String blkid, Object... parameters) throws Exception {
    Path device = Files.write(folder.resolve("device"), new byte[4096]);
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path program = bin.resolve("blkid");
    Files.deleteIfExists(program);
    if (!blkid.isEmpty()) {
      Files.writeString(program, "#!/bin/sh\n" + blkid + "\n");
      Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    for (String name : List.of("wc", "awk", "readlink", "mkfs.ext4", "wipefs")) {
      Path real = Path.of("/usr/bin", name);
      Files.deleteIfExists(bin.resolve(name));
      Files.createSymbolicLink(
          bin.resolve(name), Files.exists(real) ? real : Path.of("/usr/bin/true"));
    }
    ProcessBuilder look =
        new ProcessBuilder(
            "/bin/sh", "-c", Filesystem.LOOK, "filesystem", device.toString(), "mkfs.ext4", "");
    look.environment().put("PATH", bin.toString());
    Process said = look.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    return plan(
        new String(said.getInputStream().readAllBytes(), StandardCharsets.UTF_8), parameters);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // not there
        "echo 'usage: blkid [device]' >&2; exit 1", // BusyBox
        "case $1 in -p) exit 8 ;; *) exit 2 ;; esac", // several signatures
        "case $1 in -p) echo gpt ;; *) exit 2 ;; esac"
      })
  void neverMakesOneOverWhatItCannotSeeOrTell(String blkid) throws Exception {
    assertInstanceOf(Plan.Refused.class, seen(blkid, "fstype", Filesystem.Type.EXT4));
  }

  @Test
  void leavesATableOfPartitionsAloneWhereNoFileSystemIsToBe() throws Exception {
    String gpt = "case $1 in -p) echo gpt ;; *) exit 2 ;; esac";
    assertInstanceOf(Plan.Unchanged.class, seen(gpt, "state", Filesystem.State.ABSENT));
    assertInstanceOf(Plan.Changes.class, seen("echo xfs", "state", Filesystem.State.ABSENT));
  }

  @Test
  void makesOneOverWhatIsSurelyEmpty() throws Exception {
    assertInstanceOf(Plan.Changes.class, seen("exit 2", "fstype", Filesystem.Type.EXT4));
    assertInstanceOf(Plan.Refused.class, seen("echo xfs", "fstype", Filesystem.Type.EXT4));
  }
}
