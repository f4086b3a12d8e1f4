package dev.runner.strategy;

import java.util.List;

/// What the engine is to do next.
public sealed interface Directive {

  /// Run a task on these hosts, and say of each when it ended.
  record Run(Node.Leaf leaf, List<String> hosts) implements Directive {
    public Run {
      hosts = List.copyOf(hosts);
    }
  }

  /// All hosts are through, or out.
  record Finished() implements Directive {}
}
