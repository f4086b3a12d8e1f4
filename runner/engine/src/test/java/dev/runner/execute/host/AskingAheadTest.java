package dev.runner.execute.host;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import dev.runner.execute.reach.HostAccess;
import dev.runner.transport.Identity;
import java.util.List;
import org.junit.jupiter.api.Test;

class AskingAheadTest {
  @Test
  void nobodyHearsOfWhatFailsBeforehand() {
    HostAccess.Ahead failing =
        new HostAccess.Ahead() {
          @Override
          public List<HostAccess.Foreseen> questions(HostAccess host, Identity who) {
            return List.of();
          }

          @Override
          public void prepare() {
            throw new NoClassDefFoundError("a broken jar");
          }
        };
    assertDoesNotThrow(() -> AskingAhead.prepare(failing));
  }
}
