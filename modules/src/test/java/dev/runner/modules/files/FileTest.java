package dev.runner.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.BadParameter;
import dev.runner.module.FileMode;
import dev.runner.module.Finished;
import dev.runner.module.Plan;
import dev.runner.module.RemotePath;
import dev.runner.module.Showing;
import dev.runner.module.Step;
import dev.runner.module.testing.FakeHost;
import dev.runner.modules.Tasks;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Golden plans of `file` in all its states.
class FileTest {
  private final FakeHost host =
      FakeHost.named("web1").directory("/srv").clock(Instant.parse("2030-01-01T12:00:00Z"));

  private record Task(
      String path,
      Optional<File.State> state,
      Optional<String> src,
      boolean recurse,
      boolean force,
      boolean follow,
      Optional<String> time,
      Permissions permissions) {
    static Task of(String path) {
      return new Task(
          path,
          Optional.empty(),
          Optional.empty(),
          false,
          false,
          true,
          Optional.empty(),
          Permissions.NONE);
    }

    Task state(File.State wanted) {
      return new Task(path, Optional.of(wanted), src, recurse, force, follow, time, permissions);
    }

    Task src(String target) {
      return new Task(path, state, Optional.of(target), recurse, force, follow, time, permissions);
    }

    Task recursive() {
      return new Task(path, state, src, true, force, follow, time, permissions);
    }

    Task forced() {
      return new Task(path, state, src, recurse, true, follow, time, permissions);
    }

    Task time(String text) {
      return new Task(path, state, src, recurse, force, follow, Optional.of(text), permissions);
    }

    Task with(String owner, String mode) {
      return new Task(
          path,
          state,
          src,
          recurse,
          force,
          follow,
          time,
          new Permissions(
              Optional.of(owner).filter(name -> !name.isEmpty()),
              Optional.empty(),
              Optional.of(FileMode.parse(mode)),
              false));
    }

    Task unfollowed() {
      return new Task(path, state, src, recurse, force, false, time, permissions);
    }

    File build() {
      return new File(
          RemotePath.of(path),
          state,
          src,
          recurse,
          force,
          follow ? Optional.empty() : Optional.of(false),
          time,
          "%Y%m%d%H%M.%S",
          time,
          "%Y%m%d%H%M.%S",
          Optional.empty(),
          permissions,
          Labels.NONE);
    }
  }

  private List<String> plan(Task task) {
    return Showing.lines(task.build().plan(host));
  }

  /// Applies, and plans again to no change.
  private void settles(Task task) {
    Finished done = assertInstanceOf(Finished.class, host.apply(task.build().plan(host)));
    assertTrue(done.changed() && !done.failed(), done.message());
    assertInstanceOf(Plan.Unchanged.class, task.build().plan(host));
  }

  @Test
  void makesADirectory() {
    Task task = Task.of("/srv/a/b").state(File.State.DIRECTORY).with("root", "0750");
    assertEquals(List.of("make /srv/a/b", "  owner: root", "  mode: 0750"), plan(task));
    assertEquals(1, host.roundTrips());
    settles(task);
    assertEquals(0750, host.stat(RemotePath.of("/srv/a")).mode());
  }

  @Test
  void changesOnlyWhatDiffersBelowADirectory() {
    host.directory("/srv/t", 0755, "root", "root")
        .directory("/srv/t/sub", 0700, "root", "root")
        .file("/srv/t/a", "", 0640)
        .file("/srv/t/run", "", 0750)
        .link("/srv/t/l", "/etc/passwd");
    Task task = Task.of("/srv/t").state(File.State.DIRECTORY).recursive().with("", "u=rwX,go=rX");
    assertEquals(
        List.of(
            "set mode 0644 of /srv/t/a",
            "  mode: 0640 → 0644",
            "set mode 0755 of /srv/t/run",
            "  mode: 0750 → 0755",
            "set mode 0755 of /srv/t/sub",
            "  mode: 0700 → 0755"),
        plan(task));
    assertEquals(1, host.roundTrips());
    settles(task);
  }

  @Test
  void removesAndIsContent() {
    host.directory("/srv/t").file("/srv/t/x", "");
    assertEquals(List.of("remove /srv/t"), plan(Task.of("/srv/t").state(File.State.ABSENT)));
    settles(Task.of("/srv/t").state(File.State.ABSENT));
  }

  @Test
  void touchesMovesTimesUnlessTheyArePreserved() {
    Task touch = Task.of("/srv/t").state(File.State.TOUCH);
    host.apply(touch.build().plan(host));
    host.clock(Instant.parse("2030-01-01T13:00:00Z"));
    assertInstanceOf(Plan.Changes.class, touch.build().plan(host));
    assertInstanceOf(Plan.Unchanged.class, touch.time("preserve").build().plan(host));
    assertInstanceOf(
        Plan.Changes.class, Task.of("/srv/t").time("now").build().plan(host)); // whatever its times
  }

