package dev.runner.module.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.Attributes;
import dev.runner.module.Command;
import dev.runner.module.Content;
import dev.runner.module.FileMode;
import dev.runner.module.FileStat;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.ProbeException;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FakeHostTest {
  private static final RemotePath MOTD = RemotePath.of("/etc/motd");

  @Test
  void questionsThatWaitTogetherAreOneRoundTrip() {
    FakeHost host = FakeHost.named("web1").file("/etc/motd", "hello\n").answering("id -u", "0\n");
    Pending<FileStat> stat = host.later(new Question.Stat(MOTD, true));
    Pending<Output> look = host.lookLater(Command.of("id", "-u"));

    assertEquals("0", look.get().out());
    assertEquals(6, stat.get().size());
    assertEquals(1, host.roundTrips());
  }

  @Test
  void whatWasNotScriptedFailsWithTheQuestion() {
    FakeHost host = FakeHost.named("web1").answering("id", "root");

    Unscripted command =
        assertThrows(Unscripted.class, () -> host.look(Command.of("git", "status", "a b")));
    assertTrue(String.valueOf(command.getMessage()).contains("$ git status 'a b'"));
    assertTrue(String.valueOf(command.getMessage()).contains("[id]"));
    Unscripted path = assertThrows(Unscripted.class, () -> host.stat(MOTD));
    assertTrue(String.valueOf(path.getMessage()).contains("/etc/motd"));
  }

  @Test
  void declaredDirectoriesHoldOnlyWhatIsDeclared() {
    FakeHost host =
        FakeHost.named("web1").directory("/srv").file("/srv/a/b", "x").file("/etc/x", "");

    assertFalse(host.stat(RemotePath.of("/srv/c")).exists());
    assertTrue(host.stat(RemotePath.of("/srv/a")).isDirectory());
    assertThrows(Unscripted.class, () -> host.stat(RemotePath.of("/etc/y")));
  }

  @Test
  void linksAreFollowedWhereAsked() {
    FakeHost host =
        FakeHost.named("web1")
            .file("/srv/r1/x", "one")
            .link("/srv/current", "r1")
            .directory("/srv");

    assertTrue(host.lstat(RemotePath.of("/srv/current")).isLink());
    assertTrue(host.stat(RemotePath.of("/srv/current")).isDirectory());
    assertEquals(Optional.of(Content.of("one")), host.read(RemotePath.of("/srv/current/x")));
  }

  @Test
  void deniedPathsCannotBeAnswered() {
    FakeHost host = FakeHost.named("web1").denying("/etc/shadow", "/etc/shadow: permission denied");

    ProbeException e =
        assertThrows(ProbeException.class, () -> host.read(RemotePath.of("/etc/shadow")));
    assertEquals("/etc/shadow: permission denied", e.sentence());
  }

  @Test
  void typedStepsChangeTheFilesInMemory() {
    FakeHost host = FakeHost.named("web1").directory("/etc").file("/etc/motd", "old\n", 0600);
    Attributes group = Attributes.of(Optional.empty(), Optional.of("adm"), Optional.empty());

    Finished finished =
        (Finished)
            host.apply(
                Plan.changes(
                        Step.write("put", MOTD, Optional.empty(), Content.of("new\n"), group)
                            .withBackup(),
                        new Step.Directory(
                            "make",
                            RemotePath.of("/etc/a/b"),
                            Attributes.ofMode(FileMode.parse("0700"))),
                        new Step.Link("link", RemotePath.of("/etc/l"), "motd", true),
                        new Step.Move("move", RemotePath.of("/etc/a"), RemotePath.of("/etc/z")))
                    .predicting("size", 4L)
                    .after((out, now) -> Finished.changed("done").with("b", out.get(0).out())));

    assertEquals("new\n", host.text("/etc/l"));
    assertEquals(0600, host.stat(MOTD).mode());
    assertEquals("adm", host.stat(MOTD).group());
    assertEquals(0700, host.stat(RemotePath.of("/etc/z/b")).mode());
    assertFalse(host.stat(RemotePath.of("/etc/a")).exists());
    assertEquals("old\n", host.text(finished.values().get("b").toString()));
    assertEquals(4L, finished.values().get("size"));
  }

  @Test
  void aFailingCommandRunsItsOtherwiseAndEndsTheTask() {
    FakeHost host =
        FakeHost.named("web1")
            .answering("git rebase x", Output.of(1, "", "conflict\n"))
            .answering("git rebase --abort", "")
            .absent("/never");

    Finished finished =
        assertInstanceOf(
            Finished.class,
            host.apply(
                Plan.changes(
                    Step.run("rebase onto x", Command.of("git", "rebase", "x"))
                        .otherwise(Command.of("git", "rebase", "--abort")),
                    new Step.Delete("never", RemotePath.of("/never")))));

    assertTrue(finished.failed());
    assertEquals("rebase onto x: conflict", finished.message());
    assertEquals("git rebase --abort", host.ran().getLast().toString());
  }
}
