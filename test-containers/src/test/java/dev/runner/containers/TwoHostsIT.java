package dev.runner.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two web hosts of one site, updated one after the other.
class TwoHostsIT {
  private static final int HTTP_OK = 200;

  @TempDir private Path folder;

  /// Asks both hosts again and again whether they answer, until it is closed.
  private static final class Watch implements AutoCloseable {
    private static final long PAUSE_MILLIS = 50;

    private final TestHost one;
    private final TestHost two;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private volatile boolean allDown;

    Watch(TestHost one, TestHost two) {
      this.one = one;
      this.two = two;
      clock.scheduleWithFixedDelay(this::look, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /// The first one again at the end: they might have taken turns between two looks.
    private void look() {
      allDown |= isDown(one) && isDown(two) && isDown(one);
    }

    private static boolean isDown(TestHost host) {
      return host.get("/health/").status() != HTTP_OK;
    }

    /// Whether there was a moment at which no host answered.
    boolean sawAllDown() {
      return allDown;
    }

    @Override
    public void close() {
      clock.close();
    }
  }

  @Test
  void oneStaysUpWhereNoMigrationIsPending() {
    try (TestHost one = TestHost.start(Stack.MODERN);
        TestHost two = TestHost.start(Stack.MODERN)) {
      Workspace here = new Workspace(folder).with("web1", one).with("web2", two);
      String first = one.tidepool().releaseOneMoreLine();
      String second = two.tidepool().releaseOneMoreLine();
      Watch watch = new Watch(one, two);
      try (watch) {
        here.deploy("-e", "{site_smoke: [], site_settings: []}").orThrow();
      }
      assertEquals(first, one.tidepool().revision());
      assertEquals(second, two.tidepool().revision());
      assertTrue(!watch.sawAllDown(), "both were down at once");
    }
  }

  @Test
  void allStopFirstWhereTheDatabaseChangesUnderTheOldCode() {
    try (TestHost one = TestHost.start(Stack.MODERN);
        TestHost two = TestHost.start(Stack.MODERN)) {
      Workspace here = new Workspace(folder).with("web1", one).with("web2", two);
      one.tidepool().release("autumn");
      two.tidepool().release("autumn");
      Watch watch = new Watch(one, two);
      try (watch) {
        here.deploy().orThrow();
      }
      assertEquals(Optional.of("autumn"), one.tidepool().season());
      assertEquals(Optional.of("autumn"), two.tidepool().season());
      assertTrue(watch.sawAllDown(), "the old code ran on the new database");
    }
  }

  @Test
  void declaredCompatibleTheyTakeTurnsAllTheSame() {
    try (TestHost one = TestHost.start(Stack.MODERN);
        TestHost two = TestHost.start(Stack.MODERN)) {
      Workspace here = new Workspace(folder).with("web1", one).with("web2", two);
      one.tidepool().release("autumn");
      two.tidepool().release("autumn");
      Watch watch = new Watch(one, two);
      try (watch) {
        here.deploy("-e", "migrations_compatible=true").orThrow();
      }
      assertEquals(Optional.of("autumn"), two.tidepool().season());
      assertTrue(!watch.sawAllDown(), "both were down at once");
    }
  }
}
