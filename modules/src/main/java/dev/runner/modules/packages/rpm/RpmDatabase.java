package dev.runner.modules.packages.rpm;

import dev.runner.module.Command;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What rpm knows: all that is installed, and which of the wanted capabilities are provided.
record RpmDatabase(Pending<Output> all, Map<String, Pending<Output>> provided) {

  /// Puts the questions.
  static RpmDatabase ask(Probe host, DnfOptions options, List<RpmSpec> specs) {
    Command rpm = Command.of("rpm").with("LC_ALL", "C");
    Command there = options.isElsewhere() ? rpm.and("--root", options.installroot()) : rpm;
    Map<String, Pending<Output>> provided = new LinkedHashMap<>();
    specs.stream()
        .filter(each -> !each.isOpaque() && !each.isGlob())
        .forEach(
            each ->
                provided.put(
                    each.text(),
                    host.later(
                        new Question.Look(there.and("-q", "--whatprovides", each.text()), true))));
    return new RpmDatabase(
        host.later(new Question.Look(there.and("-qa", "--qf", RpmPackage.FORMAT), true)), provided);
  }

  List<RpmPackage> packages() {
    return RpmPackage.read(all.get().lines());
  }

  /// Whether a package is installed that this names, or that provides it.
  boolean has(RpmSpec spec) {
    Pending<Output> answer = provided.get(spec.text());
    return !spec.among(packages()).isEmpty() || (answer != null && answer.get().ok());
  }
}
