package dev.runner.modules.packages;

import java.util.Arrays;
import java.util.List;

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

  /// The names of their modules.
  static List<String> modules() {
    return Arrays.stream(values()).map(PackageTool::module).toList();
  }

  String module() {
    return module;
  }

  String program() {
    return program;
  }
}
