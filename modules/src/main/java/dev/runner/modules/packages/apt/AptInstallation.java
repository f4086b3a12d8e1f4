package dev.runner.modules.packages.apt;

import dev.runner.module.Command;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Step;
import dev.runner.values.regex.Fnmatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Installs packages, or brings them to another version.
///
/// @param task with its parameters
record AptInstallation(Apt task) {

  /// A package that isn't as it is to be, or a word for it.
  private sealed interface Need {
    record Satisfied() implements Need {}

    record Word(String word, boolean virtual) implements Need {}

    record Impossible(String because) implements Need {}
  }

  Plan plan(Probe host, Dpkg dpkg) {
    List<PackageSpec> specs = task.specs();
    List<String> globs = specs.stream().filter(PackageSpec::isGlob).map(PackageSpec::name).toList();
    if (!globs.isEmpty()) {
      List<PackageSpec> expanded = new ArrayList<>();
      List<String> names = names(host, globs);
      for (PackageSpec spec : specs) {
        List<PackageSpec> matches = expand(spec, names);
        if (matches.isEmpty()) {
          return Plan.refuse("No package(s) matching '%s' available".formatted(spec.name()), "");
        }
        expanded.addAll(matches);
      }
      specs = expanded;
    }
    return plan(host, specs, dpkg);
  }

  private static List<String> names(Probe host, List<String> globs) {
    String prefix = globs.size() == 1 ? globs.getFirst().replaceFirst("[*?\\[].*", "") : "";
    List<Object> words = new ArrayList<>(List.of("apt-cache", "pkgnames"));
    if (!prefix.isEmpty()) {
      words.add(prefix);
    }
    return AptTools.ask(host, words).get().lines();
  }

  private static List<PackageSpec> expand(PackageSpec spec, List<String> names) {
    if (!spec.isGlob()) {
      return List.of(spec);
    }
    Fnmatch wanted = Fnmatch.of(spec.name());
    return names.stream().filter(wanted::matches).sorted().map(spec::named).toList();
  }

  private Plan plan(Probe host, List<PackageSpec> specs, Dpkg dpkg) {
    List<PackageSpec> open = specs.stream().filter(each -> !settled(each, dpkg)).toList();
    List<String> words = new ArrayList<>();
    List<String> virtual = new ArrayList<>();
    if (!open.isEmpty()) {
      Pending<Dpkg> all =
          open.stream().allMatch(each -> dpkg.find(each.name()).isPresent())
              ? () -> dpkg
              : Dpkg.laterAll(host);
      Output asked = ask(host, open);
      if (!asked.ok()) {
        return Plan.refuse(
            "apt-cache policy failed: " + asked.lastWords(), "look at apt's settings and sources");
      }
      Map<String, AptPolicy> policies = AptPolicy.read(asked);
      for (PackageSpec spec : open) {
        switch (need(spec, dpkg, all.get(), Optional.ofNullable(policies.get(spec.name())))) {
          case Need.Satisfied satisfied -> {}
          case Need.Impossible impossible -> {
            return Plan.refuse(impossible.because(), "look at `apt-cache policy` there");
          }
          case Need.Word word -> {
            words.add(word.word());
            if (word.virtual()) {
              virtual.add(word.word());
            }
          }
        }
      }
    }
    List<String> automatic = task.onlyUpgrade() ? List.of() : automatic(specs, open, dpkg);
    return install(host, words, virtual, automatic);
  }

  /// Whether dpkg alone can tell that nothing is to be done.
  private boolean settled(PackageSpec spec, Dpkg dpkg) {
    Optional<DpkgPackage> there = dpkg.find(spec.name()).filter(DpkgPackage::isInstalled);
    if (there.isEmpty()) {
      return task.onlyUpgrade();
    }
    return spec.admits(there.get().version())
        && (task.state() != Apt.State.LATEST || isExact(spec));
  }

  private static boolean isExact(PackageSpec spec) {
    return spec.bound() == PackageSpec.Bound.EXACTLY && !Fnmatch.isGlob(spec.version());
  }

  private Output ask(Probe host, List<PackageSpec> specs) {
    List<Object> words = new ArrayList<>(List.of("apt-cache"));
    words.addAll(task.release());
    words.add("policy");
    specs.forEach(each -> words.add(each.name()));
    return AptTools.ask(host, words).get();
  }

