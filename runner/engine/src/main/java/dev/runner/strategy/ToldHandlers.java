package dev.runner.strategy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// The handlers that a host was told to run, until it runs them.
final class ToldHandlers {
  /// The id of the group that they are run in.
  static final String ID = "handlers";

  private final Function<Set<String>, List<Node.Leaf>> leaves;
  private final Set<String> names = new LinkedHashSet<>();

  /// Handlers that later ones have notified: their turn is over until the next flush.
  private final Map<String, Node.Leaf> late = new LinkedHashMap<>();

  /// @param leaves of notified handlers, in the order in which they are run
  ToldHandlers(Function<Set<String>, List<Node.Leaf>> leaves) {
    this.leaves = leaves;
  }

  ToldHandlers copy() {
    ToldHandlers copy = new ToldHandlers(leaves);
    copy.names.addAll(names);
    copy.late.putAll(late);
    return copy;
  }

  /// To be run at the next flush.
  void add(List<String> more) {
    names.addAll(more);
  }

  /// Told by a handler while they are run.
  ///
  /// @param running what is being run
  /// @param at the index of the handler that tells
  /// @return what is being run from now on
  Node.Group added(List<String> more, List<Node> running, int at) {
    List<Node> all = new ArrayList<>(running);
    Node.Place now = ((Node.Leaf) all.get(at)).place();
    for (Node.Leaf leaf : leaves.apply(new LinkedHashSet<>(more))) {
      if (leaf.place().last() <= now.last()) {
        late.put(leaf.id(), leaf);
      } else if (all.stream()
          .skip(at)
          .noneMatch(each -> ((Node.Leaf) each).id().equals(leaf.id()))) {
        all.add(handler(leaf, now.above()));
      }
    }
    all.subList(at + 1, all.size()).sort(Comparator.comparing(node -> ((Node.Leaf) node).place()));
    return Node.Group.of(ID, all);
  }

  /// Whether there are any.
  boolean isAny() {
    return !names.isEmpty() || !late.isEmpty();
  }

  /// What the host runs at a flush: it is told to run none from then on.
  Node.Group flush(Node.Place flush) {
    List<Node.Leaf> told = new ArrayList<>(leaves.apply(Set.copyOf(names)));
    told.forEach(leaf -> late.remove(leaf.id()));
    if (!late.isEmpty()) {
      told.addAll(late.values());
      told.sort(Comparator.comparingInt(leaf -> leaf.place().last()));
    }
    List<Node> group = new ArrayList<>();
    told.forEach(leaf -> group.add(handler(leaf, flush)));
    names.clear();
    late.clear();
    return Node.Group.of(ID, group);
  }

  /// A handler has the same place on all hosts, whichever others a host runs.
  private static Node.Leaf handler(Node.Leaf leaf, Node.Place flush) {
    return leaf.at(flush.below(leaf.place().last()));
  }
}
