package dev.runner.modules.packages.apt;

import dev.runner.module.Output;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which version of a package apt would take, and which there are (apt-cache(8), policy).
///
/// @param versions the newest first; none of a virtual package
record AptPolicy(Optional<String> candidate, List<String> versions) {
  private static final Pattern PACKAGE = Pattern.compile("(\\S+):");
  private static final Pattern CANDIDATE = Pattern.compile("  Candidate: (.*)");
  private static final Pattern VERSION = Pattern.compile(" (?:\\*\\*\\*|   ) (\\S+) .*");

  /// Reads what apt-cache says, by the package's name.
  static Map<String, AptPolicy> read(Output output) {
    Map<String, AptPolicy> found = new LinkedHashMap<>();
    String name = "";
    Optional<String> candidate = Optional.empty();
    List<String> versions = new ArrayList<>();
    for (String line : output.lines()) {
      Matcher head = PACKAGE.matcher(line);
      Matcher best = CANDIDATE.matcher(line);
      Matcher version = VERSION.matcher(line);
      if (head.matches()) {
        name = head.group(1);
        candidate = Optional.empty();
        versions = new ArrayList<>();
      } else if (best.matches()) {
        candidate = Optional.of(best.group(1)).filter(each -> !each.equals("(none)"));
      } else if (version.matches()) {
        versions.add(version.group(1));
      }
      found.put(name, new AptPolicy(candidate, List.copyOf(versions)));
    }
    return found;
  }

  boolean isVirtual() {
    return versions.isEmpty();
  }

  /// The version that will do, if there is one.
  Optional<String> best(PackageSpec spec) {
    return spec.bound() == PackageSpec.Bound.EXACTLY
        ? versions.stream().filter(spec::admits).findFirst()
        : candidate.filter(spec::admits);
  }
}
