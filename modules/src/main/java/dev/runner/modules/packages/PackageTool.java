package dev.runner.modules.packages;

import dev.runner.module.BadParameter;
import dev.runner.module.TaskModule;
import dev.runner.modules.packages.apt.Apt;
import dev.runner.modules.packages.rpm.Dnf;
import java.util.List;
import java.util.Locale;

/// The package managers that `package` knows, in the order in which hosts are asked for them.
enum PackageTool {
  APT("apt", "apt-get"),
  DNF5("dnf5", "dnf5"),
  DNF("dnf", "dnf"),
  APK("apk", "apk"),
  YUM("yum", "yum");

  private final String module;
  private final String program;

  PackageTool(String module, String program) {
    this.module = module;
    this.program = program;
  }

  String module() {
    return module;
  }

  String program() {
    return program;
  }

  /// The task that brings packages into a state.
  TaskModule task(List<String> names, String state, boolean update) {
    return switch (this) {
      case APT -> Apt.of(names, constant(Apt.State.class, state), update);
      case DNF5, DNF, YUM -> Dnf.of(names, constant(Dnf.State.class, state), update);
      case APK -> Apk.of(names, constant(Apk.State.class, state), update);
    };
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String state) {
    try {
      return Enum.valueOf(type, state.toUpperCase(Locale.ROOT).replace('-', '_'));
    } catch (IllegalArgumentException e) {
      throw new BadParameter("state", "'%s' is no state of packages".formatted(state));
    }
  }
}
