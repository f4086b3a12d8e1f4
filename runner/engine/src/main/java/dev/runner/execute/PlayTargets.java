package dev.runner.execute;

import dev.runner.execute.compile.Keywords;
import dev.runner.execute.compile.Written;
import dev.runner.inventory.HostPattern;
import dev.runner.inventory.Inventory;
import dev.runner.playbook.Play;
import dev.runner.source.Diagnostics;
import dev.runner.template.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The hosts that a play is for.
///
/// @param matching those that its pattern chooses
/// @param hosts those of them that are within the limit
record PlayTargets(List<String> matching, List<String> hosts) {

  /// @param limit patterns; empty for no limit
  /// @param mismatches takes the patterns that match nobody, as warnings
  static PlayTargets of(
      Play play, Scope scope, Inventory inventory, List<String> limit, Diagnostics mismatches) {
    List<String> patterns = new ArrayList<>();
    for (Object each : Keywords.list(play.hosts())) {
      Keywords.list(scope.value(each)).forEach(item -> patterns.add(Written.plain(item)));
    }
    List<String> matching = HostPattern.of(patterns, play.origin()).match(inventory, mismatches);
    return new PlayTargets(matching, limited(matching, limit, inventory));
  }

  private static List<String> limited(List<String> hosts, List<String> limit, Inventory inventory) {
    if (limit.isEmpty()) {
      return List.copyOf(hosts);
    }
    Set<String> within =
        Set.copyOf(HostPattern.of(limit, null).match(inventory, new Diagnostics()));
    return hosts.stream().filter(within::contains).toList();
  }
}
