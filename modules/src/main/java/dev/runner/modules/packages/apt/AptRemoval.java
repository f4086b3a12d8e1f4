package dev.runner.modules.packages.apt;

import dev.runner.module.Plan;
import dev.runner.module.Probe;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Removes packages.
///
/// @param task with its parameters
record AptRemoval(Apt task) {

  Plan plan(Probe host, Dpkg dpkg) {
    List<PackageSpec> specs = task.specs();
    Set<String> names = new LinkedHashSet<>();
    for (PackageSpec spec : specs) {
      List<String> found = spec.isGlob() ? dpkg.matching(spec.name()) : List.of(spec.name());
      found.stream().filter(name -> goes(dpkg, name, spec)).forEach(names::add);
    }
    if (names.isEmpty()) {
      return Plan.unchanged("not installed");
    }
    return remove(host, List.copyOf(names));
  }

  private boolean goes(Dpkg dpkg, String name, PackageSpec spec) {
    Optional<DpkgPackage> there = dpkg.find(name);
    return there.filter(each -> each.isThere() && spec.admits(each.version())).isPresent()
        || (task.purge() && there.filter(DpkgPackage::isLeftOver).isPresent());
  }

  private Plan remove(Probe host, List<String> names) {
    List<String> words = new ArrayList<>();
    if (task.purge()) {
      words.add("--purge");
    }
    if (task.autoremove()) {
      words.add("--auto-remove");
    }
    words.addAll(task.allowances());
    words.remove("--no-remove");
    words.add("remove");
    words.addAll(names);
    AptTools tools = task.tools();
    AptRun run = tools.simulate(host, "apt-get", words);
    return run.ok()
        ? tools.perform("remove " + run.summary().replace("without ", ""), "apt-get", words, run)
        : tools.failed(run, "apt-get", words);
  }
}
