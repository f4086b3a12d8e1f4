package dev.runner.execute.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.execute.reach.HostAccess.Applied;
import dev.runner.execute.reach.HostAccess.Watching;
import dev.runner.module.Attributes;
import dev.runner.module.Content;
import dev.runner.module.FileMode;
import dev.runner.module.Output;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.testing.FakeControlFile;
import dev.runner.transport.ConnectException;
import dev.runner.transport.Identity;
import dev.runner.transport.Script;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Many uploads in a row, which travel as one stream.
class ShipmentTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String SHELLS = "dev.runner.execute.host.Shells#installed";

  @TempDir Path home;

  private static Applied apply(ShellOfThisMachine session, List<Step> steps) throws Exception {
    return new RemoteAccess(session, "here", LONG)
        .apply(new Identity.Login(), steps, Map.of(), Watching.NOBODY, LONG);
  }

  private Step.Upload upload(String name, byte[] content, Attributes attributes, boolean backup) {
    return new Step.Upload(
        "make " + name,
        FakeControlFile.of("f", Content.of(content)),
        RemotePath.of(home + "/" + name),
        attributes,
        Optional.empty(),
        backup);
  }

  private Step.Upload upload(String name, String content) {
    return upload(name, utf8(content), Attributes.NONE, false);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  private Step.Directory directory(String name) {
    return new Step.Directory("make " + name, RemotePath.of(home + "/" + name), Attributes.NONE);
  }

  private static Attributes mode(String mode) {
    return Attributes.ofMode(FileMode.parse(mode));
  }

  private String permissions(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(name)));
  }

  private List<String> hidden() throws IOException {
    try (Stream<Path> all = Files.walk(home)) {
      return all.map(each -> each.getFileName().toString())
          .filter(each -> each.startsWith(".runner"))
          .toList();
    }
  }

  private String text(String name) throws IOException {
    return Files.readString(home.resolve(name));
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void travelsInOneRoundTrip(Shells shell) throws Exception {
    byte[] binary = new byte[70_000];
    new Random(5).nextBytes(binary);
    String long_ = "n".repeat(200);
    List<Step> steps = new ArrayList<>(List.of(directory("a"), directory("a/b c")));
    for (int i = 0; i < 450; i++) {
      steps.add(upload("a/" + i, "content " + i));
    }
    steps.add(upload("a/b c/binary", binary, mode("0640"), false));
    steps.add(upload("a/b c/empty", new byte[0], mode("0640"), false));
    steps.add(upload("a/b c/-r 'odd'\n$x", "odd"));
    steps.add(upload("a/b c/.hidden", "hidden"));
    steps.add(upload("a/b c/" + long_, "long"));
    steps.add(upload("a/b c/ü", utf8("utf"), mode("u+x"), false));
    steps.add(directory("last"));
    ShellOfThisMachine session = shell.session(home);

    Applied applied = apply(session, steps);

    assertEquals(Optional.empty(), applied.failed(), applied.because());
    assertEquals(1, session.trips.get());
    assertEquals(steps.size(), applied.outputs().all().size());
    for (int i = 0; i < 450; i++) {
      assertEquals("content " + i, text("a/" + i));
    }
    assertArrayEquals(binary, Files.readAllBytes(home.resolve("a/b c/binary")));
    assertEquals(0, Files.size(home.resolve("a/b c/empty")));
    assertEquals("odd", text("a/b c/-r 'odd'\n$x"));
    assertEquals("hidden", text("a/b c/.hidden"));
    assertEquals("long", text("a/b c/" + long_));
    assertEquals("rw-r-----", permissions("a/b c/binary"));
    assertEquals("rw-r-----", permissions("a/b c/empty"));
    assertEquals("rw-r--r--", permissions("a/b c/.hidden"));
    assertEquals("rwxr--r--", permissions("a/b c/ü"));
    assertTrue(Files.isDirectory(home.resolve("last")));
    assertEquals(List.of(), hidden());
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void keepsWhatIsReplacedAsItWas(Shells shell) throws Exception {
    Files.writeString(home.resolve("old"), "old");
    Files.setPosixFilePermissions(
        home.resolve("old"), PosixFilePermissions.fromString("rwx------"));
    Files.writeString(home.resolve("target"), "old");
    Files.createSymbolicLink(home.resolve("link"), Path.of("target"));

    Applied applied =
        apply(
            shell.session(home),
            List.of(
                upload("first", "1"),
                upload("old", utf8("new"), Attributes.NONE, true),
                upload("link", "through"),
                upload("z", "last")));

    assertEquals(Optional.empty(), applied.failed(), applied.because());
    assertEquals("new", text("old"));
    assertEquals("rwx------", permissions("old"));
    assertEquals("old", Files.readString(Path.of(applied.outputs().get(1).out())));
    assertTrue(Files.isSymbolicLink(home.resolve("link")));
    assertEquals("through", text("target"));
    assertEquals("1", text("first"));
    assertEquals("last", text("z"));
    assertEquals(List.of(), hidden());
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void stopsAtTheFirstThatFails(Shells shell) throws Exception {
    Files.createDirectories(home.resolve("b/full"));

    Applied applied =
        apply(
            shell.session(home),
            List.of(
                directory("d"),
                upload("a", "a"),
                upload("b", "b"),
                upload("c", "c"),
                directory("never")));

    assertEquals(Optional.of(2), applied.failed());
    assertEquals(home + "/b is a directory", applied.because());
    assertEquals("a", text("a"));
    assertFalse(Files.exists(home.resolve("c")));
    assertFalse(Files.exists(home.resolve("never")));
    assertEquals(List.of(), hidden());
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void saysWhichDirectoryIsMissing(Shells shell) throws Exception {
    Applied applied = apply(shell.session(home), List.of(upload("a", "a"), upload("none/b", "b")));

    assertEquals("the directory " + home + "/none does not exist", applied.because());
    assertEquals(List.of(), hidden());
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void goesOneByOneWhereTheHostHasNoTar(Shells shell) throws Exception {
    Applied applied =
        apply(
            shell.without(home, "tar"),
            List.of(directory("d"), upload("d/a", "a"), upload("d/b", "b"), directory("e")));

    assertEquals(Optional.empty(), applied.failed(), applied.because());
    assertEquals(4, applied.outputs().all().size());
    assertEquals("a", text("d/a"));
    assertEquals("b", text("d/b"));
    assertTrue(Files.isDirectory(home.resolve("e")));
  }

  /// Only so many bytes of the stream come.
  private static final class Cut extends ShellOfThisMachine {
    private final int after;

    Cut(Shells shell, Path home, int after) {
      this(shell.words(), shell, home, after);
    }

    Cut(List<String> words, Shells shell, Path home, int after) {
      super(words, home, shell.environment());
      this.after = after;
    }

    /// Nobody reads what the host writes besides: the control machine is gone.
    static Cut unheard(Shells shell, Path home, int after) {
      Stream<String> words = Stream.of("/bin/sh", "-c", "\"$@\" 2>&1 | true", "sh");
      return new Cut(Stream.concat(words, shell.words().stream()).toList(), shell, home, after);
    }

    @Override
    public Output feed(Identity who, Script script, InputStream content, Duration deadline)
        throws ConnectException {
      try {
        byte[] some = content.readNBytes(after);
        return super.feed(who, script, new ByteArrayInputStream(some), deadline);
      } catch (ConnectException e) {
        throw e;
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void putsNothingInPlaceWhenTheStreamIsCut(Shells shell) throws Exception {
    Files.writeString(home.resolve("b"), "old");
    List<Step> steps = List.of(upload("a", "a"), upload("b", "new"), upload("c", "c"));
    // In a header, in a file, between two files, before the mark.
    for (int after : new int[] {0, 100, 513, 1024, 2048, 3072, 3500}) {
      Applied applied = apply(new Cut(shell, home, after), steps);

      assertEquals(Optional.of(0), applied.failed(), "after " + after);
      assertEquals("old", text("b"));
      assertFalse(Files.exists(home.resolve("a")), "after " + after);
      assertEquals(List.of(), hidden());
    }
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void leavesNothingBehindWhereNobodyListensAnyMore(Shells shell) throws Exception {
    List<Step> steps = List.of(upload("a", "a".repeat(100_000)), upload("b", "new"));
    try {
      apply(Cut.unheard(shell, home, 1100), steps);
    } catch (ConnectException | IllegalStateException expected) {
      // an answer that lacks its end
    }

    assertFalse(Files.exists(home.resolve("a")));
    assertEquals(List.of(), hidden());
  }
}
