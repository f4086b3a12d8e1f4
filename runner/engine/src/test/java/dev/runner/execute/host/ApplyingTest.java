package dev.runner.execute.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.execute.reach.HostAccess;
import dev.runner.execute.reach.HostAccess.Applied;
import dev.runner.module.Attributes;
import dev.runner.module.Command;
import dev.runner.module.Content;
import dev.runner.module.FileMode;
import dev.runner.module.Output;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.Until;
import dev.runner.module.testing.FakeControlFile;
import dev.runner.transport.Identity;
import dev.runner.transport.Script;
import dev.runner.values.Marks;
import dev.runner.values.Secret;
import dev.runner.values.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ApplyingTest {
  private static final Identity LOGIN = new Identity.Login();
  private static final String SHELLS = "dev.runner.execute.host.Shells#installed";
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path home;

  private static Applied apply(HostAccess access, Step... steps) throws Exception {
    return access.apply(LOGIN, List.of(steps), Map.of(), HostAccess.Watching.NOBODY, LONG);
  }

  private Applied apply(Shells shell, Step... steps) throws Exception {
    return apply(shell.access(home), steps);
  }

  private static void assertDone(Applied applied) {
    assertEquals(Optional.empty(), applied.failed(), applied.because());
  }

  private RemotePath at(String name) {
    return RemotePath.of(home + "/" + name);
  }

  private static Step.Write write(RemotePath path, Content content, Attributes attributes) {
    return Step.write("write " + path, path, Optional.empty(), content, attributes);
  }

  private static Step.Write write(RemotePath path, String content) {
    return write(path, Content.of(content), Attributes.NONE);
  }

  private static Attributes mode(String mode) {
    return Attributes.ofMode(FileMode.parse(mode));
  }

  private String permissions(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(name)));
  }

  private int bits(String name) throws IOException {
    return (Integer) Files.getAttribute(home.resolve(name), "unix:mode") & 07777;
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(home)) {
      return all.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void writesFiles(Shells shell) throws Exception {
    byte[] binary = new byte[2000];
    new Random(3).nextBytes(binary);
    byte[] big = new byte[1 << 20];
    new Random(4).nextBytes(big);
    String long_ = "it's 100% \\n \"$HOME\" `x`\n".repeat(2000);
    ShellOfThisMachine session = shell.session(home);
    RemoteAccess access = new RemoteAccess(session, "here", LONG);
    assertDone(
        apply(
            access,
            write(at("text"), "-n it's 100% \\n\n"),
            write(at("empty"), ""),
            write(at("long"), long_),
            write(at("-r 'odd\n"), "odd"),
            write(RemotePath.of("~/tilde"), "t"),
            write(RemotePath.of("relative"), "r"),
            write(at("binary"), Content.of(binary), Attributes.NONE)));
    assertEquals(1, session.trips.get());
    assertDone(apply(access, write(at("big"), Content.of(big), mode("0600"))));
    assertEquals("-n it's 100% \\n\n", Files.readString(home.resolve("text")));
    assertEquals("", Files.readString(home.resolve("empty")));
    assertEquals(long_, Files.readString(home.resolve("long")));
    assertEquals("odd", Files.readString(home.resolve("-r 'odd\n")));
    assertEquals("t", Files.readString(home.resolve("tilde")));
    assertEquals("r", Files.readString(home.resolve("relative")));
    assertArrayEquals(binary, Files.readAllBytes(home.resolve("binary")));
    assertArrayEquals(big, Files.readAllBytes(home.resolve("big")));
    assertEquals("rw-------", permissions("big"));
    assertEquals(8, names().size(), names().toString());
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void keepsWhatIsNotAskedFor(Shells shell) throws Exception {
    Path file = Files.writeString(home.resolve("f"), "old");
    Files.setAttribute(file, "unix:mode", 04751);
    Files.createSymbolicLink(home.resolve("l"), Path.of("f"));
    assertDone(apply(shell, write(at("l"), "new")));
    assertEquals("new", Files.readString(file));
    assertEquals(04751, bits("f"));
    assertTrue(Files.isSymbolicLink(home.resolve("l")));
    assertDone(apply(shell, write(at("f"), Content.of("newer"), mode("u=rw,g+w,o="))));
    assertEquals(0670, bits("f") & 0777);
    assertDone(apply(shell, write(at("f"), Content.of("x"), mode("2755"))));
    assertEquals(02755, bits("f"));
    assertDone(apply(shell, write(at("g"), Content.of("x"), mode("go-rwx"))));
    assertEquals("rw-------", permissions("g"));
  }

  /// What isn't asked of a new file is as the shell's umask has it, which is 022 here.
  @ParameterizedTest
  @MethodSource(SHELLS)
  void newFilesAreLikeOthers(Shells shell) throws Exception {
    String me = Files.getOwner(home).getName();
    Attributes owned = Attributes.of(Optional.of(me), Optional.empty(), Optional.empty());
    Command any = Command.of("test", "-s", "%s");
    assertDone(
        apply(
            shell,
            write(at("plain"), "x"),
            write(at("owned"), Content.of("x"), owned),
            write(at("clauses"), Content.of("x"), mode("g+w")),
            write(at("exact"), Content.of("x"), mode("0604")),
            write(at("checked"), Content.of("x"), mode("0600")).validatedBy(any)));
    assertEquals("rw-r--r--", permissions("plain"));
    assertEquals("rw-r--r--", permissions("owned"));
    assertEquals("rw-rw-r--", permissions("clauses"));
    assertEquals("rw----r--", permissions("exact"));
    assertEquals("rw-------", permissions("checked"));
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void writesThroughADanglingLinkAndWithTimes(Shells shell) throws Exception {
    Files.createSymbolicLink(home.resolve("l"), Path.of("target"));
    Instant time = Instant.ofEpochSecond(1_600_000_000);
    Attributes times =
        new Attributes(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(time),
            Optional.of(time));
    assertDone(apply(shell, write(at("l"), Content.of("x"), times)));
    assertEquals(
        time,
        Files.getLastModifiedTime(home.resolve("target"), LinkOption.NOFOLLOW_LINKS).toInstant());
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void keepsACopyWhenAsked(Shells shell) throws Exception {
    Files.writeString(home.resolve("f"), "old");
    Files.setPosixFilePermissions(home.resolve("f"), PosixFilePermissions.fromString("rw-r-----"));
    Applied applied =
        apply(shell, write(at("f"), "new").withBackup(), write(at("g"), "x").withBackup());
    assertDone(applied);
    String copy = applied.outputs().get(0).out();
    assertTrue(
        copy.matches("\\Q" + at("f") + "\\E\\.\\d+\\.\\d{4}-\\d\\d-\\d\\d@\\d\\d:\\d\\d:\\d\\d~"),
        copy);
    assertEquals("old", Files.readString(Path.of(copy)));
    assertEquals(
        "rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(copy))));
    assertEquals("", applied.outputs().get(1).out());
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void putsOnlyValidContentInPlace(Shells shell) throws Exception {
    Files.writeString(home.resolve("f"), "old");
    Command check = Command.of("sh", "-c", "cat \"$1\"; echo \"bad line\" >&2; exit 3", "sh", "%s");
    Applied applied = apply(shell, write(at("f"), "new").validatedBy(check), write(at("g"), "x"));
    assertEquals(Optional.of(0), applied.failed());
    assertEquals("failed to validate: rc:3 error:bad line", applied.because());
    assertEquals("3\nnew", applied.outputs().get(0).out());
    assertEquals("old", Files.readString(home.resolve("f")));
    assertEquals(List.of("f"), names());
    Command good = Command.of("grep", "-q", "new", "%s").in(RemotePath.of("/"));
    assertDone(apply(shell, write(at("f"), "new").validatedBy(good)));
    assertEquals("new", Files.readString(home.resolve("f")));
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void runsCommands(Shells shell) throws Exception {
    Applied applied =
        apply(
            shell,
            Step.run("one", Command.of("sh", "-c", "printf out; printf err >&2")),
            Step.run("cat", Command.of("cat").reading(Content.of("a\0b"))),
            Step.run("three", Command.of("sh", "-c", "exit 3")).succeedingWith(0, 3),
            Step.run("any", Command.of("no-such-program")).anyStatus(),
            Step.run("umask", Command.of("sh", "-c", "umask")).succeedingWith(0),
            Step.run("env", Command.of("sh", "-c", "echo \"$A\"").with("A", "it's")),
            Step.run("bad", Command.of("sh", "-c", "echo why >&2; exit 9"))
                .otherwise(Command.of("touch", "undone")),
            Step.run("never", Command.of("touch", "never")));
    assertEquals("out", applied.outputs().get(0).out());
    assertEquals("err", applied.outputs().get(0).err());
    assertArrayEquals("a\0b".getBytes(), applied.outputs().get(1).stdout().bytes());
    assertEquals(3, applied.outputs().get(2).exit());
    assertEquals(127, applied.outputs().get(3).exit());
    assertEquals("it's", applied.outputs().get(5).out());
    assertEquals(Optional.of(6), applied.failed());
    assertEquals("why (exit status 9)", applied.because());
    assertEquals(7, applied.outputs().all().size());
    assertEquals(List.of("undone"), names());
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void isNotHeldUpByWhatACommandLeavesBehind(Shells shell) throws Exception {
    Instant began = Instant.now();
    Applied applied =
        apply(
            shell,
            Step.run("daemon", Command.of("sh", "-c", "(sleep 1; echo late; sleep 8) & echo $!")),
            Step.run("next", Command.of("echo", "next")));
    assertDone(applied);
    ProcessHandle.of(Long.parseLong(applied.outputs().get(0).out()))
        .ifPresent(ProcessHandle::destroy);
    assertEquals("next", applied.outputs().get(1).out());
    assertTrue(Duration.between(began, Instant.now()).compareTo(Duration.ofSeconds(8)) < 0);
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void showsLinesOfLiveCommands(Shells shell) throws Exception {
    List<String> lines = new ArrayList<>();
    HostAccess.Watching watching =
        new HostAccess.Watching() {
          @Override
          public void progress(String text) {}

          @Override
          public synchronized void line(String text) {
            lines.add(text);
          }
        };
    Step.Run run =
        Step.run(
                "live",
                Command.of("sh", "-c", "cat; printf 'é\\nlast'; exit 4")
                    .reading(Content.of("in\r\n")))
            .streaming();
    Applied applied = shell.access(home).apply(LOGIN, List.of(run), Map.of(), watching, LONG);
    assertEquals(List.of("in", "é", "last"), lines);
    assertEquals(Optional.of(0), applied.failed());
    assertEquals("in\r\né\nlast", applied.outputs().get(0).stdout().lenientText());
    Applied late =
        apply(
            shell,
            Step.run("x", Command.of("sleep", 30).within(Duration.ofMillis(300))).streaming());
    assertTrue(late.because().startsWith("it was stopped after"), late.because());
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void makesDirectories(Shells shell) throws Exception {
    assertDone(
        apply(
            shell,
            new Step.Directory("make", at("a/b c/d"), mode("0750")),
            new Step.Directory("again", at("a"), mode("0700")),
            new Step.Directory("clauses", at("e"), mode("g+w,o="))));
    assertEquals("rwxr-x---", permissions("a"));
    assertEquals("rwxr-x---", permissions("a/b c/d"));
    assertEquals("rwxrwx---", permissions("e"));
    Files.writeString(home.resolve("f"), "x");
    Applied applied = apply(shell, new Step.Directory("make", at("f/x"), Attributes.NONE));
    assertEquals(at("f") + " is there, and is no directory", applied.because());
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void makesLinks(Shells shell) throws Exception {
    Files.createDirectory(home.resolve("one"));
    Files.createDirectory(home.resolve("two"));
    Files.writeString(home.resolve("f"), "x");
    Files.createSymbolicLink(home.resolve("current"), Path.of("one"));
    assertDone(
        apply(
            shell,
            new Step.Link("switch", at("current"), "two", true),
            new Step.Link("odd", at("-l"), "-t 'x\n", true),
            new Step.Link("hard", at("hard"), at("f").text(), false),
            new Step.Link("hard", at("hard"), at("f").text(), false),
            new Step.Link("file", at("f2"), "f", true),
            new Step.Link("file", at("f2"), "one", true)));
    assertEquals(Path.of("two"), Files.readSymbolicLink(home.resolve("current")));
    assertEquals(Path.of("-t 'x\n"), Files.readSymbolicLink(home.resolve("-l")));
    assertTrue(Files.isSameFile(home.resolve("hard"), home.resolve("f")));
    assertEquals(Path.of("one"), Files.readSymbolicLink(home.resolve("f2")));
    assertEquals(List.of("-l", "current", "f", "f2", "hard", "one", "two"), names());
    try (Stream<Path> inside = Files.list(home.resolve("one"))) {
      assertEquals(0, inside.count());
    }
    assertEquals(
        at("one") + " is a directory",
        apply(shell, new Step.Link("no", at("one"), "f", true)).because());
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void movesCopiesDeletes(Shells shell) throws Exception {
    Files.createDirectories(home.resolve("d/sub"));
    Files.writeString(home.resolve("d/sub/f"), "x");
    Files.createDirectory(home.resolve("keep"));
    Files.writeString(home.resolve("keep/k"), "k");
    Files.createSymbolicLink(home.resolve("d/l"), home.resolve("keep"));
    assertDone(
        apply(
            shell,
            new Step.Copy("copy", at("d/sub/f"), at("copy"), mode("0640"), Optional.empty(), false),
            new Step.Move("move", at("d"), at("e")),
            new Step.Delete("delete", at("e/sub"))));
    assertEquals(List.of("copy", "e", "keep"), names());
    assertEquals("rw-r-----", permissions("copy"));
    assertDone(apply(shell, new Step.Delete("delete", at("e/")), new Step.Delete("x", at("none"))));
    assertTrue(Files.exists(home.resolve("keep/k")));
    assertFalse(Files.exists(home.resolve("e")));
    assertEquals(
        "there is no file %s to copy".formatted(at("none")),
        apply(
                shell,
                new Step.Copy("c", at("none"), at("x"), Attributes.NONE, Optional.empty(), false))
            .because());
    assertEquals(
        at("keep") + " is a directory",
        apply(shell, new Step.Move("m", at("copy"), at("keep"))).because());
  }

  /// The function is called with an `rm` that only says so: a mistake must not cost a machine.
  @ParameterizedTest
  @MethodSource(SHELLS)
  void neverRemovesTheHost(Shells shell) throws Exception {
    String harmless = "rm() { echo REMOVING; }\n" + Library.load().functions(List.of("delete"));
    for (String path :
        List.of("/", "//", "/.", "/usr/..", "/usr", "/etc/", "/proc/self/root/usr")) {
      Output output =
          shell.session(home).run(LOGIN, Script.of(harmless + "rn_delete " + path), LONG);
      assertEquals("", output.out(), path);
      assertEquals(70, output.exit(), path);
      assertTrue(output.err().contains("would destroy the host"), path);
    }
    Output other = shell.session(home).run(LOGIN, Script.of(harmless + "rn_delete " + home), LONG);
    assertEquals("REMOVING", other.out());
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void setsAttributes(Shells shell) throws Exception {
    Files.writeString(home.resolve("f"), "x");
    Files.createSymbolicLink(home.resolve("l"), Path.of("f"));
    Attributes wanted =
        new Attributes(
            Optional.empty(),
            Optional.empty(),
            Optional.of(FileMode.parse("u+s,go=")),
            Optional.empty(),
            Optional.of(Instant.ofEpochSecond(1_500_000_000)));
    assertDone(apply(shell, new Step.Attribute("set", at("l"), Attributes.NONE, wanted, true)));
    assertEquals(04600, bits("f"));
    assertEquals(
        Instant.ofEpochSecond(1_500_000_000),
        Files.getLastModifiedTime(home.resolve("f")).toInstant());
    assertDone(
        apply(shell, new Step.Attribute("set", at("l"), Attributes.NONE, mode("0777"), false)));
    assertEquals(04600, bits("f"));
    Applied unknown =
        apply(
            shell,
            new Step.Attribute(
                "set",
                at("f"),
                Attributes.NONE,
                Attributes.of(Optional.of("nobody-here"), Optional.empty(), Optional.empty()),
                true));
    assertTrue(unknown.because().contains("nobody-here"), unknown.because());
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void carriesFilesBothWays(Shells shell) throws Exception {
    byte[] bytes = new byte[5 << 20];
    new Random(5).nextBytes(bytes);
    Path under = Files.createDirectory(home.resolve("control"));
    assertDone(
        apply(
            shell,
            new Step.Directory("make", at("d"), Attributes.NONE),
            new Step.Upload(
                "up",
                FakeControlFile.of("big", Content.of(bytes)),
                at("d/big"),
                mode("0600"),
                Optional.empty(),
                false),
            new Step.Upload(
                "up",
                FakeControlFile.of("two", "two"),
                at("d/two"),
                Attributes.NONE,
                Optional.empty(),
                false),
            new Step.Fetch("down", at("d/big"), under, under.resolve("host/etc/big"))));
    assertArrayEquals(bytes, Files.readAllBytes(home.resolve("d/big")));
    assertEquals("two", Files.readString(home.resolve("d/two")));
    assertArrayEquals(bytes, Files.readAllBytes(under.resolve("host/etc/big")));
    assertTrue(
        apply(shell, new Step.Fetch("down", at("d/two"), under, under.resolve("../x")))
            .because()
            .contains("leaves"));
    Files.createSymbolicLink(under.resolve("out"), home);
    assertTrue(
        apply(shell, new Step.Fetch("down", at("d/two"), under, under.resolve("out/x")))
            .because()
            .contains("leads out of"));
    assertEquals(
        "there is no file %s to fetch".formatted(at("none")),
        apply(shell, new Step.Fetch("down", at("none"), under, under.resolve("x"))).because());
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void actsOnTheControlMachineInBetween(Shells shell) throws Exception {
    List<String> seen = new ArrayList<>();
    assertDone(
        apply(
            shell,
            write(at("f"), "x"),
            new Step.OnControl(
                "look",
                () -> {
                  seen.add(Files.readString(home.resolve("f")));
                  return Output.of(0, "fine", "");
                }),
            write(at("f"), "y")));
    assertEquals(List.of("x"), seen);
    Applied failed =
        apply(
            shell,
            new Step.OnControl(
                "no",
                () -> {
                  throw new IOException("why not");
                }));
    assertEquals("why not", failed.because());
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void waitsOnTheHost(Shells shell) throws Exception {
    RemoteAccess access = shell.access(home);
    Files.writeString(home.resolve("f"), "one\nready: 42\n");
    Until good =
        Until.all(
            new Until.Present(at("f")),
            new Until.Absent(at("none")),
            new Until.Matches(at("f"), "^ready: [0-9]+$"),
            new Until.Succeeds(Command.of("test", "-f", "f")),
            new Until.Gone(4_194_303),
            new Until.Closed("localhost", 1),
            new Until.Reached(Instant.now().minusSeconds(1)),
            new Until.Any(List.of(new Until.Absent(at("f")), new Until.Present(at("f")))));
    Duration soon = Duration.ofMillis(250);
    assertTrue(access.await(LOGIN, good, soon, soon, HostAccess.Watching.NOBODY));
    assertFalse(
        access.await(LOGIN, new Until.Present(at("none")), soon, soon, HostAccess.Watching.NOBODY));
    assertFalse(
        access.await(
            LOGIN, new Until.Matches(at("none"), "x"), soon, soon, HostAccess.Watching.NOBODY));
    assertTrue(
        access.await(
            LOGIN,
            new Until.Succeeds(
                Command.of("sh", "-c", "n=$(cat n 2>/dev/null)x; echo $n >n; [ $n = xxx ]")),
            Duration.ofMillis(20),
            Duration.ofSeconds(20),
            HostAccess.Watching.NOBODY));
    Applied applied =
        apply(access, new Step.Wait("wait", new Until.Present(at("none")), soon, soon));
    assertEquals(
        "waited 250 ms in vain until %s is there".formatted(at("none")), applied.because());
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void waitsForAProcessThatStillLives(Shells shell) throws Exception {
    Process sleeper = new ProcessBuilder("sleep", "0.4").start();
    sleeper.onExit(); // reaps it
    Until gone = Until.all(new Until.Closed("localhost", 1), new Until.Gone(sleeper.pid()));
    Duration interval = Duration.ofMillis(50);
    RemoteAccess access = shell.access(home);
    Until never = new Until.Gone(ProcessHandle.current().pid());
    assertFalse(
        access.await(LOGIN, never, interval, interval.multipliedBy(3), HostAccess.Watching.NOBODY));
    assertTrue(
        access.await(LOGIN, gone, interval, Duration.ofSeconds(30), HostAccess.Watching.NOBODY));
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void keepsSecretsOffCommandLinesAndScriptTexts(Shells shell) throws Exception {
    ShellOfThisMachine session = shell.session(home);
    RemoteAccess access = new RemoteAccess(session, "here", LONG);
    String lines = "[ \"$PW\" = \"$(cat)\" ] && cat /proc/[0-9]*/cmdline | tr '\\0' ' '";
    Applied applied =
        apply(
            access,
            write(at("f"), Content.of(Secret.of("hush'hush")), mode("0600")),
            Step.run(
                "look",
                Command.of("sh", "-c", lines)
                    .with("PW", Text.of("hush'hush", Marks.NONE.asSecret()))
                    .reading(Content.of(Secret.of("hush'hush")))));
    assertDone(applied);
    assertEquals("hush'hush", Files.readString(home.resolve("f")));
    assertFalse(applied.outputs().get(1).out().contains("hush"));
    assertFalse(session.scripts.toString().contains("hush"));
  }

  private static final RemotePath JOB = RemotePath.of("~/.jobs/job one");

  @ParameterizedTest
  @MethodSource(SHELLS)
  void leavesJobsRunning(Shells shell) throws Exception {
    RemoteAccess access = shell.access(home);
    Applied applied =
        apply(
            access,
            new Step.Detach(
                "start", Command.of("sh", "-c", "echo out; exit 5"), JOB, LONG, "[\"it's\"]"),
            new Step.Wait(
                "wait", new Until.Present(JOB.resolve("status")), Duration.ofMillis(20), LONG));
    assertDone(applied);
    Path job = home.resolve(".jobs/job one");
    assertEquals(job.toString(), applied.outputs().get(0).out());
    assertEquals("5\n", Files.readString(job.resolve("status")));
    assertEquals("out\n", Files.readString(job.resolve("out")));
    assertEquals("[\"it's\"]\n", Files.readString(job.resolve("cmd")));
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(job)));
    assertTrue(
        apply(access, new Step.Detach("again", Command.of("true"), JOB, LONG, ""))
            .because()
            .contains("can't be made"));
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void reconnects(Shells shell) throws Exception {
    assertDone(apply(shell, new Step.Reconnect("again", Optional.of(Command.of("true")), LONG)));
    assertEquals(
        "no",
        apply(
                shell,
                new Step.Reconnect(
                    "again", Optional.of(Command.of("sh", "-c", "echo no; exit 1")), LONG))
            .because());
  }
}