  @Test
  void whatIsAbsentIsToldAsAbsent() {
    Plan.Refused plan =
        assertInstanceOf(Plan.Refused.class, Task.of("/srv/none").build().plan(host));
    assertEquals("absent", plan.values().get("state"));
    Plan.Refused link =
        assertInstanceOf(
            Plan.Refused.class, Task.of("/srv/none").src("/srv/other").build().plan(host));
    assertEquals("src option requires state to be 'link' or 'hard'", link.because());
  }

  @Test
  void numbersInTimesMayHaveOneDigit() {
    assertEquals(
        Optional.of(Instant.parse("2020-01-01T12:00:00Z")),
        Times.read(
            "access_time",
            "202001011200.0",
            "%Y%m%d%H%M.%S",
            Instant.EPOCH,
            java.time.ZoneOffset.UTC));
  }

  @Test
  void aFileIsNotMade() {
    assertTrue(
        plan(Task.of("/srv/none").with("", "0600"))
            .getFirst()
            .startsWith("refused: file (/srv/none) is absent"));
  }

  @Test
  void linksAndRefusesToPointNowhere() {
    host.file("/srv/target", "");
    Task task = Task.of("/srv/l").state(File.State.LINK).src("target");
    assertEquals(List.of("link /srv/l to target", "  /srv/l -> target"), plan(task));
    assertEquals(1, host.roundTrips());
    settles(task);
    assertTrue(
        plan(Task.of("/srv/m").state(File.State.LINK).src("nowhere"))
            .getFirst()
            .startsWith("refused: src file does not exist"));
    settles(Task.of("/srv/m").state(File.State.LINK).src("nowhere").forced());
  }

  @Test
  void aLinkReplacesAFileOnlyByForce() {
    host.file("/srv/target", "").file("/srv/l", "mine");
    Task task = Task.of("/srv/l").state(File.State.LINK).src("/srv/target");
    assertTrue(plan(task).getFirst().startsWith("refused: refusing to convert from file"));
    settles(task.forced());
  }

  @Test
  void sharesAFile() {
    host.file("/srv/target", "x").file("/srv/other", "y");
    settles(Task.of("/srv/h").state(File.State.HARD).src("/srv/target"));
    assertTrue(
        plan(Task.of("/srv/other").state(File.State.HARD).src("/srv/target"))
            .getFirst()
            .startsWith("refused: Cannot link"));
    settles(Task.of("/srv/other").state(File.State.HARD).src("/srv/target").forced());
  }

  @Test
  void whatIsNoHardLinkNeedsSomethingToShare() {
    host.file("/srv/alone", "x");
    assertEquals(
        "refused: src is required for creating new hardlinks",
        plan(Task.of("/srv/alone").state(File.State.HARD)).getFirst().lines().findFirst().get());
  }

  @Test
  void aHardLinkGoesIntoADirectory() {
    host.file("/srv/target", "x").directory("/srv/d");
    settles(Task.of("/srv/d").state(File.State.HARD).src("/srv/target"));
    assertEquals("x", host.text("/srv/d/target"));
  }

  @Test
  void aLinkToNothingHasNoModeToSet() {
    host.link("/srv/l", "nowhere").absent("/srv/nowhere");
    assertInstanceOf(Plan.Unchanged.class, Task.of("/srv/l").with("", "0600").build().plan(host));
  }

  @Test
  void whoMayOnlyWriteTouchesWithoutNamingATime() {
    FakeHost shared =
        FakeHost.named("web1")
            .file("/srv/shared", "")
            .user("eve", 1007)
            .self("eve")
            .clock(Instant.parse("2030-01-01T12:00:00Z"));
    Task touch = Task.of("/srv/shared").state(File.State.TOUCH);
    Plan.Changes plan = assertInstanceOf(Plan.Changes.class, touch.build().plan(shared));
    assertEquals("touch -c -- /srv/shared", command(plan.steps().getFirst()));
    assertEquals(1, plan.steps().size());
    shared.user("root", 0).self("root");
    Plan.Changes owned = assertInstanceOf(Plan.Changes.class, touch.build().plan(shared));
    assertInstanceOf(Step.Attribute.class, owned.steps().getFirst());
  }

  @Test
  void aUserWithAnotherNameIsTheSameUser() {
    host.file("/srv/own", "x", 0600).user("root", 0).user("toor", 0);
    assertInstanceOf(
        Plan.Unchanged.class, Task.of("/srv/own").with("toor", "0600").build().plan(host));
    host.directory("/srv/tree").file("/srv/tree/own", "x", 0755);
    assertInstanceOf(
        Plan.Unchanged.class,
        Task.of("/srv/tree")
            .state(File.State.DIRECTORY)
            .recursive()
            .with("toor", "0755")
            .build()
            .plan(host));
  }

