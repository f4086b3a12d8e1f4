package dev.runner.modules.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which versions will do (PEP 440, "Version specifiers").
///
/// @param clauses all of them must hold
record Specifiers(List<Clause> clauses) {
  private static final Pattern CLAUSE =
      Pattern.compile("\\s*(===|==|!=|<=|>=|~=|<|>)\\s*([^\\s,;]+)\\s*");

  /// One comparison.
  record Clause(String operator, String version) {

    boolean admits(String installed) {
      if (operator.equals("===")) {
        return installed.equalsIgnoreCase(version);
      }
      boolean prefix = version.endsWith(".*");
      String bare = prefix ? version.substring(0, version.length() - 2) : version;
      Optional<Version> have = Version.parse(installed);
      Optional<Version> want = Version.parse(bare);
      if (have.isEmpty() || want.isEmpty()) {
        return (operator.equals("==") || operator.equals("~=") || operator.equals(">="))
            ? installed.equals(version)
            : operator.equals("!=") && !installed.equals(version);
      }
      return admits(have.get(), want.get(), prefix);
    }

    private boolean admits(Version have, Version want, boolean prefix) {
      int order = have.withoutLocal().compareTo(want.withoutLocal());
      return switch (operator) {
        case "==" -> prefix ? have.startsWith(want, length(0)) : equal(have, want);
        case "!=" -> prefix ? !have.startsWith(want, length(0)) : !equal(have, want);
        case "<=" -> order <= 0;
        case ">=" -> order >= 0;
        case "<" ->
            order < 0 && !(have.isPreRelease() && !want.isPreRelease() && have.sameRelease(want));
        case ">" ->
            order > 0 && !(have.isPostRelease() && !want.isPostRelease() && have.sameRelease(want));
        default -> order >= 0 && have.startsWith(want, length(1));
      };
    }

    private static boolean equal(Version have, Version want) {
      return (want.local().isEmpty() ? have.withoutLocal() : have).compareTo(want) == 0;
    }

    /// How many release numbers were written, less so many.
    private int length(int less) {
      String numbers = version.replaceFirst("^v?(\\d+!)?", "").replaceFirst("[^0-9.].*$", "");
      return numbers.replaceFirst("\\.+$", "").split("\\.").length - less;
    }
  }

  /// Reads clauses with commas between them; empty if the text is something else.
  static Optional<Specifiers> parse(String text) {
    List<Clause> clauses = new ArrayList<>();
    String bare = text.strip();
    if (bare.startsWith("(") && bare.endsWith(")")) {
      bare = bare.substring(1, bare.length() - 1);
    }
    for (String part : bare.split(",")) {
      Matcher m = CLAUSE.matcher(part);
      if (m.matches()) {
        clauses.add(new Clause(m.group(1), m.group(2)));
      } else if (!part.isBlank()) {
        return Optional.empty();
      }
    }
    return Optional.of(new Specifiers(List.copyOf(clauses)));
  }

  boolean admit(String installed) {
    return clauses.stream().allMatch(clause -> clause.admits(installed));
  }

  @Override
  public String toString() {
    return String.join(",", clauses.stream().map(c -> c.operator() + c.version()).toList());
  }
}
