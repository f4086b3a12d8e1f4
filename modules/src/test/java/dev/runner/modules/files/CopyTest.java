package dev.runner.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.BadParameter;
import dev.runner.module.Content;
import dev.runner.module.FileMode;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.RemotePath;
import dev.runner.module.Showing;
import dev.runner.module.SourceMode;
import dev.runner.module.SourcePath;
import dev.runner.module.testing.FakeControlFile;
import dev.runner.module.testing.FakeHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Golden plans of `copy`.
class CopyTest {
  @TempDir Path temp = Path.of("");
  private final FakeHost host = FakeHost.named("web1").directory("/srv");

  private record Task(
      Optional<SourcePath> src,
      Optional<Content> content,
      String dest,
      Optional<SourceMode> mode,
      boolean remote,
      boolean force,
      boolean backup,
      Optional<String> validate,
      Optional<Boolean> followed) {
    static Task content(String text, String dest) {
      return new Task(
          Optional.empty(),
          Optional.of(Content.of(text)),
          dest,
          Optional.empty(),
          false,
          true,
          false,
          Optional.empty(),
          Optional.empty());
    }

    static Task file(SourcePath src, String dest) {
      return new Task(
          Optional.of(src),
          Optional.empty(),
          dest,
          Optional.empty(),
          false,
          true,
          false,
          Optional.empty(),
          Optional.empty());
    }

    Task onHost() {
      return new Task(src, content, dest, mode, true, force, backup, validate, followed);
    }

    Task mode(SourceMode wanted) {
      return new Task(
          src, content, dest, Optional.of(wanted), remote, force, backup, validate, followed);
    }

    Task gentle() {
      return new Task(src, content, dest, mode, remote, false, backup, validate, followed);
    }

    Task keeping() {
      return new Task(src, content, dest, mode, remote, force, true, validate, followed);
    }

    Task validated(String command) {
      return new Task(
          src, content, dest, mode, remote, force, backup, Optional.of(command), followed);
    }

    Task linked() {
      return new Task(
          src, content, dest, mode, remote, force, backup, validate, Optional.of(false));
    }

    Task following() {
      return new Task(src, content, dest, mode, remote, force, backup, validate, Optional.of(true));
    }

    Copy build() {
      return new Copy(
          src,
          content,
          Optional.of(RemotePath.of(dest)),
          Optional.empty(),
          Optional.empty(),
          mode,
          Optional.empty(),
          remote,
          force,
          backup,
          false,
          followed,
          Optional.empty(),
          validate,
          true,
          false,
          Labels.NONE);
    }
  }

  private List<String> plan(Task task) {
    return Showing.lines(task.build().plan(host));
  }

  private Finished settles(Task task) {
    Finished done = assertInstanceOf(Finished.class, host.apply(task.build().plan(host)));
    assertTrue(done.changed() && !done.failed(), done.message());
    assertInstanceOf(Plan.Unchanged.class, task.build().plan(host));
    return done;
  }

  @Test
  void writesContentAndShowsTheDifference() {
    host.file("/srv/f", "old\n");
    Task task = Task.content("new\n", "/srv/f");
    assertEquals(
        List.of(
            "change /srv/f", "  --- /srv/f", "  +++ /srv/f", "  @@ -1 +1 @@", "  -old", "  +new"),
        plan(task));
    Finished done = settles(task);
    assertEquals(
        "a94a8fe5ccb19ba61c4c0873d391e987982fbbd3".length(),
        String.valueOf(done.values().get("checksum")).length());
    assertEquals("new\n", host.text("/srv/f"));
  }

  @Test
  void noChangeIsOneRoundTrip() {
    host.file("/srv/f", "same\n", 0640);
    Plan plan =
        Task.content("same\n", "/srv/f").mode(SourceMode.of(FileMode.of(0640))).build().plan(host);
    assertInstanceOf(Plan.Unchanged.class, plan);
    assertEquals(1, host.roundTrips());
  }

  @Test
  void goesIntoADirectoryThatExistsOrIsMeant() throws IOException {
    Path file = Files.writeString(temp.resolve("a.conf"), "a\n");
    SourcePath src = FakeControlFile.onDisk("a.conf", file);
    settles(Task.file(src, "/srv"));
    assertEquals("a\n", host.text("/srv/a.conf"));
    settles(Task.file(src, "/srv/new/"));
    assertEquals("a\n", host.text("/srv/new/a.conf"));
    host.absent("/none").absent("/none/x");
    assertTrue(plan(Task.file(src, "/none/x")).getFirst().contains("/none does not exist"));
  }

  @Test
  void preservesTheModeOfTheSource() throws IOException {
    Path file = Files.writeString(temp.resolve("run"), "x");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x---"));
    Task task =
        Task.file(FakeControlFile.onDisk("run", file), "/srv/run").mode(SourceMode.PRESERVE);
    settles(task);
    assertEquals(0750, host.stat(RemotePath.of("/srv/run")).mode());
  }

