package dev.runner.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two web hosts of one site, updated one after the other.
class TwoHostsIT {
  @TempDir private Path folder;

  /// Asks both hosts again and again whether they answer, until it is closed.
  private static final class Watch implements AutoCloseable {
    private final List<TestHost> hosts;
    private final List<List<Boolean>> seen = new ArrayList<>();
    private final Thread thread;
    private volatile boolean watching = true;

    Watch(TestHost... hosts) {
      this.hosts = List.of(hosts);
      this.thread = Thread.ofVirtual().start(this::look);
    }

    private void look() {
      while (watching) {
        List<Boolean> now =
            hosts.stream().map(host -> host.get("/health/").status() == 200).toList();
        synchronized (seen) {
          seen.add(now);
        }
        Thread.onSpinWait();
      }
    }

    /// Whether there was a moment at which no host answered.
    boolean sawAllDown() {
      synchronized (seen) {
        return seen.stream().anyMatch(now -> !now.contains(true));
      }
    }

    @Override
    public void close() {
      watching = false;
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
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
