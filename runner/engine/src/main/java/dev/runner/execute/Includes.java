package dev.runner.execute;

import dev.runner.execute.compile.BlockTurn;
import dev.runner.execute.compile.CompiledPlay;
import dev.runner.execute.compile.CompiledTask;
import dev.runner.execute.compile.PartCompiler;
import dev.runner.execute.compile.PlayCompiler;
import dev.runner.playbook.Inclusion;
import dev.runner.playbook.Play;
import dev.runner.playbook.PlayRole;
import dev.runner.playbook.PlaybookLoader;
import dev.runner.playbook.RoleFiles;
import dev.runner.playbook.Task;
import dev.runner.playbook.WantedRole;
import dev.runner.source.DiagnosticException;
import dev.runner.source.Vars;
import dev.runner.strategy.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// What includes bring to one play: each fragment is read and compiled once, for all hosts that
/// include the same with the same loop variables.
final class Includes {

  /// What is to be included.
  ///
  /// @param name of the file or role, rendered
  /// @param role the files of a role; nothing for a file of tasks
  /// @param lends whether the role's variables are lent to the whole play, if the task says so
  /// @param apply keywords for what is included; as written before 2.19, then rendered
  record Wanted(
      String name,
      Optional<RoleFiles> role,
      Optional<Boolean> lends,
      Map<String, ?> apply,
      Map<String, Object> loopVariables) {
    private WantedRole ofRole(RoleFiles files) {
      return new WantedRole(name, files, lends, apply, loopVariables);
    }
  }

  private record Key(String task, String place, Object wanted) {}

  private final Play play;
  private final Workshop workshop;
  private final PlayCompiler compiler;
  private final Map<Key, Fragment> fragments = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private final List<PlayRole> brought = new ArrayList<>();
  private final ReentrantLock reading = new ReentrantLock();

  Includes(Play play, Workshop workshop, PlayCompiler compiler) {
    this.play = play;
    this.workshop = workshop;
    this.compiler = compiler;
  }

  /// The roles that includes have brought to the play so far.
  List<PlayRole> roles() {
    reading.lock();
    try {
      return List.copyOf(brought);
    } finally {
      reading.unlock();
    }
  }

  /// The fragment.
  ///
  /// @param place of the include
  /// @throws DiagnosticException if there is no such file or role, or it is wrong
  Fragment bring(CompiledTask include, Node.Place place, Wanted wanted) {
    Key key = new Key(include.id(), place.toString(), wanted);
    reading.lock();
    try {
      Fragment known = fragments.get(key);
      if (known == null) {
        known = read(include, place, wanted);
        fragments.put(key, known);
      }
      return known;
    } finally {
      reading.unlock();
    }
  }

  /// The turns of a block's loop.
  ///
  /// @param place of the loop
  /// @param items the variables of each turn
  /// @param between whether something is to be done between two turns
  Fragment repeat(
      CompiledTask loop,
      BlockTurn.Loop turn,
      Node.Place place,
      List<Map<String, Object>> items,
      boolean between) {
    Key key = new Key(loop.id(), place.toString(), items);
    reading.lock();
    try {
      Fragment known = fragments.get(key);
      if (known == null) {
        known = turns(loop, turn, place, items, between);
        fragments.put(key, known);
      }
      return known;
    } finally {
      reading.unlock();
    }
  }

  private Fragment turns(
      CompiledTask loop,
      BlockTurn.Loop turn,
      Node.Place place,
      List<Map<String, Object>> items,
      boolean between) {
    int number = counts.merge(loop.id() + place, 1, Integer::sum);
    String prefix = "%s/%s%d.".formatted(loop.id(), place.toString(), number);
    List<Node> nodes = new ArrayList<>();
    Map<String, CompiledTask> tasks = new LinkedHashMap<>();
    for (int i = 0; i < items.size(); i++) {
      Map<String, Object> variables = new LinkedHashMap<>(loop.given().values());
      variables.putAll(items.get(i));
      PartCompiler parts =
          new PartCompiler(
              prefix + i + ".",
              Optional.of(place.below(number).below(i)),
              Vars.of(variables, loop.origin()),
              compiler::selected,
              compiler.tasks());
      parts.once(turn.block()).ifPresent(nodes::add);
      if (between && i < items.size() - 1) {
        nodes.add(parts.leaf(new BlockTurn.Between(turn.block())));
      }
      tasks.putAll(parts.tasks());
    }
    return new Fragment(
        prefix, "", Node.Group.of(Node.Group.LOOP + prefix, nodes), tasks, List.of());
  }

  private Fragment read(CompiledTask include, Node.Place place, Wanted wanted) {
    Inclusion loaded = load(include.source(), wanted);
    brought.addAll(loaded.roles());
    String key = include.id() + place;
    int number = counts.merge(key, 1, Integer::sum);
    String prefix = "%s/%s%d.".formatted(include.id(), place.toString(), number);
    Map<String, Object> variables = new LinkedHashMap<>(include.given().values());
    variables.putAll(wanted.loopVariables());
    PartCompiler parts =
        new PartCompiler(
            prefix,
            Optional.of(place.below(number)),
            Vars.of(variables, include.origin()),
            compiler::selected,
            compiler.tasks());
    String id = wanted.role().isPresent() ? Node.Group.ROLE + wanted.name() : prefix + "fragment";
    Node.Group tree = Node.Group.of(id, parts.nodes(loaded.parts(), include.source().role()));
    return new Fragment(
        prefix,
        loaded.name(),
        tree,
        parts.tasks(),
        compiler.handlers(prefix + "h", loaded.handlers()));
  }

  /// A mistake in one include must not spoil the next: each has diagnostics of its own.
  private Inclusion load(Task include, Wanted wanted) {
    PlaybookLoader loader = workshop.loader().apply(workshop.sources().apart());
    return wanted.role().isPresent()
        ? loader.role(play, include, wanted.ofRole(wanted.role().get()))
        : loader.tasks(play, include, wanted.name(), wanted.apply());
  }

  /// One fragment of several that follow one another.
  static Fragment together(String id, List<Fragment> all) {
    if (all.size() == 1) {
      return all.getFirst();
    }
    List<Node> trees = new ArrayList<>();
    Map<String, CompiledTask> tasks = new LinkedHashMap<>();
    List<CompiledPlay.HandlerTask> handlers = new ArrayList<>();
    for (Fragment each : all) {
      trees.add(each.tree());
      tasks.putAll(each.tasks());
      handlers.addAll(each.handlers());
    }
    return new Fragment(id, "", Node.Group.of(id, trees), tasks, handlers);
  }
}
