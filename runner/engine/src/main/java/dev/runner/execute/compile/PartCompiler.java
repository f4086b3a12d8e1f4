package dev.runner.execute.compile;

import dev.runner.playbook.Block;
import dev.runner.playbook.Part;
import dev.runner.playbook.Play;
import dev.runner.playbook.Role;
import dev.runner.playbook.Task;
import dev.runner.source.Vars;
import dev.runner.strategy.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Turns parts of a play into the tree that the coordinator walks and the tasks at its leaves. What
/// isn't selected is left out. For one thread.
public final class PartCompiler {
  /// Groups of this name are roles: `meta: end_role` leaves the innermost one.
  static final String ROLE = Node.Group.ROLE;

  private static final List<String> FOR_ALL =
      List.of("refresh_inventory", "clear_facts", "clear_host_errors", "end_play", "end_batch");

  private final String prefix;
  private final Optional<Node.Place> under;
  private final Vars given;
  private final Predicate<Task> chosen;
  private final TaskCompiler compiler;
  private final Map<String, CompiledTask> tasks = new LinkedHashMap<>();
  private int count;

  /// @param prefix of the ids of leaves
  /// @param under the place of the include that brings the parts
  /// @param given loop variables of that include
  /// @param chosen whether a task runs, by its tags
  public PartCompiler(
      String prefix,
      Optional<Node.Place> under,
      Vars given,
      Predicate<Task> chosen,
      TaskCompiler compiler) {
    this.prefix = prefix;
    this.under = under;
    this.given = given;
    this.chosen = chosen;
    this.compiler = compiler;
  }

  /// The tasks so far, by the id of their leaf.
  public Map<String, CompiledTask> tasks() {
    return tasks;
  }

  /// The nodes of these parts; consecutive parts of one role are a group.
  ///
  /// @param around the role that they stand in: its own parts are in its group already
  public List<Node> nodes(List<Part> parts, Optional<Role> around) {
    List<Node> nodes = new ArrayList<>();
    List<Node> ofRole = new ArrayList<>();
    Optional<Role> role = Optional.empty();
    for (Part part : parts) {
      Optional<Role> its = role(part).filter(each -> !same(Optional.of(each), around));
      if (!same(role, its)) {
        close(ofRole, role, nodes);
        role = its;
      }
      node(part).ifPresent(its.isPresent() ? ofRole::add : nodes::add);
    }
    close(ofRole, role, nodes);
    return nodes;
  }

  private static void close(List<Node> ofRole, Optional<Role> role, List<Node> nodes) {
    if (!ofRole.isEmpty()) {
      nodes.add(
          new Node.Group(
              ROLE + role.map(Role::name).orElse(""),
              ofRole,
              List.of(),
              List.of(),
              role.map(each -> new Node.Group.Known(each.use(), each.repeats()))));
      ofRole.clear();
    }
  }

  @SuppressWarnings("ReferenceEquality") // one role may be carried out twice in a row
  private static boolean same(Optional<Role> one, Optional<Role> other) {
    return one.isPresent() == other.isPresent() && (one.isEmpty() || one.get() == other.get());
  }

  private static Optional<Role> role(Part part) {
    return switch (part) {
      case Task task -> task.role();
      case Block block -> block.role();
    };
  }

  private Optional<Node> node(Part part) {
    return switch (part) {
      case Task task -> chosen.test(task) ? Optional.of(leaf(task)) : Optional.empty();
      case Block block when block.loop().isPresent() ->
          isChosen(block) ? Optional.of(leaf(new BlockTurn.Loop(block))) : Optional.empty();
      case Block block -> once(block);
    };
  }

  /// Whether any task of it runs; each is asked, since a run may begin at one of them.
  private boolean isChosen(Block block) {
    boolean any = false;
    for (Task task : Play.tasksOf(List.of(block))) {
      any |= chosen.test(task);
    }
    return any;
  }

  /// A block without regard to its loop.
  public Optional<Node> once(Block block) {
    String id = prefix + "b" + count;
    List<Node> body = new ArrayList<>();
    if (BlockTurn.isRetried(block)) {
      body.add(leaf(new BlockTurn.Begin(block)));
      int before = count;
      List<Node> tried = new ArrayList<>(nodes(block.body(), block.role()));
      if (count > before) {
        tried.add(leaf(new BlockTurn.Judge(block)));
      }
      List<Node> again = List.of(leaf(new BlockTurn.Again(block)));
      body.add(new Node.Group(Node.Group.ATTEMPT + id, tried, again, List.of()));
      if (count == before + 1) {
        body.clear();
      }
    } else {
      body.addAll(nodes(block.body(), block.role()));
    }
    Node.Group group =
        new Node.Group(
            id, body, nodes(block.rescue(), block.role()), nodes(block.always(), block.role()));
    boolean empty = group.body().isEmpty() && group.always().isEmpty();
    return empty ? Optional.empty() : Optional.of(group);
  }

  /// A leaf for a task.
  Node.Leaf leaf(Task task) {
    int number = ++count;
    CompiledTask compiled = compiler.compile(prefix + number, task, given);
    tasks.put(compiled.id(), compiled);
    return leaf(compiled, place(number));
  }

  /// A leaf for what is done for a block.
  public Node.Leaf leaf(BlockTurn turn) {
    int number = ++count;
    CompiledTask compiled = compiler.compile(prefix + number, turn, given);
    tasks.put(compiled.id(), compiled);
    return leaf(compiled, place(number));
  }

  /// A leaf at which hosts run the handlers that they were told to.
  Node.Leaf flush() {
    int number = ++count;
    return new Node.Leaf(prefix + number, place(number), false, false, true);
  }

  private Node.Place place(int number) {
    return under.map(place -> place.below(number)).orElseGet(() -> Node.Place.of(number));
  }

  private Node.Leaf leaf(CompiledTask task, Node.Place place) {
    String meta = compiler.meta(task).orElse("");
    return new Node.Leaf(
        task.id(),
        place,
        compiler.flag(task, "run_once") || FOR_ALL.contains(meta) || runsForAll(task),
        compiler.flag(task, "any_errors_fatal"),
        false);
  }

  /// What adds hosts to the inventory, or asks the user, does it once for all, as in Ansible.
  private static boolean runsForAll(CompiledTask task) {
    return List.of("add_host", "pause").contains(task.bareModule());
  }
}
