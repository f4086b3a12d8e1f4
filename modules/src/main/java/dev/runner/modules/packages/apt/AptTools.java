package dev.runner.modules.packages.apt;

import dev.runner.module.Answer;
import dev.runner.module.Command;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Outputs;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Calls apt's programs: to ask, without writing even its caches, and to act.
///
/// @param options given to apt-get on top of what a task always gives
/// @param policyRcD what services' scripts are told while packages are installed: an exit status
record AptTools(List<String> options, Optional<Integer> policyRcD) {

  /// Runs a program of apt's with caches that are a copy in the scratch directory.
  private static final String ASIDE =
      """
      [ -e "$0/pkgcache.bin" ] || cp -p /var/cache/apt/*pkgcache.bin "$0" 2>/dev/null
      program=$1
      shift
      exec "$program" -o Dir::Cache::pkgcache="$0/pkgcache.bin" \
        -o Dir::Cache::srcpkgcache="$0/srcpkgcache.bin" "$@"
      """;

  /// Puts another policy in place while a command runs, and the old one back on every way out.
  private static final String WITH_POLICY =
      """
      file=/usr/sbin/policy-rc.d
      kept=$file.runner-$$
      back() {
        rm -f "$file"
        if [ -e "$kept" ] || [ -L "$kept" ]; then mv -f "$kept" "$file"; fi
      }
      trap back EXIT
      trap 'exit 130' HUP INT TERM
      if [ -e "$file" ] || [ -L "$file" ]; then mv "$file" "$kept" || exit; fi
      printf '#!/bin/sh\\nexit %s\\n' "$0" >"$file" && chmod 0755 "$file" || exit
      "$@"
      """;

  /// A question to one of apt's programs.
  static Pending<Output> ask(Probe host, List<?> words) {
    return host.lookLater(
        quiet(Command.of("sh", "-c", ASIDE, host.scratch()).and(words.toArray())));
  }

  private static Command quiet(Command command) {
    return command
        .with("DEBIAN_FRONTEND", "noninteractive")
        .with("DEBIAN_PRIORITY", "critical")
        .with("LC_ALL", "C")
        .with("LANGUAGE", "C");
  }

  /// What a call of apt-get or aptitude would do.
  AptRun simulate(Probe host, String program, List<?> words) {
    List<Object> all = new ArrayList<>(List.of(program, "-y"));
    all.addAll(options);
    all.add("--simulate");
    all.addAll(words);
    return new AptRun(ask(host, all).get());
  }

  /// The same call, in earnest.
  Command command(String program, List<?> words) {
    List<Object> all = new ArrayList<>(List.of(program, "-y"));
    all.addAll(options);
    all.addAll(words);
    return quiet(
        policyRcD
            .map(status -> Command.of("sh", "-c", WITH_POLICY, status).and(all.toArray()))
            .orElseGet(() -> Command.of(all)));
  }

  /// A simulation that failed.
  Plan.Refused failed(AptRun run, String program, List<?> words) {
    String error = run.output().err().isEmpty() ? run.output().lastWords() : run.output().err();
    Plan.Refused refused =
        Plan.refuse("'%s' failed: %s".formatted(Command.of(shown(program, words)), error), "");
    for (Map.Entry<String, Object> value : run.failure().entrySet()) {
      refused = refused.with(value.getKey(), value.getValue());
    }
    return refused;
  }

  private List<Object> shown(String program, List<?> words) {
    List<Object> all = new ArrayList<>(List.of(program, "-y"));
    all.addAll(options);
    all.addAll(words);
    return all;
  }

  /// The call as a step, after what it would do was found out.
  Plan.Changes perform(String title, String program, List<?> words, AptRun simulated) {
    return Plan.changes(Step.run(title, command(program, words)))
        .predictingAll(simulated.values())
        .after((outputs, now) -> done(title, outputs));
  }

  private static Answer done(String title, Outputs outputs) {
    return Finished.changed(title).withAll(new AptRun(outputs.get(0)).values());
  }

  /// Where apt keeps what repositories offer.
  static RemotePath lists() {
    return RemotePath.of("/var/lib/apt/lists");
  }
}
