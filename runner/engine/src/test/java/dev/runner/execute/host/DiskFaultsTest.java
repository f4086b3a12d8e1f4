package dev.runner.execute.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.execute.reach.HostAccess.Applied;
import dev.runner.execute.reach.HostAccess.Watching;
import dev.runner.module.Attributes;
import dev.runner.module.Content;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.testing.FakeControlFile;
import dev.runner.transport.Identity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Steps on a file system that can't take them. It is real and made in a mount namespace of the
/// shell's own, so that it is gone with it; what it held is copied out before.
class DiskFaultsTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String SHELLS = "dev.runner.execute.host.Shells#installed";
  private static final String BIG = "0123456789".repeat(50_000);

  @TempDir Path home;

  /// @param prepared shell text that runs once `disk/f` is there
  private ShellOfThisMachine session(Shells shell, String prepared) {
    String around =
        """
        cd "$HOME" || exit 90
        /bin/mkdir -p disk && /bin/mount -t tmpfs -o size=64k none disk || exit 91
        printf old >disk/f
        %s
        "$@"
        r=$?
        /bin/cat disk/f >kept
        /bin/ls -A disk >listing
        exit "$r"
        """
            .formatted(prepared);
    List<String> words = new ArrayList<>(List.of("unshare", "-rm", "/bin/sh", "-c", around, "sh"));
    words.addAll(shell.words());
    Map<String, String> environment = new java.util.HashMap<>(shell.environment());
    environment.computeIfPresent("PATH", (name, path) -> path + ":/usr/bin:/bin");
    return new ShellOfThisMachine(words, home, environment);
  }

  private RemotePath at(String name) {
    return RemotePath.of(home + "/disk/" + name);
  }

  private Step write(String content) {
    return Step.write("write", at("f"), Optional.empty(), Content.of(content), Attributes.NONE);
  }

  private Step upload(String name, String content) {
    return new Step.Upload(
        "upload " + name,
        FakeControlFile.of(name, content),
        at(name),
        Attributes.NONE,
        Optional.empty(),
        false);
  }

  private Applied apply(ShellOfThisMachine session, List<Step> steps) throws Exception {
    return new RemoteAccess(session, "here", LONG)
        .apply(new Identity.Login(), steps, Map.of(), Watching.NOBODY, LONG);
  }

  private void assertWhole(Applied applied, String cause) throws Exception {
    assertEquals(Optional.of(0), applied.failed());
    assertTrue(applied.because().contains(cause), applied.because());
    assertEquals("old", Files.readString(home.resolve("kept")));
    assertEquals("f\n", Files.readString(home.resolve("listing")));
  }

  private List<List<Step>> attempts(String content) {
    return List.of(
        List.of(write(content)),
        List.of(upload("f", content)),
        List.of(upload("a", content), upload("f", content), upload("g", content)));
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void aFullDisk(Shells shell) throws Exception {
    for (List<Step> steps : attempts(BIG)) {
      assertWhole(apply(session(shell, ""), steps), "the disk is full");
    }
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void aDiskWithoutABlock(Shells shell) throws Exception {
    String fill = "/bin/cat /dev/zero >disk/f 2>/dev/null; printf old 1<>disk/f";
    for (List<Step> steps : attempts("new")) {
      Applied applied = apply(session(shell, fill), steps);
      assertEquals(Optional.of(0), applied.failed());
      assertTrue(applied.because().contains("the disk is full"), applied.because());
      assertTrue(applied.because().contains("at " + home), applied.because());
      assertTrue(Files.readString(home.resolve("kept")).startsWith("old"));
      assertEquals("f\n", Files.readString(home.resolve("listing")));
    }
  }

  /// Those that take a script whole without writing it to a file, as ksh93 does in these tests.
  static Stream<Shells> withoutFilesOfItsOwn() {
    return Shells.installed().filter(shell -> shell != Shells.KSH);
  }

  /// Who writes more than that is killed, unless the signal is ignored.
  @ParameterizedTest
  @MethodSource("withoutFilesOfItsOwn")
  void aLimitOfTheSizeOfFiles(Shells shell) throws Exception {
    Applied applied =
        apply(session(shell, "ulimit -f 1"), List.of(write("0123456789".repeat(600))));
    assertWhole(applied, "File too large");
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void aReadOnlyFileSystem(Shells shell) throws Exception {
    for (List<Step> steps : attempts("new")) {
      assertWhole(
          apply(session(shell, "/bin/mount -o remount,ro none disk"), steps), "mounted read-only");
    }
  }

  /// The shell is killed when it is about to rename the temporary file, which it can't remove then.
  @ParameterizedTest
  @MethodSource(SHELLS)
  void aShellKilledBeforeTheRename(Shells shell) throws Exception {
    String deadly =
        """
        /bin/mkdir bin
        printf '#!/bin/sh\\nkill -9 "$PPID"\\n' >bin/mv
        /bin/chmod 755 bin/mv
        PATH=$PWD/bin:$PATH
        """;
    Applied applied = apply(session(shell, deadly), List.of(write("new")));

    assertEquals(Optional.of(0), applied.failed());
    assertTrue(
        applied.because().contains("137") || applied.because().contains("Killed"),
        applied.because());
    assertEquals("old", Files.readString(home.resolve("kept")));
    assertTrue(Files.readString(home.resolve("listing")).matches("\\.runner-\\S+\nf\n"));
  }
}
