package dev.runner.execute.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.execute.reach.UnknownAnswer;
import dev.runner.module.Attributes;
import dev.runner.module.Command;
import dev.runner.module.Content;
import dev.runner.module.FileMode;
import dev.runner.module.FileStat;
import dev.runner.module.Foretold;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Probe;
import dev.runner.module.ProbeException;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.Until;
import dev.runner.module.testing.FakeControlFile;
import dev.runner.transport.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverlayTest {
  private static final Identity LOGIN = new Identity.Login();

  @TempDir Path home;
  private ShellOfThisMachine session;
  private RemoteAccess access;

  @BeforeEach
  void open() throws IOException {
    session = Shells.DASH.session(home);
    access = new RemoteAccess(session, "here", Duration.ofSeconds(30));
    Files.createDirectories(home.resolve("d/sub"));
    Files.writeString(home.resolve("d/f"), "old");
    Files.writeString(home.resolve("d/sub/deep"), "deep");
    Files.createSymbolicLink(home.resolve("current"), Path.of("d"));
  }

  private RemotePath at(String name) {
    return RemotePath.of(home + "/" + name);
  }

  private void show(Step... steps) {
    access.shown(LOGIN, List.of(steps), "earlier");
  }

  private Probe probe() {
    return access.ask(LOGIN, List.of(), Map.of(), true).probe();
  }

  private static Step.Write write(RemotePath path, String content, Attributes attributes) {
    return Step.write("write", path, Optional.empty(), Content.of(content), attributes);
  }

  private List<String> names(String directory, int depth) {
    return probe().ask(new Question.Listing(at(directory), depth)).stream()
        .map(each -> home.relativize(Path.of(each.path().text())).toString())
        .toList();
  }

  private String text(String name) {
    return probe().read(at(name)).orElseThrow().lenientText();
  }

  @Test
  void aCommandThatForetellsWhatItDoesIsGoneOnFrom() {
    Command rule = Command.of("echo", "of", "one");
    Command others = Command.of("echo", "of", "others");
    show(
        Step.run("set it", Command.of("echo", "of", "change"))
            .foretelling(
                List.of(
                    new Foretold.Says(
                        List.of("echo", "of", "one"), false, Output.of(3, "told", "")),
                    new Foretold.Holds(at("d/f"), Content.of("new")))));
    assertEquals("told", probe().look(rule).out());
    assertEquals(3, probe().look(rule).exit());
    assertEquals("of others", probe().look(others).out());
    assertEquals("new", text("d/f"));
    show(Step.run("do more", Command.of("echo", "of", "more")));
    assertThrows(UnknownAnswer.class, () -> probe().look(rule));
  }

  @Test
  void scriptsOfQuestionsAreToldByTheirNames() {
    show(write(at("d/f"), "new", Attributes.NONE));
    Command asks = Command.of("sh", "-c", "read x <\"$1\"\necho \"$x\"", "account", at("d/f"));
    String because = assertThrows(UnknownAnswer.class, () -> probe().look(asks)).because();
    assertTrue(because.startsWith("what `account " + at("d/f") + "` says can't be known"), because);
    Command users = Command.of("sh", "-c", "cat " + at("d/f"));
    because = assertThrows(UnknownAnswer.class, () -> probe().look(users)).because();
    assertTrue(because.contains("cat " + at("d/f")), because);
  }

  @Test
  void whatNobodyCanForetellIsUnknown() {
    show(
        Step.run("undo it", Command.of("echo", "of", "change"))
            .foretelling(
                List.of(
                    new Foretold.Says(
                        List.of("echo", "try", "one"), false, Output.of(3, "told", "")),
                    new Foretold.Untold(List.of("echo", "try")))));
    assertEquals("told", probe().look(Command.of("echo", "try", "one")).out());
    assertEquals("other", probe().look(Command.of("echo", "other")).out());
    assertThrows(UnknownAnswer.class, () -> probe().look(Command.of("echo", "try", "two")));
  }

  @Test
  void showsFilesThatWouldBeWritten() {
    show(write(at("new"), "fresh", Attributes.ofMode(FileMode.parse("0600"))));
    show(write(at("current/f"), "changed", Attributes.NONE));
    FileStat fresh = probe().stat(at("new"));
    assertTrue(fresh.isFile());
    assertEquals(0600, fresh.mode());
    assertEquals(5, fresh.size());
    assertEquals(System.getProperty("user.name"), fresh.owner());
    assertEquals("fresh", text("new"));
    assertEquals("changed", text("d/f"));
    assertEquals(
        Optional.of("8977dfac2f8e04cb96e66882235f5aba"),
        probe().ask(new Question.Checksum(at("d/f"), "md5")));
    assertEquals(List.of("d/f", "d/sub", "d/sub/deep"), names("d", 0));
    assertEquals(
        List.of("current", "d", "new"), names(".", 1).stream().map(OverlayTest::bare).toList());
    assertFalse(Files.exists(home.resolve("new")));
    assertEquals(
        at("new") + " is larger than 3 bytes",
        assertThrows(ProbeException.class, () -> probe().ask(new Question.Read(at("new"), 3)))
            .sentence());
  }

  @Test
  void saysHowTheHostIsWithoutThem() {
    show(write(at("d/f"), "changed", Attributes.NONE));
    show(Step.run("more", Command.of("tool", at("d"))));
    Probe probe = probe();
    Pending<Optional<Content>> laid = probe.later(new Question.Read(at("d/f"), Probe.READ_LIMIT));
    assertEquals("old", probe.asItIs().look(Command.of("cat", at("d/f"))).out());
    assertEquals("changed", laid.get().orElseThrow().lenientText());
    assertThrows(UnknownAnswer.class, () -> probe.look(Command.of("cat", at("d/sub/deep"))));
  }

  private static String bare(String path) {
    return path.replace("./", "");
  }

  @Test
  void answersInOneRoundTripWhereNothingIsUnexpected() {
    show(write(at("new"), "fresh", Attributes.NONE));
    Probe probe = probe();
    Pending<FileStat> one = probe.later(new Question.Stat(at("new"), true));
    Pending<FileStat> two = probe.later(new Question.Stat(at("d/f"), true));
    int before = session.trips.get();
    assertTrue(one.get().isFile());
    assertEquals(3, two.get().size());
    assertEquals(1, session.trips.get() - before);
  }

  @Test
  void showsDirectoriesAndWhatIsPutIntoThem() {
    show(new Step.Directory("make", at("a/b"), Attributes.ofMode(FileMode.parse("0750"))));
    show(
        new Step.Upload(
            "up",
            FakeControlFile.of("x", "hello"),
            at("a/b/x"),
            Attributes.NONE,
            Optional.empty(),
            false));
    assertEquals(0750, probe().stat(at("a")).mode());
    assertTrue(probe().stat(at("a/b")).isDirectory());
    assertEquals(List.of("a/b", "a/b/x"), names("a", 0));
    assertEquals("hello", text("a/b/x"));
    assertFalse(probe().stat(at("a/c")).exists());
    show(new Step.Directory("make", at("d"), Attributes.ofMode(FileMode.parse("0700"))));
    assertEquals(List.of("d/f", "d/sub"), names("d", 1));
  }

  @Test
  void hidesWhatWouldBeDeleted() {
    show(new Step.Delete("delete", at("d")));
    assertFalse(probe().stat(at("d")).exists());
    assertFalse(probe().stat(at("d/sub/deep")).exists());
    assertFalse(probe().stat(at("current/f")).exists());
    assertTrue(probe().lstat(at("current")).isLink());
    assertEquals(Optional.empty(), probe().read(at("d/f")));
    assertEquals(List.of(), names("d", 0));
    assertEquals(List.of("current"), names(".", 0).stream().map(OverlayTest::bare).toList());
    show(new Step.Directory("again", at("d"), Attributes.NONE));
    assertTrue(probe().stat(at("d")).isDirectory());
    assertEquals(List.of(), names("d", 0));
    assertFalse(probe().stat(at("d/f")).exists());
  }

  @Test
  void showsMovedAndCopiedFiles() {
    show(new Step.Move("move", at("d"), at("e")));
    show(new Step.Copy("copy", at("e/f"), at("g"), Attributes.NONE, Optional.empty(), false));
    assertFalse(probe().stat(at("d/f")).exists());
    assertEquals("old", text("e/f"));
    assertEquals("old", text("g"));
    assertEquals(List.of("e/f", "e/sub", "e/sub/deep"), names("e", 0));
    assertFalse(probe().stat(at("current")).exists());
    show(new Step.Link("switch", at("current"), "e", true));
    assertEquals("deep", text("current/sub/deep"));
    assertEquals(at("current/f"), probe().stat(at("current/f")).path());
  }

  @Test
  void showsAttributesLinksAndHome() {
    show(
        new Step.Attribute(
            "set",
            at("d/f"),
            Attributes.NONE,
            Attributes.of(
                Optional.of("nobody"), Optional.of("0"), Optional.of(FileMode.parse("u+x"))),
            true));
    FileStat stat = probe().stat(at("d/f"));
    assertEquals("nobody", stat.owner());
    assertEquals(0, stat.gid());
    assertEquals(0100, stat.mode() & 0111);
    assertEquals("old", text("d/f"));
    show(
        new Step.Link("link", at("l"), "d/f", true),
        new Step.Link("hard", at("h"), at("d/f").text(), false));
    assertEquals(Optional.of("d/f"), probe().lstat(at("l")).target());
    assertEquals("old", text("l"));
    assertEquals("nobody", probe().stat(at("h")).owner());
  }

  @Test
  void doesNotKnowWhatUnappliedCommandsMightChange() {
    show(Step.run("rebase", Command.of("git", "-C", at("d"), "rebase", "origin/main")));
    assertEquals("old", text("d/f"));
    UnknownAnswer unknown =
        assertThrows(
            UnknownAnswer.class,
            () -> probe().look(Command.of("git", "-C", at("d"), "rev-parse", "HEAD")));
    assertTrue(unknown.because().contains("\"earlier\""), unknown.because());
    assertTrue(unknown.because().contains("rebase"), unknown.because());
    assertThrows(UnknownAnswer.class, () -> probe().look(Command.of("ls").in(at("d/sub"))));
    assertEquals("x", probe().look(Command.of("echo", "x")).out());
    assertEquals(home.toString(), probe().look(Command.of("pwd")).out());
    assertThrows(UnknownAnswer.class, () -> probe().which("no-such-program"));
    assertThrows(UnknownAnswer.class, () -> probe().ask(new Question.User("no-such-user")));
    assertTrue(probe().which("ls").isPresent());
    assertThrows(
        UnknownAnswer.class,
        () -> access.ask(LOGIN, List.of("no-such-program"), Map.of(), true).missing());
    assertEquals(Optional.of("earlier"), access.unforeseeable());
  }

  @Test
  void looksThatNameAShownPathAreUnknown() {
    show(write(at("d/f"), "x", Attributes.NONE));
    assertThrows(UnknownAnswer.class, () -> probe().look(Command.of("cat", at("d/f"))));
    assertEquals("f\nsub", probe().look(Command.of("ls", at("d"))).out());
    assertEquals(Optional.empty(), access.unforeseeable());
  }

  @Test
  void aShownWaitTellsOfProcessesAndPorts() {
    long pid = ProcessHandle.current().pid();
    assertTrue(probe().ask(new Question.Alive(pid)));
    Duration second = Duration.ofSeconds(1);
    show(
        new Step.Wait(
            "stop",
            Until.all(new Until.Gone(pid), new Until.Open("127.0.0.1", 1)),
            second,
            second));
    assertFalse(probe().ask(new Question.Alive(pid)));
    assertTrue(probe().ask(new Question.PortOpen("127.0.0.1", 1)));
    show(
        new Step.Wait(
            "start",
            new Until.Any(List.of(new Until.Open("127.0.0.1", 1), new Until.Gone(1))),
            second,
            second));
    assertThrows(UnknownAnswer.class, () -> probe().ask(new Question.PortOpen("127.0.0.1", 1)));
    assertFalse(probe().ask(new Question.PortOpen("127.0.0.1", 2)));
  }

  @Test
  void takesAProgramForFoundThatWouldBePutIntoABin() {
    RemotePath tool = at("bin/no-such-tool");
    show(write(tool, "#!/bin/sh\n", Attributes.ofMode(FileMode.parse("0755"))));
    assertEquals(Optional.of(tool), probe().which("no-such-tool"));
  }

  @Test
  void withoutAnOverlayTheHostAnswers() throws IOException {
    show(write(at("new"), "x", Attributes.NONE));
    assertFalse(access.ask(LOGIN, List.of(), Map.of(), false).probe().stat(at("new")).exists());
    try (Stream<Path> all = Files.list(home)) {
      assertEquals(2, all.count());
    }
  }
}
