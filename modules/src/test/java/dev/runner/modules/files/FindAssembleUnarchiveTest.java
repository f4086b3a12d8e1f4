package dev.runner.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.BadParameter;
import dev.runner.module.Content;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.RemotePath;
import dev.runner.module.Showing;
import dev.runner.module.testing.FakeControlFile;
import dev.runner.module.testing.FakeHost;
import dev.runner.modules.Tasks;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FindAssembleUnarchiveTest {
  private final FakeHost host =
      FakeHost.named("web1").self("root").clock(Instant.parse("2026-01-01T00:00:00Z"));

  private static Find find(List<String> patterns, String size, Optional<Integer> limit) {
    return find("/srv", patterns, size, limit);
  }

  private static Find find(
      String path, List<String> patterns, String size, Optional<Integer> limit) {
    return new Find(
        Optional.of(List.of(path)),
        patterns,
        List.of("no*"),
        Optional.empty(),
        false,
        Find.FileType.FILE,
        Optional.empty(),
        Find.AgeStamp.MTIME,
        Optional.of(size),
        true,
        false,
        false,
        false,
        ChecksumAlgorithm.SHA1,
        false,
        Optional.empty(),
        Optional.empty(),
        true,
        Optional.empty(),
        limit);
  }

  private List<Object> found(Find find) {
    Plan.Learned learned = assertInstanceOf(Plan.Learned.class, find.plan(host));
    List<?> files = (List<?>) learned.values().getOrDefault("files", List.of());
    return files.stream().<Object>map(each -> ((Map<?, ?>) each).get("path")).toList();
  }

  @Test
  void whatIsTooDeepIsExaminedAndNotFound() {
    host.directory("/deep").directory("/deep/a").file("/deep/a/b", "").file("/deep/c", "");
    host.answering("stat -c %b -- /deep/c /deep/a", "0\n8\n");
    Plan.Learned plan =
        assertInstanceOf(
            Plan.Learned.class,
            Tasks.task(
                    Find.class,
                    "paths",
                    List.of("/deep"),
                    "recurse",
                    true,
                    "depth",
                    1,
                    "file_type",
                    Find.FileType.ANY)
                .plan(host));
    assertEquals(2L, plan.values().get("matched"));
    assertEquals(3L, plan.values().get("examined"));
  }

  private static Unarchive unarchive(String... options) {
    return Tasks.task(
        Unarchive.class,
        "src",
        new Unread("/a.tar"),
        "dest",
        "/srv",
        "extra_opts",
        List.of(options));
  }

  @Test
  void optionsThatUnpackElsewhereAreRefused() {
    for (String option : List.of("-C/etc", "-d/etc", "-Pv", "--dir=/etc", "--absolute-n", "-C")) {
      assertThrows(BadParameter.class, () -> unarchive(option), option);
    }
    unarchive("--strip-components=1", "--transform", "s/^xxx/yyy/", "-v");
  }

  @Test
  void findsByNameAndSizeWhatIsNearerFirst() {
    host.directory("/srv")
        .directory("/srv/a")
        .file("/srv/a/deep.txt", "12345")
        .file("/srv/top.txt", "12345")
        .file("/srv/.hidden.txt", "12345")
        .file("/srv/not.txt", "12345")
        .file("/srv/small.txt", "1")
        .answering("stat", command -> command.toString().startsWith("stat"), Output.of(0, "", ""));
    assertEquals(
        List.of("/srv/top.txt", "/srv/a/deep.txt"),
        found(find(List.of("*.txt"), "5", Optional.empty())));
    assertEquals(List.of("/srv/top.txt"), found(find(List.of("*.txt"), "5b", Optional.of(1))));
    assertEquals(List.of("/srv/small.txt"), found(find(List.of("s[!x]*"), "-1", Optional.empty())));
  }

  @Test
  void aFoundFileTellsWhoseItIsBeforeWhatTheyMayDo() {
    host.directory("/srv").file("/srv/a", "x").answering("stat -c %b -- /srv/a", "8\n");
    Plan.Learned plan =
        assertInstanceOf(
            Plan.Learned.class, find("/srv", List.of(), "0", Optional.empty()).plan(host));
    Map<?, ?> file = (Map<?, ?>) ((List<?>) plan.values().get("files")).getFirst();
    List<String> names = file.keySet().stream().map(String::valueOf).toList();
    assertEquals(
        List.of("ctime", "gr_name", "pw_name", "wusr"),
        names.subList(names.indexOf("ctime"), names.indexOf("wusr") + 1));
  }

  @Test
  void whatIsNoDirectoryIsToldAsItWasGiven() {
    host.absent("/srv/none");
    Plan plan = find("/srv/none/", List.of(), "1", Optional.empty()).plan(host);
    Plan.Learned learned = assertInstanceOf(Plan.Learned.class, plan);
    assertEquals(
        Map.of("/srv/none/", "'/srv/none/' is not a directory"),
        learned.values().get("skipped_paths"));
    assertEquals(
        List.of(
            "Skipped '/srv/none/' path due to this access issue: '/srv/none/' is not a directory"),
        learned.warnings());
  }

  @Test
  void refusesMeasuresThatItCannotRead() {
    assertThrows(BadParameter.class, () -> find(List.of(), "5x", Optional.empty()));
    assertThrows(BadParameter.class, () -> find(List.of(), "5", Optional.of(0)));
  }

  @Test
  void putsPiecesTogetherOnLinesOfTheirOwn() {
    TreeMap<String, Content> pieces = new TreeMap<>();
    pieces.put("2", Content.of("two\n"));
    pieces.put("1", Content.of("one"));
    pieces.put("3", Content.of("three").asSecret());
    Content whole = new Fragments(pieces, Optional.of("-\\x2d\\n\\101")).together();
    assertEquals("one\n--\nA\ntwo\n--\nA\nthree", whole.lenientText());
    assertTrue(whole.isSecret());
  }

  private static Unarchive unarchive(List<String> options) {
    return new Unarchive(
        FakeControlFile.of("/a.tgz", "archive"),
        RemotePath.of("/srv"),
        Optional.empty(),
        Optional.empty(),
        Optional.of(RemotePath.of("/srv/done")),
        List.of("*.o"),
        List.of(),
        options,
        false,
        true,
        true,
        true,
        65536,
        Permissions.NONE,
        Labels.NONE);
  }

  private FakeHost unpacking(String differing) {
    return host.directory("/srv")
        .absent("/srv/done")
        .answering(
            "trial",
            each -> each.toString().contains("sha1sum"),
            Output.of(0, "1f8b0800\n" + differing + "//\n./a\n//\n", ""));
  }

  @Test
  void unpacksWhatDiffers() {
    Plan plan = unarchive(List.of()).plan(unpacking("regular file 644 0 0 1 5 ./a\n"));
    assertEquals(
        List.of(
            "unpack /a.tgz into /srv",
            "  $ tar -x -z -f /tmp/scratch/a.tgz -C /srv '--exclude=*.o'"),
        Showing.lines(plan));
  }

  @Test
  void leavesWhatIsThere() {
    Plan.Unchanged plan =
        assertInstanceOf(Plan.Unchanged.class, unarchive(List.of()).plan(unpacking("")));
    assertEquals(List.of("a"), plan.values().get("files"));
    host.file("/srv/done", "");
    assertInstanceOf(Plan.Unchanged.class, unarchive(List.of()).plan(host));
  }

  @Test
  void anArchiveOfTheHostCostsOneRoundTrip() {
    Unarchive task =
        Tasks.task(
            Unarchive.class,
            "src",
            new Unread("/a.tgz"),
            "dest",
            "/srv",
            "remote_src",
            true,
            "mode",
            "0644");
    FakeHost fake = unpacking("").file("/a.tgz", "archive");
    assertInstanceOf(Plan.Unchanged.class, task.plan(fake));
    assertEquals(1, fake.roundTrips());
  }

  @Test
  void aMissingProgramIsNamed() {
    host.directory("/srv")
        .absent("/srv/done")
        .answering("trial", each -> true, Output.of(71, "504b0304\n", ""));
    Plan plan = unarchive(List.of()).plan(host);
    assertEquals(
        "Unable to find required 'unzip' binary in the path.",
        assertInstanceOf(Plan.Refused.class, plan).because());
  }

  @Test
  void refusesOptionsThatLeadElsewhere() {
    assertThrows(BadParameter.class, () -> unarchive(List.of("-P")));
    assertThrows(BadParameter.class, () -> unarchive(List.of("--directory=/")));
  }

  private List<String> labelled(String flags, String present) {
    Labels labels =
        new Labels(
            Optional.of(flags),
            Optional.empty(),
            Optional.empty(),
            Optional.of("etc_t"),
            Optional.empty());
    FakeHost fake =
        FakeHost.named("web2")
            .answering(
                "flags", each -> each.toString().contains("lsattr"), Output.of(0, present, ""))
            .answering(
                "context",
                each -> each.toString().contains("selinux"),
                Output.of(0, "u:r:etc_t:s0\nu:r:usr_t:s0\n", ""));
    return Showing.lines(
        labels.over(fake, RemotePath.of("/etc/f"), () -> Plan.unchanged("it is so")));
  }

  @Test
  void noFlagsToSetAreNoneToTakeAway() {
    Labels labels =
        new Labels(
            Optional.of(""),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertEquals(Labels.NONE, labels);
  }

  @Test
  void setsFlagsAndContextsThatDiffer() {
    List<String> context =
        List.of("set the SELinux context of /etc/f", "  $ chcon -h -t etc_t -- /etc/f");
    assertEquals(context, labelled("+i", "----i---e--- /etc/f\n"));
    assertEquals(context, labelled("-a", "----i---e--- /etc/f\n"));
    assertEquals("  $ chattr =a /etc/f", labelled("a", "----i---e--- /etc/f\n").getLast());
    assertEquals("  $ chattr -i /etc/f", labelled("-i", "----i---e--- /etc/f\n").get(1));
  }
}
