package dev.runner.containers;

import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Hosts at spring, handed out one after the other and put back into spring in between: cheaper
/// than a fresh host for each trouble. Checkout, git's objects, packages and static files have a
/// small disk each, so that one of them can be filled.
final class Spring implements AutoCloseable {
  static final String DISK = "/small/";
  private static final String OPTIONS = "mode=755,exec,size=";

  private static final String LAY_OUT =
      """
      set -e
      # One that is still starting has no pid file yet, and doesn't hear the first word.
      while pgrep apache2 >/dev/null; do apachectl stop >/dev/null 2>&1 || true; sleep 0.1; done
      # A clone of a repository on the same disk has the objects of all its seasons.
      runuser -u deploy -- git -C /srv/tidepool gc -q --prune=now
      for name in tidepool tidepool-env tidepool-static; do
        cp -a /srv/$name /small/$name/site
        mv /srv/$name /root/$name.spring
        ln -s /small/$name/site /srv/$name
        chown -h deploy:team /srv/$name
      done
      mv /small/tidepool/site/.git/objects /small/objects/site
      ln -s /small/objects/site /small/tidepool/site/.git/objects
      chown -h deploy:team /small/tidepool/site/.git/objects
      cp -a /srv/packages /root/packages.spring
      if [ -d /etc/postgresql ]; then
        runuser -u postgres -- pg_dump -Fc tidepool >/root/spring.dump
      else
        mariadb-dump --skip-dump-date tidepool >/root/spring.sql
      fi
      apachectl start
      """;

  private static final String PUT_BACK =
      """
      set -e
      pkill -KILL apache2 || true
      while pgrep apache2 >/dev/null; do sleep 0.1; done
      rm -f /run/apache2/apache2.pid
      rm -rf /small/*/*
      for name in tidepool tidepool-env tidepool-static; do
        cp -a /root/$name.spring /small/$name/site
      done
      mv /small/tidepool/site/.git/objects /small/objects/site
      ln -s /small/objects/site /small/tidepool/site/.git/objects
      chown -h deploy:team /small/tidepool/site/.git/objects
      rm -rf /srv/packages /var/lib/runner
      cp -a /root/packages.spring /srv/packages
      if [ -d /etc/postgresql ]; then
        runuser -u postgres -- psql -qc 'DROP DATABASE tidepool WITH (FORCE)' -c 'CREATE DATABASE tidepool OWNER tidepool'
        runuser -u postgres -- pg_restore -d tidepool </root/spring.dump
      else
        mariadb -e 'DROP DATABASE tidepool; CREATE DATABASE tidepool CHARACTER SET utf8'
        mariadb tidepool </root/spring.sql
      fi
      apachectl start
      """;

  /// A host that nobody uses now.
  private record Idle(TestHost host, boolean inSpring) {}

  private final Map<Stack, Queue<Idle>> idle =
      Map.of(
          Stack.CLASSIC, new ConcurrentLinkedQueue<>(),
          Stack.MODERN, new ConcurrentLinkedQueue<>());

  /// Lends a host in spring; one on which something went wrong isn't used again.
  ///
  /// @param use whether it left the host in spring
  void lend(Stack stack, Predicate<TestHost> use) {
    TestHost host = take(stack);
    Optional<Idle> after = Optional.empty();
    try {
      after = Optional.of(new Idle(host, use.test(host)));
    } finally {
      after.ifPresentOrElse(idle.get(stack)::add, host::close);
    }
  }

  private TestHost take(Stack stack) {
    Idle waiting = idle.get(stack).poll();
    if (waiting != null) {
      if (!waiting.inSpring()) {
        waiting.host().bash(PUT_BACK);
      }
      return waiting.host();
    }
    Map<String, String> settings =
        stack == Stack.MODERN
            ? Map.of("SERVICES", "postgres apache", "TIDEPOOL_DATABASE", "postgres")
            : Map.of();
    Map<String, String> disks =
        Stream.of("tidepool", "objects", "tidepool-env", "tidepool-static")
            .collect(
                Collectors.toMap(
                    name -> DISK + name,
                    name -> OPTIONS + (name.equals("tidepool-env") ? "160m" : "48m")));
    TestHost fresh = TestHost.start(stack, settings, container -> container.withTmpFs(disks));
    fresh.bash(LAY_OUT);
    return fresh;
  }

  @Override
  public void close() {
    idle.values().forEach(hosts -> hosts.forEach(each -> each.host().close()));
  }
}