  @Test
  void withoutForceWhatIsThereStays() {
    host.file("/srv/f", "mine\n");
    Plan.Unchanged plan =
        assertInstanceOf(
            Plan.Unchanged.class, Task.content("new\n", "/srv/f").gentle().build().plan(host));
    assertEquals("/srv/f exists, and force is off", plan.because());
  }

  @Test
  void keepsTheOldFileAndTellsWhere() {
    host.file("/srv/f", "old\n");
    Finished done = settles(Task.content("new\n", "/srv/f").keeping());
    String kept = String.valueOf(done.values().get("backup_file"));
    assertEquals("old\n", host.text(kept));
  }

  @Test
  void aFileThatIsNoGoodIsNotPutInPlace() {
    host.file("/srv/f", "old\n").answering("check '%s'", Output.of(1, "", "line 1 is wrong"));
    host.answering("check %s", Output.of(1, "", "line 1 is wrong"));
    Finished done =
        assertInstanceOf(
            Finished.class,
            host.apply(Task.content("new\n", "/srv/f").validated("check %s").build().plan(host)));
    assertTrue(done.failed());
    assertEquals("old\n", host.text("/srv/f"));
    assertThrows(BadParameter.class, () -> Task.content("x", "/srv/f").validated("check").build());
  }

  @Test
  void theOnlyFileOfATreeIsTheDestination() throws IOException {
    Path tree = Files.createDirectories(temp.resolve("lone/sub")).getParent();
    Files.writeString(tree.resolve("sub/b"), "b\n");
    Task task = Task.file(FakeControlFile.onDisk("lone", tree), "/srv");
    Plan.Changes plan = assertInstanceOf(Plan.Changes.class, task.build().plan(host));
    assertEquals("/srv/lone/sub/b", plan.predicted().get("dest"));
    Files.writeString(tree.resolve("a"), "a\n");
    plan = assertInstanceOf(Plan.Changes.class, task.build().plan(host));
    assertEquals("/srv/", plan.predicted().get("dest"));
  }

  @Test
  void copiesATreeWhole() throws IOException {
    Path tree = Files.createDirectories(temp.resolve("tree/sub/deep")).getParent().getParent();
    Files.writeString(tree.resolve("a"), "a\n");
    Files.writeString(tree.resolve("sub/b"), "b\n");
    settles(Task.file(FakeControlFile.onDisk("tree", tree), "/srv"));
    assertEquals("b\n", host.text("/srv/tree/sub/b"));
    assertTrue(host.stat(RemotePath.of("/srv/tree/sub/deep")).isDirectory());
    settles(Task.file(FakeControlFile.onDisk("tree/", tree), "/srv/flat"));
    assertEquals("a\n", host.text("/srv/flat/a"));
  }

  @Test
  void copiesOnTheHost() {
    host.file("/srv/from", "x\n", 0755);
    Task task = Task.file(FakeControlFile.of("/srv/from", ""), "/srv/to").onHost();
    settles(task);
    assertEquals("x\n", host.text("/srv/to"));
    host.absent("/srv/none");
    assertEquals(
        "refused: Source /srv/none not found",
        plan(Task.file(FakeControlFile.of("/srv/none", ""), "/srv/to").onHost()).getFirst());
  }

  @Test
  void aCopyOnTheHostDoesNotTakeTheModeAlongUnasked() {
    host.file("/srv/from", "x\n", 0755).file("/srv/old", "y\n", 0600);
    SourcePath from = FakeControlFile.of("/srv/from", "");
    settles(Task.file(from, "/srv/to").onHost());
    assertEquals(0644, host.stat(RemotePath.of("/srv/to")).mode());
    settles(Task.file(from, "/srv/old").onHost());
    assertEquals(0600, host.stat(RemotePath.of("/srv/old")).mode());
    settles(Task.file(from, "/srv/to").onHost().mode(SourceMode.PRESERVE));
    assertEquals(0755, host.stat(RemotePath.of("/srv/to")).mode());
  }

  @Test
  void linksInATreeAreFollowedOrKept() throws IOException {
    Path tree = Files.createDirectory(temp.resolve("t"));
    Files.writeString(tree.resolve("a"), "a\n");
    Files.createSymbolicLink(tree.resolve("l"), Path.of("a"));
    settles(Task.file(FakeControlFile.onDisk("t/", tree), "/srv/followed"));
    assertTrue(host.lstat(RemotePath.of("/srv/followed/l")).isFile());
    settles(Task.file(FakeControlFile.onDisk("t/", tree), "/srv/kept").linked());
    assertEquals(Optional.of("a"), host.lstat(RemotePath.of("/srv/kept/l")).target());
  }

