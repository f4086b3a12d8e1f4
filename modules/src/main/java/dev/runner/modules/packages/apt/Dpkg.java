package dev.runner.modules.packages.apt;

import dev.runner.module.Command;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.values.regex.Fnmatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What dpkg knows of some packages, or of all.
///
/// @param architecture of the host
/// @param automatic packages (`name:architecture`) that apt installed for the sake of others
record Dpkg(String architecture, List<DpkgPackage> packages, Set<String> automatic) {
  private static final String FORMAT =
      "${db:Status-Status}\\t${Package}\\t${Architecture}\\t${Version}\\t${Provides}\\n";

  private static final String AUTOMATIC =
      """
      BEGIN { RS = ""; FS = "\\n" }
      /\\nAuto-Installed: 1/ {
        for (i = 1; i <= NF; i++) {
          if ($i ~ /^Package: /) name = substr($i, 10)
          if ($i ~ /^Architecture: /) arch = substr($i, 15)
        }
        print name ":" arch
      }
      """;

  /// Puts the question; what it finds is read when it is needed.
  ///
  /// @param names wildcards are dpkg's to expand
  static Pending<Dpkg> later(Probe host, List<String> names) {
    return later(host, names, false);
  }

  /// Puts the question about all packages.
  static Pending<Dpkg> laterAll(Probe host) {
    return later(host, List.of(), true);
  }

  private static Pending<Dpkg> later(Probe host, List<String> names, boolean all) {
    if (names.isEmpty() && !all) {
      return () -> new Dpkg("", List.of(), Set.of());
    }
    Pending<Output> architecture =
        host.later(new Question.Look(Command.of("dpkg", "--print-architecture"), true));
    Pending<Output> known =
        host.later(
            new Question.Look(
                Command.of("dpkg-query", "-W", "-f", FORMAT).and(names.toArray()), true));
    Pending<Output> automatic =
        host.later(
            new Question.Look(Command.of("awk", AUTOMATIC, "/var/lib/apt/extended_states"), true));
    return () ->
        new Dpkg(
            architecture.get().out(),
            known.get().lines().stream().map(Dpkg::read).toList(),
            new LinkedHashSet<>(automatic.get().lines()));
  }

  private static DpkgPackage read(String line) {
    List<String> fields = new ArrayList<>(Arrays.asList(line.split("\t", -1)));
    while (fields.size() < 5) {
      fields.add("");
    }
    List<String> provides =
        Stream.of(fields.get(4).split(","))
            .map(each -> each.strip().replaceFirst("[ (].*", ""))
            .filter(each -> !each.isEmpty())
            .toList();
    return new DpkgPackage(fields.get(1), fields.get(2), fields.get(3), fields.get(0), provides);
  }

  /// The package of this name; of the host's own architecture, unless the name says another.
  Optional<DpkgPackage> find(String name) {
    int colon = name.indexOf(':');
    String bare = colon < 0 ? name : name.substring(0, colon);
    String wanted = colon < 0 ? architecture : name.substring(colon + 1);
    return packages.stream()
        .filter(each -> each.name().equals(bare) && suits(each, wanted))
        .max((one, other) -> Boolean.compare(one.isThere(), other.isThere()));
  }

  private boolean suits(DpkgPackage found, String wanted) {
    return wanted.equals("any")
        || found.architecture().equals(wanted)
        || (found.architecture().equals("all") && wanted.equals(architecture))
        || (wanted.equals("native") && found.architecture().equals(architecture));
  }

  /// Names of packages that dpkg knows and these wildcards match.
  List<String> matching(String glob) {
    Fnmatch wanted = Fnmatch.of(glob);
    return packages.stream()
        .map(
            each ->
                suits(each, architecture) ? each.name() : each.name() + ":" + each.architecture())
        .filter(name -> glob.contains(":") || !name.contains(":"))
        .filter(wanted::matches)
        .distinct()
        .toList();
  }

  /// Whether an installed package stands for this virtual one.
  boolean isProvided(String name) {
    String bare = name.replaceFirst(":.*", "");
    return packages.stream().anyMatch(each -> each.isInstalled() && each.provides().contains(bare));
  }

  /// Whether apt may remove it again when nothing needs it.
  boolean isAutomatic(DpkgPackage found) {
    String arch = found.architecture().equals("all") ? architecture : found.architecture();
    return automatic.contains(found.name() + ":" + arch);
  }
}
