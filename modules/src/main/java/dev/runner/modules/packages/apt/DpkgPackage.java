package dev.runner.modules.packages.apt;

import java.util.List;

/// A package that dpkg knows.
///
/// @param status `installed`, `config-files`, `not-installed` and so on
/// @param provides virtual packages that it stands for
record DpkgPackage(
    String name, String architecture, String version, String status, List<String> provides) {

  boolean isInstalled() {
    return status.equals("installed") || status.startsWith("triggers-");
  }

  /// Whether there is anything of it but its configuration.
  boolean isThere() {
    return !status.equals("not-installed") && !status.equals("config-files");
  }

  /// Whether its configuration was left when it was removed.
  boolean isLeftOver() {
    return status.equals("config-files");
  }
}
