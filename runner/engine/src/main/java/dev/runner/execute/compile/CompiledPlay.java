package dev.runner.execute.compile;

import dev.runner.strategy.Node;
import dev.runner.strategy.Rules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A play as it is carried out.
///
/// @param name for people
/// @param tree how its tasks nest
/// @param tasks by the id of their leaf
/// @param handlers in the order of their definition
/// @param batches those of `serial`
/// @param pinned whether a host keeps its place among those at work until it is through
/// @param debugs whether the user is asked what to do about each failure
public record CompiledPlay(
    String name,
    String where,
    Node.Group tree,
    Map<String, CompiledTask> tasks,
    List<HandlerTask> handlers,
    List<Batch> batches,
    Rules rules,
    boolean pinned,
    boolean debugs) {
  public CompiledPlay {
    tasks = new LinkedHashMap<>(tasks);
    handlers = List.copyOf(handlers);
    batches = List.copyOf(batches);
  }

  /// Hosts that play together.
  ///
  /// @param places how many hosts it counts, those too that left in earlier plays
  public record Batch(List<String> hosts, int places) {
    public Batch {
      hosts = List.copyOf(hosts);
    }
  }

  /// A handler.
  ///
  /// @param names its name, then `role : name`; templates are rendered already
  /// @param topics what it listens to
  /// @param unusable why nothing can notify it; empty if something can
  public record HandlerTask(
      Node.Leaf leaf, CompiledTask task, List<String> names, List<String> topics, String unusable) {
    public HandlerTask {
      names = List.copyOf(names);
      topics = List.copyOf(topics);
    }

    /// The same in another place.
    public HandlerTask at(Node.Place place) {
      return new HandlerTask(leaf.at(place), task, names, topics, unusable);
    }
  }
}
