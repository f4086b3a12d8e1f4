package dev.runner.execute;

import dev.runner.execute.compile.CompiledPlay.HandlerTask;
import dev.runner.execute.compile.CompiledTask;
import dev.runner.playbook.Settings;
import dev.runner.playbook.Task;
import dev.runner.strategy.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The handlers of a batch, as tasks notify them. What is included brings more.
final class Handlers {
  private final Map<Object, HandlerTask> known = new LinkedHashMap<>();
  private final Map<String, HandlerTask> byId = new LinkedHashMap<>();

  /// In the order in which a name is looked for: of several lists of handlers the last one counts;
  /// of those in one list, the first.
  private List<HandlerTask> searched = List.of();

  private final boolean old;

  /// @param old whether several of the same name that listen to the same are all run, and a role
  ///   that is used again in the same way brings no other handlers, as before Ansible 2.19
  Handlers(List<HandlerTask> handlers, boolean old) {
    this.old = old;
    add(handlers);
  }

  /// Takes in more; those that are there already stay.
  void add(List<HandlerTask> more) {
    for (HandlerTask handler : more) {
      if (byId.putIfAbsent(handler.leaf().id(), handler) == null) {
        known.put(identity(handler), handler);
      }
    }
    Deque<List<HandlerTask>> lists = new ArrayDeque<>();
    for (HandlerTask handler : byId.values()) {
      if (lists.isEmpty() || !isSame(list(lists.getFirst().getFirst()), list(handler))) {
        lists.addFirst(new ArrayList<>());
      }
      lists.getFirst().add(handler);
    }
    searched =
        lists.stream()
            .flatMap(List::stream)
            .map(handler -> known.getOrDefault(identity(handler), handler))
            .distinct()
            .toList();
  }

  /// What is the same for handlers that are one: where they stand in the same use of a role.
  private Object identity(HandlerTask handler) {
    Task source = handler.task().source();
    return old && source.role().isPresent()
        ? List.of(source.role().get().use(), source.origin())
        : handler.leaf().id();
  }

  /// The handler with this id.
  Optional<CompiledTask> task(String id) {
    return Optional.ofNullable(byId.get(id)).map(HandlerTask::task);
  }

  /// What is notified by these names, in the order in which it is run.
  List<Node.Leaf> leaves(Set<String> names) {
    Set<String> ids = new HashSet<>();
    names.forEach(name -> ids.addAll(ids(name)));
    return known.values().stream()
        .map(HandlerTask::leaf)
        .filter(leaf -> ids.contains(leaf.id()))
        .toList();
  }

  /// All names, for "did you mean".
  List<String> names() {
    return byId.values().stream().flatMap(each -> each.names().stream()).distinct().toList();
  }

  /// Whether anything is notified by this name.
  boolean isThere(String name) {
    return !ids(name).isEmpty();
  }

  /// One of the handlers that bear this name, and those that listen to it: mostly one of several
  /// that have the same name, of whatever roles.
  private Set<String> ids(String name) {
    Set<String> ids = new LinkedHashSet<>();
    searched.stream()
        .filter(handler -> handler.names().contains(name))
        .findFirst()
        .ifPresent(handler -> ids.add(handler.leaf().id()));
    Set<String> seen = new HashSet<>();
    searched.stream()
        .filter(handler -> handler.topics().contains(name))
        .filter(handler -> old || handler.names().isEmpty() || seen.add(handler.names().getFirst()))
        .forEach(handler -> ids.add(handler.leaf().id()));
    return ids;
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
