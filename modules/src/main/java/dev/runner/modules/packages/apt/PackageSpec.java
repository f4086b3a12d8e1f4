package dev.runner.modules.packages.apt;

import dev.runner.module.BadParameter;
import dev.runner.values.regex.Fnmatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A package as a task names it: `name`, `name=version`, `name>=version`; an architecture may
/// follow the name after a colon. Name and version may hold wildcards.
record PackageSpec(String text, String name, Bound bound, String version) {
  private static final Pattern PARTS = Pattern.compile("(.*?)\\s*(>?=)\\s*(.*)", Pattern.DOTALL);

  /// No letters that mean something else to apt-get (`name-` removes, `^` is a regular expression).
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9*?\\[][A-Za-z0-9+.:*?\\[\\]!_-]*(?<!-)");

  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9.+:~*?\\[\\]!-]+");

  /// What a version is to be.
  enum Bound {
    NONE,
    EXACTLY,
    AT_LEAST
  }

  static PackageSpec parse(String text) {
    String stripped = text.strip();
    Matcher parts = PARTS.matcher(stripped);
    if (stripped.chars().filter(c -> c == '=').count() > 1) {
      throw new BadParameter("package", "invalid package spec: " + stripped);
    }
    if (!parts.matches()) {
      return checked(new PackageSpec(stripped, stripped, Bound.NONE, ""));
    }
    Bound bound = parts.group(2).equals("=") ? Bound.EXACTLY : Bound.AT_LEAST;
    return checked(new PackageSpec(stripped, parts.group(1), bound, parts.group(3)));
  }

  private static PackageSpec checked(PackageSpec spec) {
    boolean version = spec.bound == Bound.NONE || VERSION.matcher(spec.version).matches();
    if (!NAME.matcher(spec.name).matches() || !version) {
      throw new BadParameter(
          "package", "No package matching '%s' is available".formatted(spec.text));
    }
    return spec;
  }

  boolean isGlob() {
    return Fnmatch.isGlob(name);
  }

  /// The same for a package whose name the wildcards match: its version is free.
  PackageSpec named(String match) {
    return new PackageSpec(match, match, Bound.NONE, "");
  }

  boolean admits(String candidate) {
    return switch (bound) {
      case NONE -> true;
      case EXACTLY -> Fnmatch.of(version).matches(candidate);
      case AT_LEAST -> DebianVersion.ORDER.compare(candidate, version) >= 0;
    };
  }
}
