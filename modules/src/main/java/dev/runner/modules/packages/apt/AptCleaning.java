package dev.runner.modules.packages.apt;

import dev.runner.module.Command;
import dev.runner.module.FileStat;
import dev.runner.module.Finished;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import java.util.ArrayList;
import java.util.List;

/// Removes what nothing needs any more: packages, kept package files.
///
/// @param task with its parameters
record AptCleaning(Apt task) {
  private static final RemotePath CACHE = RemotePath.of("/var/cache/apt");

  /// Where no package is named.
  Plan plan(Probe host) {
    List<Plan> plans = new ArrayList<>();
    if (task.autoclean()) {
      plans.add(cleaned(host, "autoclean", "Del "));
    }
    if (task.autoremove()) {
      plans.add(cleaned(host, "autoremove", "The following packages will be REMOVED"));
    }
    if (task.state() == Apt.State.FIXED) {
      plans.add(fixed(host));
    }
    return plans.stream()
        .reduce(AptCleaning::both)
        .orElseGet(() -> Plan.unchanged("nothing else was asked for"));
  }

  private static Plan both(Plan first, Plan second) {
    if (first instanceof Plan.Changes one && second instanceof Plan.Changes two) {
      return one.after((outputs, now) -> two);
    }
    return second instanceof Plan.Unchanged ? first : second;
  }

  private Plan cleaned(Probe host, String operation, String sign) {
    List<String> words = new ArrayList<>();
    if (task.purge()) {
      words.add("--purge");
    }
    words.addAll(task.allowances());
    words.remove("--no-remove");
    words.add(operation);
    AptTools tools = task.tools();
    AptRun run = tools.simulate(host, "apt-get", words);
    if (!run.ok()) {
      return tools.failed(run, "apt-get", words);
    }
    return run.says(sign)
        ? tools.perform(operation + " " + run.summary(), "apt-get", words, run)
        : Plan.unchanged("nothing is left over").withAll(run.values());
  }

  private Plan fixed(Probe host) {
    List<String> words = new ArrayList<>(List.of("--fix-broken"));
    words.addAll(AptInstallation.common(task));
    words.add("install");
    AptTools tools = task.tools();
    AptRun run = tools.simulate(host, "apt-get", words);
    if (!run.ok()) {
      return tools.failed(run, "apt-get", words);
    }
    return run.idle()
        ? Plan.unchanged("nothing is broken").withAll(run.values())
        : tools.perform("mend " + run.summary(), "apt-get", words, run);
  }

  /// Removes all kept package files, before anything else.
  Plan clean(Probe host, Plan next) {
    boolean empty = host.ask(new Question.Listing(CACHE, 3)).stream().noneMatch(this::isKept);
    if (empty) {
      return next;
    }
    Step step = Step.run("remove kept package files", Command.of("apt-get", "clean"));
    return switch (next) {
      case Plan.Changes changes -> shifted(changes, step);
      case Plan.Unchanged unchanged ->
          Plan.changes(step)
              .predictingAll(unchanged.values())
              .after((outputs, now) -> Finished.changed("removed kept package files"));
      default -> next;
    };
  }

  private boolean isKept(FileStat file) {
    String name = file.path().name();
    return file.isFile() && !name.equals("lock") && !name.equals(".placeholder");
  }

  private static Plan shifted(Plan.Changes changes, Step step) {
    return Plan.changes(step).after((outputs, now) -> changes).expecting(changes);
  }
}
