package dev.runner.containers;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A moment of a host, to ask later what has changed there since. Whatever touches a path (its
/// bytes, mode, owner, extended attributes, a name in its directory) moves the time of change that
/// the kernel keeps of it, so that one `find` sees all. Logs and run-time state are left out; of
/// temporary directories only what stays in them counts, since a question may work in a scratch
/// directory, and nothing of systemd's own, which starts its services when they are asked. BusyBox
/// has no such `find`: there all that `stat` says of each path is compared. Other file systems than
/// that of `/` count where they are mounted below `/small`.
final class Mark {
  private static final String TEMPORARY =
      "find /tmp /var/tmp -mindepth 1 ! -path '*/systemd-private-*' | sort";

  // The first write to a directory of the image changes the one above it too (overlayfs copies it),
  // and opening a database's file for a question counts as one.
  private static final String TAKE =
      """
      for d in /tmp /var/tmp; do touch $d/.mark; rm $d/.mark; done
      for f in /srv/tidepool-database/*; do touch -c -r "$f" "$f" 2>/dev/null; done
      date +%s.%N
      """
          + TEMPORARY;
  private static final String SINCE =
      """
      find / $(ls -d /small/* 2>/dev/null) -xdev \\( -path /proc -o -path /sys -o -path /dev -o -path /run \
        -o -path /var/log -o -path /var/lib/sudo -o -path '*/systemd-private-*' %s\\) -prune -o \\( -path /tmp -o -path /var/tmp \\) -o -newerct @%s -print
      """;

  private static final String DATABASES = "-o -path /var/lib/mysql -o -path /var/lib/postgresql ";

  private static final String ALL =
      """
      find / -xdev \\( -path /proc -o -path /sys -o -path /dev -o -path /run -o -path /var/log \\
        -o -path /tmp -o -path /var/tmp \\) -prune -o -exec stat -c '%n %i %f %u %g %s %Y %Z' {} +
      """;

  private final TestHost host;
  private final String then;
  private final Set<String> temporary;
  private final String beside;

  private Mark(TestHost host, String then, Set<String> temporary, String beside) {
    this.host = host;
    this.then = then;
    this.temporary = temporary;
    this.beside = beside;
  }

  /// Now.
  static Mark of(TestHost host) {
    return of(host, "");
  }

  /// Now, without the files of database servers, which write of their own accord too.
  static Mark besideDatabases(TestHost host) {
    return of(host, DATABASES);
  }

  private static Mark of(TestHost host, String beside) {
    if (host.stack() == Stack.SMALL) {
      return new Mark(host, host.bash(ALL), Set.copyOf(host.bash(TEMPORARY).lines().toList()), "");
    }
    List<String> lines = host.bash(TAKE).lines().toList();
    return new Mark(host, lines.getFirst(), Set.copyOf(lines.subList(1, lines.size())), beside);
  }

  private Set<String> newer() {
    return host.bash(SINCE.formatted(beside, then))
        .lines()
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<String> other() {
    Set<String> before = Set.copyOf(then.lines().toList());
    Set<String> now = Set.copyOf(host.bash(ALL).lines().toList());
    return Stream.concat(before.stream(), now.stream())
        .filter(line -> !(before.contains(line) && now.contains(line)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// The paths that were made, changed or removed since.
  Set<String> changed() {
    Set<String> found = host.stack() == Stack.SMALL ? other() : newer();
    Set<String> left = host.bash(TEMPORARY).lines().collect(Collectors.toSet());
    temporary.stream().filter(path -> !left.contains(path)).forEach(found::add);
    return found;
  }
}
