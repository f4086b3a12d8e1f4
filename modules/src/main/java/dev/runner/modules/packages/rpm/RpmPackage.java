package dev.runner.modules.packages.rpm;

import java.util.List;

/// A package that is installed.
record RpmPackage(String name, String epoch, String version, String release, String arch) {
  /// What rpm is to print of each.
  static final String FORMAT = "%{NAME}\\t%{EPOCHNUM}\\t%{VERSION}\\t%{RELEASE}\\t%{ARCH}\\n";

  static List<RpmPackage> read(List<String> lines) {
    return lines.stream()
        .map(line -> line.split("\t", -1))
        .filter(fields -> fields.length == 5)
        .map(f -> new RpmPackage(f[0], f[1], f[2], f[3], f[4]))
        .toList();
  }

  String evr() {
    return epoch + ":" + version + "-" + release;
  }

  /// All ways to name it.
  List<String> names() {
    String vr = version + "-" + release;
    return List.of(
        name,
        name + "." + arch,
        name + "-" + version,
        name + "-" + vr,
        name + "-" + vr + "." + arch,
        name + "-" + epoch + ":" + version,
        name + "-" + evr(),
        name + "-" + evr() + "." + arch,
        epoch + ":" + name + "-" + vr + "." + arch);
  }
}
