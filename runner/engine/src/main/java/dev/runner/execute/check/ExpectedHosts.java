package dev.runner.execute.check;

import dev.runner.execute.compile.Keywords;
import dev.runner.execute.compile.Written;
import dev.runner.inventory.HostPattern;
import dev.runner.inventory.Inventory;
import dev.runner.source.DiagnosticException;
import dev.runner.source.Diagnostics;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Whether a play has hosts, as far as that is known before the run. What is wrong with the tasks
/// of one that has none does no harm; earlier plays may still add hosts, then it is told in its
/// turn.
///
/// @param limit patterns; none: all hosts
public record ExpectedHosts(Inventory inventory, List<String> limit) implements Predicate<Object> {
  public ExpectedHosts {
    limit = List.copyOf(limit);
  }

  /// Whether it may have any.
  ///
  /// @param hosts the keyword, as written; one that is a template is known later
  @Override
  public boolean test(Object hosts) {
    List<String> patterns = new ArrayList<>();
    for (Object each : Keywords.list(hosts)) {
      patterns.add(Written.plain(each));
    }
    if (patterns.stream().anyMatch(each -> each.contains("{{") || each.contains("{%"))) {
      return true;
    }
    try {
      List<String> matching = matching(patterns);
      return limit.isEmpty()
          ? !matching.isEmpty()
          : matching.stream().anyMatch(Set.copyOf(matching(limit))::contains);
    } catch (DiagnosticException e) {
      return true; // a pattern that can't be read is told of when the play begins
    }
  }

  private List<String> matching(List<String> patterns) {
    return HostPattern.of(patterns, null).match(inventory, new Diagnostics());
  }
}