  @Test
  void linksThatLeadBackOrNowhereStayLinks() throws IOException {
    Path tree = Files.createDirectories(temp.resolve("t/sub")).getParent();
    Path other = Files.createDirectory(temp.resolve("other"));
    Files.createSymbolicLink(tree.resolve("sub/up"), Path.of("../sub/.."));
    Files.createSymbolicLink(tree.resolve("self"), Path.of("self"));
    Files.createSymbolicLink(tree.resolve("none"), Path.of("nowhere"));
    Files.createSymbolicLink(tree.resolve("out"), other);
    Files.createSymbolicLink(other.resolve("back"), Path.of("../t"));
    settles(Task.file(FakeControlFile.onDisk("t/", tree), "/srv/t"));
    assertEquals(Optional.of("../sub/.."), host.lstat(RemotePath.of("/srv/t/sub/up")).target());
    assertEquals(Optional.of("self"), host.lstat(RemotePath.of("/srv/t/self")).target());
    assertEquals(Optional.of("nowhere"), host.lstat(RemotePath.of("/srv/t/none")).target());
    assertTrue(host.lstat(RemotePath.of("/srv/t/out")).isDirectory());
    assertEquals(Optional.of("../t"), host.lstat(RemotePath.of("/srv/t/out/back")).target());
  }

  @Test
  void linksInATreeOfTheHostAreFollowedOrKept() {
    host.directory("/srv/t").directory("/srv/t/sub").file("/srv/t/a", "a\n");
    host.directory("/srv/o").file("/srv/o/b", "b\n");
    host.link("/srv/t/l", "a").link("/srv/t/none", "nowhere").link("/srv/t/out", "../o");
    host.link("/srv/t/sub/up", "..");
    Task task = Task.file(FakeControlFile.of("/srv/t/", ""), "/srv/followed").onHost();
    settles(task.following());
    assertTrue(host.lstat(RemotePath.of("/srv/followed/l")).isFile());
    assertEquals("b\n", host.text("/srv/followed/out/b"));
    assertEquals(Optional.of("nowhere"), host.lstat(RemotePath.of("/srv/followed/none")).target());
    assertEquals(Optional.of(".."), host.lstat(RemotePath.of("/srv/followed/sub/up")).target());
    settles(Task.file(FakeControlFile.of("/srv/t/", ""), "/srv/kept").onHost());
    assertEquals(Optional.of("../o"), host.lstat(RemotePath.of("/srv/kept/out")).target());
  }

  @Test
  void aTreeThatIsCopiedOnTheHostHasItsModes() {
    host.directory("/srv/t", 0700, "root", "root").directory("/srv/t/sub", 0555, "root", "root");
    host.file("/srv/t/sub/a", "a", 0750);
    Task task = Task.file(FakeControlFile.of("/srv/t/", ""), "/srv/new").onHost();
    settles(task);
    assertEquals(List.of(0700, 0555, 0750), modes("/srv/new", "/srv/new/sub", "/srv/new/sub/a"));
    settles(task.mode(SourceMode.of(new FileMode("0711"))));
    assertEquals(List.of(0711, 0555, 0750), modes("/srv/new", "/srv/new/sub", "/srv/new/sub/a"));
  }

  @Test
  void aDirectoryThatIsCopiedOnTheHostIntoANewOneLeavesItsModeToThatOne() {
    host.directory("/srv/t", 0700, "root", "root").file("/srv/t/a", "a", 0600);
    Task task = Task.file(FakeControlFile.of("/srv/t", ""), "/srv/new").onHost();
    host.apply(task.mode(SourceMode.of(new FileMode("0711"))).build().plan(host));
    assertEquals(List.of(0711, 0700, 0600), modes("/srv/new", "/srv/new/t", "/srv/new/t/a"));
  }

  private List<Integer> modes(String... paths) {
    return Stream.of(paths).map(path -> host.lstat(RemotePath.of(path)).mode()).toList();
  }

  @Test
  void aTreeOfTheHostIsNotCopiedOverWhatIsNone() {
    host.directory("/srv/t").directory("/srv/t/d").file("/srv/t/f", "f").file("/srv/file", "");
    SourcePath tree = FakeControlFile.of("/srv/t/", "");
    assertEquals(
        "refused: /srv/t/ is a directory, and /srv/file is none",
        plan(Task.file(tree, "/srv/file").onHost()).getFirst());
    assertInstanceOf(
        Plan.Unchanged.class, Task.file(tree, "/srv/file").onHost().gentle().build().plan(host));
    host.directory("/srv/one").file("/srv/one/d", "");
    assertEquals(
        "refused: /srv/t/d is a directory, and /srv/one/d is a file",
        plan(Task.file(tree, "/srv/one").onHost()).getFirst());
    host.directory("/srv/two").directory("/srv/two/f");
    assertEquals(
        "refused: /srv/t/f is a file, and /srv/two/f is a directory",
        plan(Task.file(tree, "/srv/two").onHost()).getFirst());
  }

  @Test
  void aSecretIsNotShown() {
    host.file("/srv/f", "old\n");
    Task task =
        new Task(
            Optional.empty(),
            Optional.of(Content.of("pw\n").asSecret()),
            "/srv/f",
            Optional.empty(),
            false,
            true,
            false,
            Optional.empty(),
            Optional.empty());
    assertEquals(List.of("change /srv/f", "  (the content is secret, and differs)"), plan(task));
  }
}