  private Need need(PackageSpec spec, Dpkg dpkg, Dpkg all, Optional<AptPolicy> policy) {
    Optional<String> there =
        dpkg.find(spec.name()).filter(DpkgPackage::isInstalled).map(DpkgPackage::version);
    if (policy.isEmpty()) {
      return new Need.Impossible("No package matching '%s' is available".formatted(spec.name()));
    } else if (policy.get().isVirtual()) {
      return all.isProvided(spec.name()) ? new Need.Satisfied() : new Need.Word(spec.name(), true);
    }
    Optional<String> best = policy.get().best(spec);
    if (best.isEmpty()) {
      return there.filter(spec::admits).isPresent()
          ? new Need.Satisfied()
          : new Need.Impossible(
              "no available installation candidate for %s".formatted(spec.text()));
    } else if (best.equals(there)) {
      return new Need.Satisfied();
    }
    return new Need.Word(
        spec.bound() == PackageSpec.Bound.EXACTLY ? spec.name() + "=" + best.get() : spec.name(),
        false);
  }

  /// Packages that stay as they are, but are wanted for their own sake from now on.
  private static List<String> automatic(
      List<PackageSpec> specs, List<PackageSpec> open, Dpkg dpkg) {
    return specs.stream()
        .filter(each -> !open.contains(each))
        .flatMap(each -> dpkg.find(each.name()).stream())
        .filter(dpkg::isAutomatic)
        .map(
            each ->
                each.name()
                    + (each.architecture().equals("all")
                            || each.architecture().equals(dpkg.architecture())
                        ? ""
                        : ":" + each.architecture()))
        .distinct()
        .toList();
  }

  private Plan install(
      Probe host, List<String> packages, List<String> virtual, List<String> automatic) {
    if (packages.isEmpty()) {
      return unchanged(Plan.unchanged("all are as they are to be"), automatic);
    }
    List<String> words = new ArrayList<>(flags());
    words.add("install");
    words.addAll(packages);
    AptTools tools = task.tools();
    AptRun run = tools.simulate(host, "apt-get", words);
    if (!run.ok()) {
      return virtual.isEmpty() || run.says("is a virtual package provided by")
          ? tools.failed(run, "apt-get", words)
          : Plan.refuse("No package matching '%s' is available".formatted(virtual.getFirst()), "");
    } else if (run.idle()) {
      return unchanged(
          Plan.unchanged("apt-get finds nothing to do").withAll(run.values()), automatic);
    }
    Plan.Changes changes = tools.perform("install " + run.summary(), "apt-get", words, run);
    return automatic.isEmpty() ? changes : then(changes, mark(automatic));
  }

  /// Marks what stays as it is as wanted, which is no change of the packages.
  private static Plan unchanged(Plan.Unchanged all, List<String> automatic) {
    return automatic.isEmpty()
        ? all
        : Plan.changes(mark(automatic))
            .after((outputs, now) -> Finished.unchanged(all.because()).withAll(all.values()))
            .expecting(all);
  }

  private static Plan.Changes then(Plan.Changes changes, Step last) {
    List<Step> steps = Stream.concat(changes.steps().stream(), Stream.of(last)).toList();
    return Plan.changes(steps).predictingAll(changes.predicted()).after(changes.after());
  }

  private static Step mark(List<String> packages) {
    return Step.run(
        "mark as wanted " + String.join(", ", packages),
        Command.of("apt-mark", "manual").and(packages.toArray()));
  }

  private List<String> flags() {
    List<String> words = new ArrayList<>();
    if (task.onlyUpgrade()) {
      words.add("--only-upgrade");
    }
    if (task.state() == Apt.State.FIXED) {
      words.add("--fix-broken");
    }
    if (task.autoremove()) {
      words.add("--auto-remove");
    }
    words.addAll(common(task));
    return words;
  }

  /// What all calls have in common that install anything.
  static List<String> common(Apt task) {
    List<String> words = new ArrayList<>(task.allowances());
    task.defaultRelease().ifPresent(name -> words.addAll(List.of("-t", name)));
    task.installRecommends()
        .ifPresent(
            wanted ->
                words.addAll(List.of("-o", "APT::Install-Recommends=" + (wanted ? "yes" : "no"))));
    return words;
  }

  /// What is needed to build packages from source.
  Plan buildDependencies(Probe host) {
    List<String> words = new ArrayList<>(common(task));
    words.add("build-dep");
    task.specs().forEach(each -> words.add(each.text()));
    AptTools tools = task.tools();
    AptRun run = tools.simulate(host, "apt-get", words);
    if (!run.ok()) {
      return tools.failed(run, "apt-get", words);
    }
    return run.idle()
        ? Plan.unchanged("all that is needed is there").withAll(run.values())
        : tools.perform("install " + run.summary(), "apt-get", words, run);
  }
}
