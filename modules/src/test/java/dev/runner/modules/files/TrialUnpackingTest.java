package dev.runner.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.Command;
import dev.runner.module.Plan;
import dev.runner.module.RemotePath;
import dev.runner.modules.Tasks;
import dev.runner.modules.site.ThisMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script itself, run by this machine's shell.
class TrialUnpackingTest {
  @TempDir private Path folder;
  private ThisMachine host;

  @BeforeEach
  void files() throws IOException {
    Files.createDirectories(folder.resolve("dest"));
    Files.writeString(folder.resolve("one"), "1");
    host = new ThisMachine(Files.createDirectory(folder.resolve("scratch")));
    assertTrue(host.run(Command.of("tar", "-cf", path("a.tar"), "-C", path("."), "one")).ok());
  }

  private RemotePath path(String name) {
    return RemotePath.of(folder.resolve(name).toString());
  }

  private Unarchive task(String archive, String dest) {
    return Tasks.task(
        Unarchive.class,
        "src",
        new Unread(path(archive).text()),
        "dest",
        path(dest),
        "creates",
        path("made"),
        "remote_src",
        true);
  }

  private TrialUnpacking trial(String archive, String dest) {
    return new Unpacking(task(archive, dest), host, path(archive)).later().get();
  }

  @Test
  void whatDiffersIsTold() throws IOException {
    TrialUnpacking trial = trial("a.tar", "dest");
    assertTrue(trial.output().ok(), trial.output().err());
    assertFalse(trial.differing().isEmpty());
    assertInstanceOf(Plan.Changes.class, task("a.tar", "dest").plan(host));
    host.apply(task("a.tar", "dest").plan(host));
    assertEquals("1", Files.readString(folder.resolve("dest/one")));
    assertEquals(List.of(), trial("a.tar", "dest").differing());
    assertInstanceOf(Plan.Unchanged.class, task("a.tar", "dest").plan(host));
  }

  @Test
  void whatIsNoFileIsRefused() {
    assertTrue(host.run(Command.of("mkfifo", path("fifo"))).ok());
    Plan plan = task("fifo", "dest").plan(host);
    assertEquals(
        "Source '%s' is no regular file".formatted(path("fifo")),
        assertInstanceOf(Plan.Refused.class, plan).because());
  }

  @Test
  void aRelativeDestinationIsWarnedOf() throws IOException {
    Path here = Path.of("").toAbsolutePath().relativize(folder.resolve("dest").toAbsolutePath());
    Unarchive relative =
        Tasks.task(
            Unarchive.class,
            "src",
            new Unread(path("a.tar").text()),
            "dest",
            RemotePath.of(here.toString()),
            "remote_src",
            true);
    Plan.Changes plan = assertInstanceOf(Plan.Changes.class, relative.plan(host));
    assertTrue(plan.warnings().getFirst().contains("absolute path"), plan.warnings().toString());
    host.apply(plan);
    assertInstanceOf(Plan.Unchanged.class, relative.plan(host));
    assertEquals(
        List.of(),
        assertInstanceOf(Plan.Unchanged.class, task("a.tar", "dest").plan(host)).warnings());
  }

  @Test
  void whatTarSaysIsToldWithThePathOfTar() {
    Unarchive wrong =
        Tasks.task(
            Unarchive.class,
            "src",
            new Unread(path("a.tar").text()),
            "dest",
            path("dest"),
            "extra_opts",
            List.of("--no-such-option"),
            "remote_src",
            true);
    String because = assertInstanceOf(Plan.Refused.class, wrong.plan(host)).because();
    assertTrue(
        because.matches(
            "(?s).*\nUnable to list files in the archive: /\\S+/tar: .*no-such-option.*"),
        because);
  }

  /// Without a word the script says that all is there: so it must not end well before it looked.
  @Test
  void whatCannotBeLookedAtIsNoSilence() throws IOException {
    assertTrue(host.run(Command.of("mkfifo", path("fifo"))).ok());
    assertFalse(trial("fifo", "dest").output().ok());
    assertFalse(trial("none.tar", "dest").output().ok());
    assertFalse(trial("a.tar", "none").output().ok());
    Files.writeString(folder.resolve("made"), "");
    assertFalse(trial("a.tar", "dest").output().ok());
  }
}
