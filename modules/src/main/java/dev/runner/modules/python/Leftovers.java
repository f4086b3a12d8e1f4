package dev.runner.modules.python;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What an installation leaves that broke off, say for want of room.
final class Leftovers {
  /// Removes what an installation that broke off left: metadata without a RECORD, which is written
  /// last (PEP 627), of a package and version, or where pip may have taken the old version beside
  /// it for what is installed, of all versions but one (`!`); and what came since an instant and
  /// stands in no RECORD, since a package that can be imported counts as installed.
  private static final String SWEEP =
      """
      import os, re, shutil, sys
      since, words, prefix = float(sys.argv[1]), sys.argv[2:], os.path.realpath(sys.prefix) + os.sep
      def remove(path):
          shutil.rmtree(path) if os.path.isdir(path) and not os.path.islink(path) else os.remove(path)
      def lines(*path):
          return open(os.path.join(*path)).read().splitlines() if os.path.isfile(os.path.join(*path)) else []
      for folder in sys.path:
          if not os.path.realpath(folder).startswith(prefix) or not os.path.isdir(folder): continue
          known = set()
          for entry in os.listdir(folder):
              found = re.match(r'(.+)-([^-]+)[.]dist-info$', entry)
              record = lines(folder, entry, 'RECORD')
              known.update(re.split('[/,]', line.strip('"'))[0] for line in record)
              known.update(lines(folder, entry, 'top_level.txt') if entry.endswith('.egg-info') else [])
              if not found or record: continue
              name = re.sub('[-_.]+', '-', found.group(1)).lower()
              kept = [word.split(' !')[1] for word in words if word.startswith(name + ' !')]
              torn = name + ' ' + found.group(2) in words or kept and found.group(2) not in kept
              if torn: remove(os.path.join(folder, entry))
          for entry in os.listdir(folder) if os.path.basename(folder) in ('site-packages', 'dist-packages') else []:
              path = os.path.join(folder, entry)
              plain = not re.search('[.](dist-info|egg-info|egg|pth|egg-link)$|^__pycache__$', entry)
              own = entry in known or re.sub('[.]py[co]?$', '', entry) in known
              if plain and not own and os.lstat(path).st_ctime >= since: remove(path)
      """;

  private Leftovers() {}

  /// Words of an interpreter that remove them.
  ///
  /// @param begun packages that were about to be installed
  /// @param start before the installation began
  static List<Object> sweep(
      Interpreter before, Interpreter broken, List<String> begun, Instant start) {
    List<Object> words = new ArrayList<>(List.of("-c", SWEEP, start.getEpochSecond()));
    broken.packages().entrySet().stream()
        .filter(each -> !each.getValue().equals(before.packages().get(each.getKey())))
        .forEach(each -> words.add(each.getKey() + " " + each.getValue()));
    begun.stream()
        .filter(before.packages()::containsKey)
        .forEach(name -> words.add(name + " !" + before.packages().get(name)));
    return words;
  }
}
