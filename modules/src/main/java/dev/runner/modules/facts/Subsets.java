package dev.runner.modules.facts;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Reads `gather_subset`: names add, names behind `!` take away; the minimal facts are there unless
/// `!min` says otherwise. Where names only take away, nothing but those is left.
final class Subsets {
  private Subsets() {}

  /// Why a name means nothing, if that is so.
  static Optional<String> mistake(List<String> names) {
    for (String name : names) {
      String bare = bare(name);
      if (!bare.equals("all") && !bare.equals("min") && find(bare).isEmpty()) {
        return Optional.of(
            "Bad subset '%s' given to Ansible. gather_subset options allowed: %s"
                .formatted(bare, known()));
      }
    }
    return Optional.empty();
  }

  private static String known() {
    Set<String> names = new TreeSet<>(List.of("all", "min"));
    Arrays.stream(Subset.values()).forEach(subset -> names.add(subset.id()));
    return String.join(", ", names);
  }

  private static String bare(String name) {
    return name.startsWith("!") ? name.substring(1) : name;
  }

  private static Optional<Subset> find(String name) {
    return Arrays.stream(Subset.values()).filter(each -> each.answersTo(name)).findFirst();
  }

  /// What is to be gathered.
  static Set<Subset> of(List<String> names) {
    EnumSet<Subset> wanted = EnumSet.noneOf(Subset.class);
    EnumSet<Subset> named = EnumSet.noneOf(Subset.class);
    EnumSet<Subset> unwanted = EnumSet.noneOf(Subset.class);
    for (String name : names) {
      switch (name) {
        case "all" -> wanted.addAll(usual());
        case "min" -> named.addAll(minimal());
        case "!all" -> unwanted.addAll(EnumSet.complementOf(minimal()));
        case "!min" -> unwanted.addAll(minimal());
        default -> find(bare(name)).ifPresent((name.startsWith("!") ? unwanted : named)::add);
      }
    }
    wanted.addAll(names.isEmpty() ? usual() : minimal());
    wanted.removeAll(unwanted);
    wanted.addAll(named);
    return wanted;
  }

  private static EnumSet<Subset> usual() {
    EnumSet<Subset> all = EnumSet.allOf(Subset.class);
    all.removeIf(Subset::isOnRequest);
    return all;
  }

  private static EnumSet<Subset> minimal() {
    EnumSet<Subset> all = EnumSet.allOf(Subset.class);
    all.removeIf(each -> !each.isMinimal());
    return all;
  }
}
