package dev.runner.execute;

import dev.runner.execute.compile.CompiledPlay.HandlerTask;
import dev.runner.execute.compile.CompiledTask;
import dev.runner.jinja.Language;
import dev.runner.playbook.Settings;
import dev.runner.playbook.Task;
import dev.runner.strategy.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The handlers of a batch, as tasks notify them. What is included brings more.
///
/// Before Ansible 2.19 several of the same name that listen to the same are all run, a role that is
/// used again in the same way brings no other handlers, and a task notifies those that are there by
/// then; later releases look for the name when handlers are run.
final class Handlers {
  /// By their ids, in the order in which they are run. What is the same as one that came before has
  /// the place of that one, which it replaces.
  private final Map<String, HandlerTask> known = new LinkedHashMap<>();

  /// In the order in which a name is looked for: of several lists of handlers the last one counts;
  /// of those in one list, the first.
  private List<HandlerTask> searched = List.of();

  private final Language language;

  Handlers(List<HandlerTask> handlers, Language language) {
    this.language = language;
    add(handlers);
  }

  /// Takes in more; those that are there already stay.
  void add(List<HandlerTask> more) {
    Deque<List<HandlerTask>> lists = new ArrayDeque<>();
    Optional<Settings> list = Optional.empty();
    for (HandlerTask handler : more) {
      if (known.containsKey(handler.leaf().id())) {
        continue;
      }
      if (lists.isEmpty() || !isSame(list, list(handler))) {
        lists.addFirst(new ArrayList<>());
        list = list(handler);
      }
      lists.getFirst().add(placed(handler));
    }
    lists.addLast(searched);
    searched = lists.stream().flatMap(List::stream).filter(this::isInForce).toList();
  }

  /// Whether no other has replaced it.
  private boolean isInForce(HandlerTask handler) {
    String id = handler.leaf().id();
    return inForce(id).filter(id::equals).isPresent();
  }

  /// The id of the handler that this one is by now; nothing if it is no handler's.
  private Optional<String> inForce(String id) {
    return Optional.ofNullable(known.get(id)).map(handler -> handler.leaf().id());
  }

  /// Where each list counts its own, all are in one order here.
  private HandlerTask placed(HandlerTask handler) {
    Optional<HandlerTask> same = sameAs(handler);
    HandlerTask placed =
        handler.at(
            same.map(each -> each.leaf().place()).orElseGet(() -> Node.Place.of(known.size())));
    same.map(HandlerTask::leaf)
        .ifPresent(
            leaf -> known.replaceAll((id, each) -> each.leaf().equals(leaf) ? placed : each));
    known.put(placed.leaf().id(), placed);
    return placed;
  }

  /// The handler that this one is: where it stands in the same use of a role.
  private Optional<HandlerTask> sameAs(HandlerTask handler) {
    Task source = handler.task().source();
    return source.role().isEmpty() || !language.isBefore219()
        ? Optional.empty()
        : known.values().stream()
            .filter(each -> source.origin().equals(each.task().source().origin()))
            .filter(
                each ->
                    each.task().source().role().stream()
                        .anyMatch(role -> role.use().equals(source.role().get().use())))
            .findFirst();
  }

  /// The handler with this id.
  Optional<CompiledTask> task(String id) {
    return Optional.ofNullable(known.get(id)).map(HandlerTask::task);
  }

  /// What a host bears in mind until it runs them, of the handlers that a task notifies by these
  /// names. Before 2.19 a handler that notifies itself has had its turn.
  ///
  /// @param by the task
  List<String> notices(List<String> names, Node.Leaf by) {
    Optional<String> itself = inForce(by.id());
    return language.isBefore219()
        ? ids(names).stream().filter(id -> itself.filter(id::equals).isEmpty()).toList()
        : names;
  }

  /// The handlers that a host bears in mind, in the order in which they are run.
  List<Node.Leaf> leaves(Set<String> notices) {
    Set<String> ids = new HashSet<>();
    for (String id : language.isBefore219() ? notices : ids(notices)) {
      inForce(id).ifPresent(ids::add);
    }
    return known.values().stream()
        .map(HandlerTask::leaf)
        .filter(leaf -> ids.remove(leaf.id()))
        .toList();
  }

  /// All names, for "did you mean".
  List<String> names() {
    return known.values().stream().flatMap(each -> each.names().stream()).distinct().toList();
  }

  /// Whether anything is notified by this name.
  boolean isThere(String name) {
    return !ids(name).isEmpty();
  }

  private Set<String> ids(Collection<String> names) {
    Set<String> ids = new LinkedHashSet<>();
    names.forEach(name -> ids.addAll(ids(name)));
    return ids;
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
        .filter(
            handler ->
                language.isBefore219()
                    || handler.names().isEmpty()
                    || seen.add(handler.names().getFirst()))
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
