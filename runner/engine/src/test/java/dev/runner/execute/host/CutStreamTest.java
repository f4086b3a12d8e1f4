package dev.runner.execute.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.execute.reach.HostAccess.Applied;
import dev.runner.execute.reach.HostAccess.Watching;
import dev.runner.module.Attributes;
import dev.runner.module.Content;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A connection that dies while content travels: the host sees an ordinary end of what it reads.
class CutStreamTest {
  private static final Content BIG = Content.of("0123456789".repeat(50_000));

  @TempDir Path home;

  static Stream<Shells> shells() {
    return Shells.installed();
  }

  private static final class Cut extends ShellOfThisMachine {
    Cut(Shells shell, Path home) {
      super(shell.words(), home, shell.environment());
    }

    @Override
    public Output feed(Identity who, Script script, InputStream content, Duration deadline)
        throws ConnectException {
      try {
        byte[] half = content.readNBytes(BIG.size() / 2);
        return super.feed(who, script, new ByteArrayInputStream(half), deadline);
      } catch (ConnectException e) {
        throw e;
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("shells")
  void leavesTheFileAsItWas(Shells shell) throws Exception {
    Path file = Files.writeString(home.resolve("f"), "old");
    RemotePath path = RemotePath.of(file.toString());
    Step write = Step.write("write", path, Optional.empty(), BIG, Attributes.NONE);
    Step upload =
        new Step.Upload(
            "upload",
            FakeControlFile.of("big", BIG),
            path,
            Attributes.NONE,
            Optional.empty(),
            false);
    for (Step step : List.of(write, upload)) {
      Applied applied =
          new RemoteAccess(new Cut(shell, home), "here", Duration.ofSeconds(30))
              .apply(
                  new Identity.Login(),
                  List.of(step),
                  Map.of(),
                  Watching.NOBODY,
                  Duration.ofSeconds(30));
      assertEquals(Optional.of(0), applied.failed());
      assertTrue(
          applied.because().startsWith("only 250000 of 500000 bytes came"), applied.because());
      assertEquals("old", Files.readString(file));
      try (Stream<Path> all = Files.list(home)) {
        assertEquals(1, all.count());
      }
    }
  }
}
