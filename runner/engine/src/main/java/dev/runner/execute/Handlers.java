package dev.runner.execute;

import dev.runner.execute.compile.CompiledPlay.HandlerTask;
import dev.runner.execute.compile.CompiledTask;
import dev.runner.playbook.Settings;
import dev.runner.strategy.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The handlers of a batch, as tasks notify them. What is included brings more.
final class Handlers {
  private final Map<String, HandlerTask> byId = new LinkedHashMap<>();

  /// In the order in which a name is looked for: of several lists of handlers the last one counts;
  /// of those in one list, the first.
  private List<HandlerTask> searched = List.of();

  Handlers(List<HandlerTask> handlers) {
    add(handlers);
  }

  /// Takes in more; those that are there already stay.
  void add(List<HandlerTask> more) {
    more.forEach(handler -> byId.putIfAbsent(handler.leaf().id(), handler));
    Deque<List<HandlerTask>> lists = new ArrayDeque<>();
    for (HandlerTask handler : byId.values()) {
      if (lists.isEmpty() || !isSame(list(lists.getFirst().getFirst()), list(handler))) {
        lists.addFirst(new ArrayList<>());
      }
      lists.getFirst().add(handler);
    }
    searched = lists.stream().flatMap(List::stream).toList();
  }

  /// The handler with this id.
  Optional<CompiledTask> task(String id) {
    return Optional.ofNullable(byId.get(id)).map(HandlerTask::task);
  }

  /// Those with these ids, in the order in which they are run.
  List<Node.Leaf> leaves(Set<String> ids) {
    return byId.values().stream()
        .map(HandlerTask::leaf)
        .filter(leaf -> ids.contains(leaf.id()))
        .toList();
  }

  /// All names, for "did you mean".
  List<String> names() {
    return byId.values().stream().flatMap(each -> each.names().stream()).distinct().toList();
  }

  /// The ids of what is notified by these names: for each, one of the handlers that bear it, and
  /// every handler that listens to it.
  List<String> ids(List<String> names) {
    Set<String> ids = new LinkedHashSet<>();
    for (String name : names) {
      searched.stream()
          .filter(handler -> handler.names().contains(name))
          .findFirst()
          .ifPresent(handler -> ids.add(handler.leaf().id()));
      byId.values().stream()
          .filter(handler -> handler.topics().contains(name))
          .forEach(handler -> ids.add(handler.leaf().id()));
    }
    return List.copyOf(ids);
  }

  /// Why handlers that were looked at before the one of this name can't be notified.
  List<String> unusable(String name) {
    return searched.stream()
        .takeWhile(each -> !each.names().contains(name))
        .map(HandlerTask::unusable)
        .filter(why -> !why.isEmpty())
        .toList();
  }

  private static Optional<Settings> list(HandlerTask handler) {
    return handler.task().source().settings().parent();
  }

  @SuppressWarnings("ReferenceEquality") // tasks of one list stand in the very same settings
  private static boolean isSame(Optional<Settings> one, Optional<Settings> other) {
    return one.isPresent() && other.isPresent() && one.get() == other.get();
  }
}
