package dev.runner.playbook;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/// Which tasks run, by their tags (`--tags`, `--skip-tags`). The words `all`, `tagged`, `untagged`,
/// `always` and `never` mean what Ansible's documentation says.
///
/// @param only `--tags`; empty means none but those tagged `always`
/// @param skip `--skip-tags`
public record TagSelection(Set<String> only, Set<String> skip) {
  private static final String ALWAYS = "always";
  private static final String NEVER = "never";
  private static final String TAGGED = "tagged";

  public TagSelection {
    only = new LinkedHashSet<>(only);
    skip = new LinkedHashSet<>(skip);
  }

  /// What chooses every task that isn't tagged `never`.
  public static final Set<String> EVERY = Set.of("all");

  /// Everything runs that isn't tagged `never`.
  public static final TagSelection ALL = new TagSelection(EVERY, Set.of());

  /// Whether a task with these tags runs.
  public boolean selects(Collection<String> tags) {
    return chosen(new HashSet<>(tags)) && !skipped(new HashSet<>(tags));
  }

  private boolean chosen(Set<String> tags) {
    if (tags.contains(ALWAYS) || meet(tags, only)) {
      return true;
    }
    boolean tagged = !tags.isEmpty();
    boolean never = tags.contains(NEVER);
    return (only.contains("all") && !never)
        || (only.contains(TAGGED) && tagged && !never)
        || (only.contains("untagged") && !tagged);
  }

  private boolean skipped(Set<String> tags) {
    if (skip.isEmpty()) {
      return false;
    }
    if (skip.contains("all")) {
      return !tags.contains(ALWAYS) || skip.contains(ALWAYS);
    }
    boolean tagged = !tags.isEmpty();
    return meet(tags, skip)
        || (skip.contains(TAGGED) && tagged)
        || (skip.contains("untagged") && !tagged);
  }

  private static boolean meet(Set<String> tags, Set<String> others) {
    return tags.stream().anyMatch(others::contains);
  }
}
