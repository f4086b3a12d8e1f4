package dev.runner.execute.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runner.execute.ahead.Foresight;
import dev.runner.execute.reach.HostAccess;
import dev.runner.module.Content;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Until;
import dev.runner.transport.Identity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was known before a wait, or before the connection was dropped, doesn't count after it.
class AwaitingTest {
  private static final Identity LOGIN = new Identity.Login();

  @TempDir private Path home;

  private interface Happening {
    void on(RemoteAccess access) throws Exception;
  }

  /// What a file is said to hold: at first, after it has changed, and after this happened too.
  private List<String> said(Happening happening) throws Exception {
    Path file = Files.writeString(home.resolve("file"), "old");
    RemotePath path = RemotePath.of(file.toString());
    RemoteAccess access =
        new RemoteAccess(
            Shells.DASH.session(home),
            "here",
            Duration.ofMinutes(1),
            Optional.of(new Foresight(InstantSource.fixed(Instant.EPOCH)).of("here")));
    HostAccess.Foreseen later =
        new HostAccess.Foreseen(new Question.Read(path, Probe.READ_LIMIT), Map.of());
    HostAccess.Asker asker =
        new HostAccess.Asker(
            LOGIN, List.of(), Map.of(), false, Optional.of((host, who) -> List.of(later)));
    try (HostAccess.Asking asking = access.ask(asker)) {
      Probe probe = asking.probe();
      probe.stat(path); // which brings the mounts, without which no answer is kept
      probe.lstat(path);
      String first = text(probe.read(path));
      Files.writeString(file, "new");
      String held = text(probe.read(path));
      happening.on(access);
      return List.of(first, held, text(probe.read(path)));
    }
  }

  private static String text(Optional<Content> content) {
    return content.map(Content::lenientText).orElse("");
  }

  @Test
  void anAnswerHolds() throws Exception {
    assertEquals(List.of("old", "old", "old"), said(access -> {}));
  }

  @Test
  void aWaitEndsThat() throws Exception {
    assertEquals(
        List.of("old", "old", "new"),
        said(
            access ->
                access.await(
                    LOGIN,
                    new Until.Present(RemotePath.of("/")),
                    Duration.ofMillis(10),
                    Duration.ofMinutes(1),
                    HostAccess.Watching.NOBODY)));
  }

  @Test
  void soDoesANewConnection() throws Exception {
    assertEquals(List.of("old", "old", "new"), said(RemoteAccess::drop));
  }
}
