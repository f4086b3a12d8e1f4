package dev.runner.modules.system;

import dev.runner.module.Command;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A part of SELinux' policy, as `semanage` (policycoreutils) lists and changes it.
///
/// @param part `fcontext`, `port`
/// @param reload whether a change counts at once
record Semanage(String part, boolean reload) {
  private static final String OFF = "off";

  /// What it says, behind a word for a host on which SELinux is turned off.
  ///
  /// @param lists commands of the shell
  Output asked(Probe host, String lists) {
    String off = "if command -v selinuxenabled >/dev/null && ! selinuxenabled; then echo off; fi\n";
    return host.look(Command.of("sh", "-c", off + lists).with("LC_ALL", "C"));
  }

  /// Why nothing can be done on such a host.
  ///
  /// @param ignoresState whether rules may be made where SELinux is turned off
  static Optional<Plan> obstacle(Output said, boolean ignoresState) {
    if (said.out().startsWith(OFF) && !ignoresState) {
      return Optional.of(
          Plan.refuse(
              "SELinux is disabled on this host.", "Turn it on, or set ignore_selinux_state."));
    }
    return said.ok()
        ? Optional.empty()
        : Optional.of(Plan.refuse("semanage: " + said.lastWords(), "look whether semanage works"));
  }

  /// A change.
  Command change(String verb, List<?> words) {
    List<Object> all = new ArrayList<>(List.of("semanage", part, verb));
    if (!reload) {
      all.add("-N");
    }
    all.addAll(words);
    return Command.of(all);
  }
}
