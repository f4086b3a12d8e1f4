package dev.runner.execute;

import dev.runner.event.RunEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// The files and roles that hosts included since the last barrier: each is told once, with all
/// hosts that included it. For many threads.
final class IncludedNames {
  private final Map<Including.Name, List<String>> hosts = new LinkedHashMap<>();

  /// A host included these.
  synchronized void add(String host, List<Including.Name> names) {
    names.forEach(name -> hosts.computeIfAbsent(name, n -> new ArrayList<>()).add(host));
  }

  /// Tells of all, and forgets them.
  ///
  /// @param order that hosts are told in
  synchronized void tell(List<String> order, Consumer<RunEvent> events) {
    hosts.forEach(
        (name, all) -> {
          List<String> inOrder = order.stream().filter(Set.copyOf(all)::contains).toList();
          events.accept(new RunEvent.Included(name.name(), name.label(), inOrder));
        });
    hosts.clear();
  }
}
