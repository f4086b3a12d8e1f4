package dev.runner.containers;

import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The files of a host at one moment: kind, mode, owner, size, time of change, target of links, and
/// a hash where people and sites keep files. Logs, run-time state and the files of the database
/// server are left out; compare the database by [Tidepool#database].
///
/// @param entries what is known of each path
public record Snapshot(SortedMap<String, String> entries) {

  // A question may make and remove a folder in a temporary directory: of those only what stays in
  // them counts.
  static final String SCRIPT =
      """
      skip='-path /proc -o -path /sys -o -path /dev -o -path /run -o -path /var/log -o -path /var/lib/mysql -o -path /var/lib/postgresql -o -path /var/lib/sudo'
      find / \\( $skip \\) -prune -o \\( -path /tmp -o -path /var/tmp \\) -printf '%p\\t%y %m %u:%g\\n' \
        -o -type d -printf '%p\\t%y %m %u:%g %T@\\n' -o -printf '%p\\t%y %m %u:%g %s %T@ %l\\n'
      find /srv /etc /home /root /tmp /var/tmp /opt /usr/local /var/www /var/spool -type f -exec sha256sum {} + |
        sed 's/^\\([0-9a-f]*\\)  \\(.*\\)/\\2 (content)\\t\\1/'
      """;

  static Snapshot parse(String listing) {
    SortedMap<String, String> entries = new TreeMap<>();
    listing
        .lines()
        .map(line -> line.split("\t", 2))
        .filter(parts -> parts.length == 2)
        .forEach(parts -> entries.put(parts[0], parts[1]));
    return new Snapshot(entries);
  }

  /// What is different from an earlier state: `+` new, `-` gone, `~` changed.
  public SortedSet<String> since(Snapshot earlier) {
    SortedSet<String> found = new TreeSet<>();
    entries.forEach(
        (path, entry) -> {
          String before = earlier.entries.get(path);
          if (before == null) {
            found.add("+ %s  %s".formatted(path, entry));
          } else if (!before.equals(entry)) {
            found.add("~ %s  %s -> %s".formatted(path, before, entry));
          }
        });
    earlier.entries.keySet().stream()
        .filter(path -> !entries.containsKey(path))
        .forEach(path -> found.add("- " + path));
    return found;
  }
}
