package dev.runner.modules.packages.apt;

import dev.runner.module.Plan;
import dev.runner.module.Probe;
import java.util.ArrayList;
import java.util.List;

/// Upgrades all packages, by aptitude where it is there and nobody wants otherwise.
///
/// @param task with its parameters
record AptUpgrade(Apt task) {

  Plan plan(Probe host, Apt.Upgrade kind) {
    boolean aptitude =
        kind != Apt.Upgrade.DIST && !task.forceAptGet() && host.which("aptitude").isPresent();
    String program = aptitude ? "aptitude" : "apt-get";
    List<String> words = aptitude ? aptitude(kind) : aptGet(kind);
    task.defaultRelease().ifPresent(name -> words.addAll(List.of("-t", name)));
    AptTools tools = task.tools();
    AptRun run = tools.simulate(host, program, words);
    if (!run.ok()) {
      return tools.failed(run, program, words);
    }
    String said = run.output().stdout().lenientText();
    if (run.idle()) {
      return warned(
          aptitude, Plan.unchanged("all are the newest").withAll(run.values()).with("msg", said));
    }
    Plan.Changes changes =
        tools.perform("upgrade " + run.summary(), program, words, run).predicting("msg", said);
    return warned(aptitude, changes);
  }

  private List<String> aptGet(Apt.Upgrade kind) {
    boolean whole = kind == Apt.Upgrade.DIST || kind == Apt.Upgrade.FULL;
    List<String> words = new ArrayList<>(task.allowances());
    if (task.autoremove()) {
      words.add("--auto-remove");
    }
    words.addAll(whole ? List.of("dist-upgrade") : List.of("upgrade", "--with-new-pkgs"));
    return words;
  }

  private List<String> aptitude(Apt.Upgrade kind) {
    List<String> words = new ArrayList<>();
    if (task.force() || task.allowUnauthenticated()) {
      words.add("--allow-untrusted");
    }
    words.add(kind == Apt.Upgrade.FULL ? "full-upgrade" : "safe-upgrade");
    return words;
  }

  /// aptitude lacks some of apt-get's options.
  private Plan warned(boolean aptitude, Plan plan) {
    List<String> lacking = new ArrayList<>();
    if (task.failOnAutoremove()) {
      lacking.add("fail_on_autoremove");
    }
    if (task.allowDowngrade()) {
      lacking.add("allow_downgrade");
    }
    if (!aptitude || lacking.isEmpty()) {
      return plan;
    }
    String sentence =
        "aptitude upgrades here and has nothing like %s; force_apt_get: true takes apt-get"
            .formatted(String.join(" and ", lacking));
    return switch (plan) {
      case Plan.Unchanged unchanged -> unchanged.warning(sentence);
      case Plan.Changes changes -> changes.warning(sentence);
      default -> plan;
    };
  }
}