  @Test
  void aDirectoryIsNotShared() {
    host.directory("/srv/d");
    assertEquals(
        "refused: src /srv/d is a directory, which can't be shared",
        plan(Task.of("/srv/l").state(File.State.HARD).src("/srv/d")).getFirst());
  }

  @Test
  void whatALinkLeadsToIsWhatResultsTell() {
    host.directory("/srv/d").link("/srv/one", "d").link("/srv/two", "one");
    Task task = Task.of("/srv/two").state(File.State.DIRECTORY);
    Plan.Unchanged same = assertInstanceOf(Plan.Unchanged.class, task.build().plan(host));
    assertEquals("/srv/d", same.values().get("path"));
    assertEquals("directory", same.values().get("state"));
    settles(task.with("", "0700"));
    assertEquals(0700, host.stat(RemotePath.of("/srv/d")).mode());
  }

  @Test
  void whereALinkLeadsToIsTheHostsAffair() {
    host.directory("/srv/ld").link("/srv/ld/l", "../x").directory("/srv/ld/../x");
    Plan.Unchanged same =
        assertInstanceOf(
            Plan.Unchanged.class,
            Task.of("/srv/ld/l").state(File.State.DIRECTORY).build().plan(host));
    assertEquals("/srv/ld/../x", same.values().get("path")); // ld may be a link to another place
  }

  @Test
  void aDirectoryIsMadeWhereALinkLeadsTo() {
    host.directory("/srv/d").link("/srv/d/l", "../new");
    settles(Task.of("/srv/d/l").state(File.State.DIRECTORY));
    assertTrue(host.lstat(RemotePath.of("/srv/new")).isDirectory());
  }

  @Test
  void aLinkThatIsNotFollowedIsNoFile() {
    host.file("/srv/f", "").link("/srv/l", "f");
    Task task = Task.of("/srv/l").state(File.State.FILE);
    assertInstanceOf(Plan.Unchanged.class, task.build().plan(host));
    assertEquals(
        "refused: file (/srv/l) is link, cannot continue", plan(task.unfollowed()).getFirst());
  }

  @Test
  void linksBelowAreFollowedOnlyIfThatIsSaid() {
    FakeHost host =
        FakeHost.named("web1")
            .directory("/srv/tree")
            .directory("/out")
            .file("/out/f", "")
            .file("/one", "")
            .link("/srv/tree/a", "/out")
            .link("/srv/tree/b", "/one")
            .link("/srv/tree/c", "/nowhere")
            .link("/out/back", "/srv/tree");
    Object[] words = {"path", "/srv/tree", "recurse", true, "mode", "0700"};
    host.apply(Tasks.task(File.class, words).plan(host));
    assertEquals(0755, host.lstat(RemotePath.of("/out")).mode());
    assertEquals(0644, host.lstat(RemotePath.of("/one")).mode());
    Object[] following = java.util.Arrays.copyOf(words, words.length + 2);
    following[words.length] = "follow";
    following[words.length + 1] = true;
    File all = Tasks.task(File.class, following);
    host.apply(all.plan(host));
    assertEquals(0700, host.lstat(RemotePath.of("/out")).mode());
    assertEquals(0700, host.lstat(RemotePath.of("/out/f")).mode());
    assertEquals(0700, host.lstat(RemotePath.of("/one")).mode());
    assertInstanceOf(Plan.Unchanged.class, all.plan(host));
  }

  @Test
  void whatCannotBeSeenIsAbsentWithAWarning() {
    FakeHost closed = FakeHost.named("web1").denying("/root/x", "Permission denied");
    Task gone = Task.of("/root/x").state(File.State.ABSENT);
    assertEquals(
        List.of("Insufficient permissions to access /root/x. Treating as absent."),
        assertInstanceOf(Plan.Unchanged.class, gone.build().plan(closed)).warnings());
  }

  private static String command(Step step) {
    return assertInstanceOf(Step.Run.class, step).command().toString();
  }

  @Test
  void unknownOwnersAreRefused() {
    host.withoutUser("nobody9").file("/srv/f", "");
    assertTrue(
        plan(Task.of("/srv/f").with("nobody9", "0600"))
            .getFirst()
            .contains("look up user nobody9"));
  }

  @Test
  void parametersThatDoNotGoTogether() {
    assertThrows(
        BadParameter.class, () -> Task.of("/x").state(File.State.FILE).recursive().build());
    assertThrows(BadParameter.class, () -> Task.of("/x").state(File.State.TOUCH).src("y").build());
  }
}
