package dev.runner.modules.packages.rpm;

import dev.runner.module.BadParameter;
import dev.runner.values.regex.Fnmatch;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A package as a task names it: a name with or without version, release and architecture, a
/// condition (`name >= 1.0`), a capability, the path or URL of a package file, `@group`.
record RpmSpec(String text) {
  private static final Pattern CONDITION = Pattern.compile("(\\S+?)\\s*(<=|>=|<|>|==?)\\s*(\\S+)");
  private static final Pattern VERSIONED = Pattern.compile("(.+?)-((?:\\d+:)?\\d[^-]*(?:-[^-]+)?)");

  static RpmSpec parse(String text) {
    if (text.isBlank() || text.startsWith("-")) {
      throw new BadParameter("name", "'%s' is no package".formatted(text));
    }
    return new RpmSpec(text.strip());
  }

  /// Whether only dnf can say what is meant.
  boolean isOpaque() {
    return text.startsWith("@") || isFile();
  }

  private boolean isFile() {
    return text.contains("://") || text.endsWith(".rpm");
  }

  boolean isGlob() {
    return Fnmatch.isGlob(text);
  }

  /// As dnf takes it: without blanks around the sign, which it can't do without.
  String word() {
    Matcher condition = CONDITION.matcher(text);
    return condition.matches()
        ? "%s %s %s"
            .formatted(
                condition.group(1),
                condition.group(2).equals("==") ? "=" : condition.group(2),
                condition.group(3))
        : text;
  }

  /// Installed packages that it names.
  List<RpmPackage> among(List<RpmPackage> installed) {
    Matcher condition = CONDITION.matcher(text);
    if (condition.matches()) {
      return installed.stream()
          .filter(each -> each.name().equals(condition.group(1)))
          .filter(
              each ->
                  holds(
                      condition.group(2),
                      RpmVersion.ORDER.compare(each.evr(), full(condition.group(3)))))
          .toList();
    }
    Fnmatch wanted = Fnmatch.of(text);
    return installed.stream()
        .filter(each -> each.names().stream().anyMatch(wanted::matches))
        .toList();
  }

  private static String full(String version) {
    return version.contains(":") ? version : "0:" + version;
  }

  private static boolean holds(String sign, int difference) {
    return switch (sign) {
      case "<=" -> difference <= 0;
      case ">=" -> difference >= 0;
      case "<" -> difference < 0;
      case ">" -> difference > 0;
      default -> difference == 0;
    };
  }

  /// Whether a newer version is installed than the one that this names.
  boolean isOlderThan(List<RpmPackage> installed) {
    Matcher named = VERSIONED.matcher(text.replaceFirst("\\.(?:noarch|x86_64|i686|aarch64)$", ""));
    return named.matches()
        && installed.stream()
            .filter(each -> each.name().equals(named.group(1)))
            .anyMatch(each -> RpmVersion.ORDER.compare(each.evr(), full(named.group(2))) > 0);
  }
}
