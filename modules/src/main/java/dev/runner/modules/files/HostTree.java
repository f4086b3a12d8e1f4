package dev.runner.modules.files;

import dev.runner.module.FileStat;
import dev.runner.module.Pending;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What is in a directory of the host.
///
/// @param follows whether what links lead to stands for them
record HostTree(Probe host, boolean follows) {

  /// Something in it.
  ///
  /// @param place where it is, from the top of the tree
  /// @param stat of what is there; where a link is followed, of what it leads to
  record Entry(String place, FileStat stat) {}

  /// A directory, whatever it is called.
  private record Identity(long device, long inode) {
    static Identity of(FileStat stat) {
      return new Identity(stat.device(), stat.inode());
    }
  }

  /// All of it. A link that leads nowhere, or back to where it came from, stands for itself.
  List<Entry> of(RemotePath top) {
    return of(top, "", Set.of());
  }

  private List<Entry> of(RemotePath top, String place, Set<Identity> above) {
    Pending<FileStat> itself = host.later(new Question.Stat(top, true));
    List<FileStat> listing = host.ask(new Question.Listing(top, 0));
    Map<RemotePath, Pending<FileStat>> targets = new LinkedHashMap<>();
    if (follows) {
      listing.stream()
          .filter(FileStat::isLink)
          .forEach(
              link -> targets.put(link.path(), host.later(new Question.Stat(link.path(), true))));
    }
    Map<String, Identity> directories = new LinkedHashMap<>();
    directories.put("", Identity.of(itself.get()));
    List<Entry> all = new ArrayList<>();
    for (FileStat each : listing) {
      String rest = each.path().text().substring(top.text().length()).replaceFirst("^/+", "");
      Pending<FileStat> asked = targets.get(each.path());
      FileStat target = asked == null ? each : asked.get();
      Entry link = new Entry(place + rest, each);
      if (asked == null || target.isFile()) {
        all.add(new Entry(place + rest, target));
        if (each.isDirectory()) {
          directories.put(rest + "/", Identity.of(each));
        }
      } else if (target.isDirectory()) {
        Set<Identity> round = new HashSet<>(above);
        directories.forEach(
            (name, id) -> {
              if (rest.startsWith(name)) {
                round.add(id);
              }
            });
        all.addAll(round.contains(Identity.of(target)) ? List.of(link) : led(link, target, round));
      } else {
        all.add(link);
      }
    }
    return all;
  }

  /// What a link to a directory leads to, in its place.
  private List<Entry> led(Entry link, FileStat target, Set<Identity> above) {
    List<Entry> all = new ArrayList<>(List.of(new Entry(link.place(), target)));
    all.addAll(of(end(link.stat()), link.place() + "/", above));
    return all;
  }

  /// The directory at the end of a chain of links.
  private RemotePath end(FileStat link) {
    FileStat now = link;
    while (now.isLink()) {
      RemotePath next = now.path().parent().resolve(now.target().orElseThrow());
      now = host.ask(new Question.Stat(next, false));
    }
    return now.path();
  }
}
