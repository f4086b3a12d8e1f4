package dev.runner.execute.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.execute.reach.HostAccess;
import dev.runner.module.Command;
import dev.runner.module.Content;
import dev.runner.module.FileStat;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Probe;
import dev.runner.module.ProbeException;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.transport.Identity;
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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AskingTest {
  private static final Identity LOGIN = new Identity.Login();
  private static final String SHELLS = "dev.runner.execute.host.Shells#installed";

  @TempDir Path home;

  private static Probe probe(HostAccess access) {
    return access.ask(LOGIN, List.of(), Map.of(), false).probe();
  }

  private RemotePath at(String name) {
    return RemotePath.of(home.resolve(name).toString());
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void tellsAllThatIsKnownOfAPath(Shells shell) throws IOException {
    Path file = Files.writeString(home.resolve("file"), "hello");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-x---"));
    Files.createLink(home.resolve("second"), file);
    Instant modified = Instant.ofEpochSecond(1_700_000_000, 123_456_789);
    Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.from(modified));
    FileStat stat = probe(shell.access(home)).stat(at("file"));
    Map<String, Object> truth = Files.readAttributes(file, "unix:*", LinkOption.NOFOLLOW_LINKS);
    assertEquals(at("file"), stat.path());
    assertEquals(FileStat.Type.FILE, stat.type());
    assertEquals(0650, stat.mode());
    assertEquals(5, stat.size());
    assertEquals(2, stat.links());
    assertEquals(truth.get("ino"), stat.inode());
    assertEquals(truth.get("dev"), stat.device());
    assertEquals(((Integer) truth.get("uid")).longValue(), stat.uid());
    assertEquals(truth.get("owner").toString(), stat.owner());
    assertEquals(truth.get("group").toString(), stat.group());
    assertEquals(modified.getEpochSecond(), stat.modified().getEpochSecond());
    if (shell != Shells.BUSYBOX) {
      assertEquals(modified, stat.modified());
    }
  }

  /// Most paths are asked for in both ways, and are no links.
  @ParameterizedTest
  @MethodSource(SHELLS)
  void looksAtAPathOnce(Shells shell) throws Exception {
    Files.writeString(home.resolve("file"), "hello");
    Files.createSymbolicLink(home.resolve("link"), Path.of("file"));
    ShellOfThisMachine session = shell.session(home);
    Probe probe = probe(new RemoteAccess(session, "here", Duration.ofSeconds(30)));
    List<Pending<FileStat>> stats = new ArrayList<>();
    for (boolean follow : new boolean[] {true, false, true}) {
      stats.add(probe.later(new Question.Stat(at("file"), follow)));
      stats.add(probe.later(new Question.Stat(at("link"), follow)));
    }
    assertEquals(
        List.of(5L, 5L, 5L, 4L, 5L, 5L), stats.stream().map(each -> each.get().size()).toList());
    assertEquals(Optional.of("file"), stats.get(3).get().target());
    assertEquals(1, session.trips.get());
    assertTrue(
        session.scripts.getFirst().contains(" B %s B %s\n".formatted(at("file"), at("link"))));
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void knowsAllKindsOfPaths(Shells shell) throws Exception {
    Files.createDirectory(home.resolve("directory"));
    Files.createSymbolicLink(home.resolve("link"), Path.of("direct\nory' -> x"));
    Files.createSymbolicLink(home.resolve("good"), Path.of("directory"));
    Files.createSymbolicLink(home.resolve("loop"), Path.of("loop"));
    new ProcessBuilder("mkfifo", home.resolve("fifo").toString()).start().waitFor();
    Probe probe = probe(shell.access(home));
    List<Pending<FileStat>> stats = new ArrayList<>();
    for (String name :
        List.of("directory", "link", "good", "fifo", "none", "directory/none", "fifo/none")) {
      stats.add(probe.later(new Question.Stat(at(name), false)));
      stats.add(probe.later(new Question.Stat(at(name), true)));
    }
    stats.add(probe.later(new Question.Stat(RemotePath.of("/dev/null"), true)));
    stats.add(probe.later(new Question.Stat(at("loop"), true)));
    assertEquals(
        List.of(
            FileStat.Type.DIRECTORY, FileStat.Type.DIRECTORY,
            FileStat.Type.LINK, FileStat.Type.ABSENT,
            FileStat.Type.LINK, FileStat.Type.DIRECTORY,
            FileStat.Type.FIFO, FileStat.Type.FIFO,
            FileStat.Type.ABSENT, FileStat.Type.ABSENT,
            FileStat.Type.ABSENT, FileStat.Type.ABSENT,
            FileStat.Type.ABSENT, FileStat.Type.ABSENT,
            FileStat.Type.CHARACTER, FileStat.Type.ABSENT),
        stats.stream().map(each -> each.get().type()).toList());
    assertEquals(Optional.of("direct\nory' -> x"), stats.get(2).get().target());
    assertEquals(Optional.of("directory"), stats.get(4).get().target());
    assertEquals(Optional.empty(), stats.get(5).get().target());
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void takesAnyName(Shells shell) throws Exception {
    List<String> names =
        List.of(
            "-rf",
            "a b",
            "it's",
            "new\nline",
            "end\n",
            "$(touch hacked)",
            "`id`",
            "*",
            "back\\slash",
            "\"",
            "~",
            "é",
            "\uDCFF\uDC80raw",
            "tab\t",
            "#x",
            "a;b",
            "!",
            "--");
    ShellOfThisMachine session = shell.session(home);
    RemoteAccess access = new RemoteAccess(session, "here", Duration.ofSeconds(30));
    for (String name : names) {
      assertEquals(0, write(session, name), name);
    }
    Probe probe = probe(access);
    int before = session.trips.get();
    List<Pending<FileStat>> stats = new ArrayList<>();
    List<Pending<Optional<Content>>> contents = new ArrayList<>();
    List<Pending<Optional<String>>> sums = new ArrayList<>();
    Pending<List<FileStat>> listing = probe.later(new Question.Listing(at("."), 1));
    for (String name : names) {
      RemotePath path = RemotePath.of(home + "/" + name);
      stats.add(probe.later(new Question.Stat(path, false)));
      contents.add(probe.later(new Question.Read(path, 100)));
      sums.add(probe.later(new Question.Checksum(path, "sha1")));
    }
    for (int i = 0; i < names.size(); i++) {
      assertTrue(stats.get(i).get().isFile(), names.get(i));
      assertEquals(Optional.of(Content.of("x")), contents.get(i).get(), names.get(i));
      assertEquals(
          Optional.of("11f6ad8ec52a2984abaafd7c3b516503785c2072"), sums.get(i).get(), names.get(i));
    }
    assertEquals(
        names.stream().map(name -> at(".") + "/" + name).sorted().toList(),
        listing.get().stream().map(each -> each.path().text()).toList());
    assertEquals(1, session.trips.get() - before);
    assertFalse(Files.exists(home.resolve("hacked")));
  }

  private int write(ShellOfThisMachine session, String name) throws Exception {
    String word = dev.runner.module.Quoting.quote("./" + name);
    String script = "cd \"$HOME\"; printf x >" + word;
    return session.run(LOGIN, dev.runner.transport.Script.of(script), Duration.ofSeconds(9)).exit();
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void readsBinaryContentExactly(Shells shell) throws IOException {
    byte[] bytes = new byte[3 << 20];
    new Random(7).nextBytes(bytes);
    Files.write(home.resolve("big"), bytes);
    Files.write(home.resolve("empty"), new byte[0]);
    Files.write(home.resolve("newlines"), "\n\n".getBytes());
    Probe probe = probe(shell.access(home));
    assertArrayEquals(bytes, probe.read(at("big")).orElseThrow().bytes());
    assertEquals(Content.of(""), probe.read(at("empty")).orElseThrow());
    assertEquals(Content.of("\n\n"), probe.read(at("newlines")).orElseThrow());
    assertEquals(Optional.empty(), probe.read(at("none")));
    assertEquals(
        at("big") + " is larger than 1000 bytes",
        assertThrows(ProbeException.class, () -> probe.ask(new Question.Read(at("big"), 1000)))
            .sentence());
    assertTrue(probe.ask(new Question.Read(at("big"), bytes.length)).isPresent());
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void opensNoSpecialFiles(Shells shell) throws Exception {
    new ProcessBuilder("mkfifo", home.resolve("fifo").toString()).start().waitFor();
    Probe probe = probe(shell.access(home));
    Pending<Optional<String>> sum = probe.later(new Question.Checksum(at("fifo"), "sha256"));
    assertThrows(ProbeException.class, () -> probe.read(at("fifo")));
    assertThrows(ProbeException.class, () -> probe.read(RemotePath.of("/dev/zero")));
    assertEquals(
        at(".") + " is a directory",
        assertThrows(ProbeException.class, () -> probe.read(at("."))).sentence());
    assertEquals(Optional.empty(), sum.get());
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void makesChecksumsByAllAlgorithms(Shells shell) throws Exception {
    Files.writeString(home.resolve("f"), "x");
    Probe probe = probe(shell.access(home));
    List<String> algorithms = List.of("md5", "sha1", "sha256", "sha512");
    List<Integer> lengths = new ArrayList<>();
    for (String algorithm : algorithms) {
      lengths.add(probe.ask(new Question.Checksum(at("f"), algorithm)).orElse("").length());
    }
    assertEquals(List.of(32, 40, 64, 128), lengths);
    assertEquals(Optional.empty(), probe.ask(new Question.Checksum(at("none"), "md5")));
    assertEquals(Optional.empty(), probe.ask(new Question.Checksum(at("."), "md5")));
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void listsDirectories(Shells shell) throws Exception {
    Files.createDirectories(home.resolve("d/sub/deep"));
    Files.writeString(home.resolve("d/sub/file"), "x");
    Files.createSymbolicLink(home.resolve("d/link"), Path.of("sub"));
    Files.createSymbolicLink(home.resolve("to"), Path.of("d"));
    Probe probe = probe(shell.access(home));
    List<FileStat> all = probe.ask(new Question.Listing(at("d"), 0));
    assertEquals(
        List.of("d/link", "d/sub", "d/sub/deep", "d/sub/file"),
        all.stream().map(each -> home.relativize(Path.of(each.path().text())).toString()).toList());
    assertEquals(Optional.of("sub"), all.getFirst().target());
    assertEquals(2, probe.ask(new Question.Listing(at("d"), 1)).size());
    assertEquals(at("to/link"), probe.ask(new Question.Listing(at("to"), 1)).getFirst().path());
    assertEquals(
        RemotePath.of("~/d/link"),
        probe.ask(new Question.Listing(RemotePath.of("~/d/"), 1)).getFirst().path());
    assertEquals(List.of(), probe.ask(new Question.Listing(at("none"), 0)));
    assertEquals(List.of(), probe.ask(new Question.Listing(at("d/sub/file"), 0)));
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void looksByCommands(Shells shell) throws Exception {
    Probe probe = probe(shell.access(home));
    Pending<Output> env =
        probe.lookLater(
            Command.of(
                "sh",
                "-c",
                "echo $LC_ALL $GIT_OPTIONAL_LOCKS $PYTHONDONTWRITEBYTECODE; pwd; exit 3"));
    Pending<Output> input =
        probe.lookLater(
            Command.of("cat").reading(Content.of(new byte[] {0, 'a', '%', '\'', -1, '\n'})));
    Pending<Output> err = probe.lookLater(Command.of("sh", "-c", "echo no >&2"));
    Pending<Output> none = probe.lookLater(Command.of("no-such-program"));
    Pending<Output> quiet = probe.lookLater(Command.of("cat"));
    Pending<Output> in = probe.lookLater(Command.of("pwd").in(RemotePath.of("/usr")));
    assertEquals("C 0 1\n" + home.toRealPath(), env.get().out());
    assertEquals(3, env.get().exit());
    assertArrayEquals(new byte[] {0, 'a', '%', '\'', -1, '\n'}, input.get().stdout().bytes());
    assertEquals("no", err.get().err());
    assertEquals("", err.get().out());
    assertEquals(127, none.get().exit());
    assertEquals("", quiet.get().out());
    assertEquals("/usr", in.get().out());
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void stopsALookAtItsDeadline(Shells shell) throws Exception {
    Probe probe = probe(shell.access(home));
    Output output = probe.look(Command.of("sleep", 30).within(Duration.ofSeconds(1)));
    assertTrue(output.exit() == 124 || output.exit() == 143, "" + output.exit());
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void findsProgramsUsersGroups(Shells shell) throws Exception {
    HostAccess access = shell.access(home);
    HostAccess.Asking asking =
        access.ask(
            LOGIN,
            List.of("sh", "no-such-program"),
            Map.of("KEY", Text.of("value", dev.runner.values.Marks.NONE)),
            false);
    Probe probe = asking.probe();
    assertTrue(probe.which("ls").orElseThrow().text().endsWith("/ls"));
    assertEquals(Optional.empty(), probe.which("no-such-program"));
    assertEquals(List.of("no-such-program"), asking.missing());
    assertEquals(0, probe.ask(new Question.User("root")).orElseThrow().uid());
    assertEquals("root", probe.ask(new Question.User("0")).orElseThrow().name());
    assertEquals("root", probe.ask(new Question.User("0")).orElseThrow().groups().getFirst());
    assertEquals(Optional.empty(), probe.ask(new Question.User("nobody-here")));
    assertEquals(Optional.of(0L), probe.ask(new Question.Group("root")));
    assertEquals(Optional.of(0L), probe.ask(new Question.Group("0")));
    assertEquals(Optional.empty(), probe.ask(new Question.Group("nobody-here")));
    assertEquals(System.getProperty("user.name"), probe.ask(new Question.Self()).name());
    assertEquals("value", probe.look(Command.of("sh", "-c", "echo $KEY")).out());
    assertEquals("me", probe.look(Command.of("sh", "-c", "echo ${0##*/}", "a/me", "b")).out());
    assertEquals("b c", probe.look(Command.of("sh", "-c", "echo $1 $2", "me", "b", "c")).out());
    Duration difference = Duration.between(Instant.now(), probe.ask(new Question.Clock())).abs();
    assertTrue(difference.compareTo(Duration.ofMinutes(1)) < 0);
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void knowsProcessesPortsAndSpace(Shells shell) throws Exception {
    Probe probe = probe(shell.access(home));
    assertTrue(probe.ask(new Question.Alive(ProcessHandle.current().pid())));
    assertFalse(probe.ask(new Question.Alive(4_194_303)));
    try (var server = new java.net.ServerSocket(0, 5, java.net.InetAddress.getLoopbackAddress())) {
      assertTrue(probe.ask(new Question.PortOpen("127.0.0.1", server.getLocalPort())));
      assertTrue(probe.ask(new Question.PortOpen("localhost", server.getLocalPort())));
      assertFalse(probe.ask(new Question.PortOpen("localhost", 1)));
    }
    long free = probe.ask(new Question.Free(at("not/there/yet")));
    assertTrue(free > 0 && free <= Files.getFileStore(home).getTotalSpace());
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void givesAPrivatePlaceAndTakesItAway(Shells shell) throws Exception {
    HostAccess access = shell.access(home);
    RemotePath scratch;
    try (HostAccess.Asking asking = access.ask(LOGIN, List.of(), Map.of(), false)) {
      scratch = asking.probe().scratch();
      Pending<Output> made = asking.probe().lookLater(Command.of("mkdir", scratch.resolve("sub")));
      Pending<FileStat> sub = asking.probe().later(new Question.Stat(scratch.resolve("sub"), true));
      assertTrue(sub.get().isDirectory());
      assertTrue(made.get().ok());
      assertEquals(0700, asking.probe().stat(scratch).mode());
    }
    assertFalse(Files.exists(Path.of(scratch.text())));
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void asksTwiceWhenAPathGoesAwayInBetween(Shells shell) throws Exception {
    Waiting<FileStat> gone = new Waiting<>(new Question.Stat(at("gone"), true));
    Waiting<FileStat> there = new Waiting<>(new Question.Stat(at("."), true));
    StatInquiry inquiry = new StatInquiry(List.of(gone, there));
    Block block = new Block(1, "FF\n81a4 0 0 1 1 1 1 1 1 1\nNO\nNO\n".getBytes(), new byte[0]);
    List<Inquiry> again = inquiry.take(block, "NO");
    assertEquals(2, again.size());
    Block none =
        new Block(1, "F\nNO\nNO\n".getBytes(), "stat: No such file or directory".getBytes());
    assertEquals(List.of(), again.getFirst().take(none, "NO"));
    assertFalse(gone.value().exists());
    assertFalse(there.isAnswered());
    assertTrue(TimeUnit.SECONDS.toMillis(1) > 0);
  }
}
