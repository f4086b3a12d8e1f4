package dev.runner.strategy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Where one host stands in a play: a stack of the groups that it is inside of.
final class Cursor {
  private final Deque<Frame> frames = new ArrayDeque<>();

  private final RolesDone roles;

  private final ToldHandlers told;

  /// Where the host stood before the task that it has done last.
  private List<Frame> before = List.of();

  /// Where the host goes on if its failure is forgiven: after the block in which it failed. Empty
  /// where it failed among the tasks of the play or of a block that stands directly in it.
  private List<Frame> resumed = List.of();

  private boolean failed;

  /// Whether handlers were run in spite of the failure.
  private boolean forced;

  private boolean ended;

  /// @param handlers the leaves of notified handlers, in the order in which they are run
  /// @param repeats whether roles are carried out again
  Cursor(Node.Group play, Function<Set<String>, List<Node.Leaf>> handlers, RoleRepeats repeats) {
    told = new ToldHandlers(handlers);
    roles = new RolesDone(repeats);
    frames.push(new Frame(play));
    settle();
  }

  /// The task that comes next; none when the host is through, or out.
  Optional<Node.Leaf> next() {
    if (frames.isEmpty()) {
      return Optional.empty();
    }
    Frame frame = frames.peek();
    return Optional.of((Node.Leaf) frame.nodes().get(frame.index));
  }

  /// Whether the host has failed; forced handlers at the end of a section don't change that.
  boolean hasFailed() {
    return failed
        || frames.stream().anyMatch(f -> f.failing && f.group.id().startsWith(Node.Group.SECTION));
  }

  /// Whether the host is out of the play, or will be when it has done what is done in any case.
  boolean isLost() {
    if (failed || ended) {
      return true;
    }
    boolean failing = false;
    for (Frame frame : frames) { // from the inside out
      if (failing && frame.isRescued()) {
        failing = false;
      }
      failing |= frame.failing;
    }
    return failing;
  }

  /// The tasks that come after the next one if all goes well and nothing is included, at most so
  /// many; handlers that the host was told to run by now are among them.
  List<Node.Leaf> following(int most) {
    Cursor later = new Cursor(this);
    List<Node.Leaf> leaves = new ArrayList<>();
    while (leaves.size() < most && later.next().isPresent()) {
      later.pass();
      later.next().ifPresent(leaves::add);
    }
    return leaves;
  }

  private Cursor(Cursor other) {
    told = other.told.copy();
    other.frames.forEach(frame -> frames.addLast(frame.copy()));
    roles = other.roles.copy();
  }

  /// Whether a failure now would be rescued.
  boolean hasRescue() {
    return frames.stream().anyMatch(Frame::isRescued);
  }

  /// The task that is next tells the host to run these handlers. Handlers go once through their
  /// list: one that comes later has its turn in this flush, one that came before, or notifies
  /// itself, in the next.
  void notify(List<String> names) {
    Optional<Frame> running =
        frames.stream().filter(frame -> frame.group.id().equals(ToldHandlers.ID)).findFirst();
    if (names.isEmpty() || running.isEmpty()) {
      told.add(names);
    } else {
      Frame on = running.get();
      int at = frames.element() == on ? on.index : on.index - 1;
      on.group = told.added(names, on.nodes(), at);
    }
  }

  /// A task was carried out, and not only passed by: so was the role that it is in.
  void carriedOut() {
    for (Frame frame : frames) {
      if (frame.group.id().equals(ToldHandlers.ID)) {
        return;
      }
      if (frame.group.id().startsWith(Node.Group.ROLE)) {
        roles.carriedOut(frame.group);
        return;
      }
    }
  }

  /// The task is done: on to the next one.
  void advance() {
    before = copies();
    pass();
  }

  private void pass() {
    Node.Leaf leaf = next().orElseThrow();
    frames.element().index++;
    if (leaf.flush() && told.isAny()) {
      frames.push(new Frame(told.flush(leaf.place())));
    }
    settle();
  }

  /// The task is done, and the host runs the handlers that it was told to.
  void flush(Node.Leaf leaf) {
    Node.Leaf flush = new Node.Leaf(leaf.id(), leaf.place(), false, false, true);
    include(Node.Group.of("flush", List.of(flush)));
  }

  /// The task is done, and has brought others that come before the next one.
  void include(Node.Group tasks) {
    frames.element().index++;
    Frame frame = new Frame(tasks);
    frame.included = true;
    frames.push(frame);
    settle();
  }

  /// A new round: what was before doesn't count any more.
  void begin() {
    before = List.of();
  }

  /// The task that the host has done counts as failed, since another host's failure is everybody's.
  void failBack() {
    if (!before.isEmpty()) {
      frames.clear();
      frames.addAll(before);
      before = List.of();
    }
    fail();
  }

  /// The task failed: on to what rescues, then to what is done in any case.
  void fail() {
    resumed = isOfPlay() ? List.of() : copies().subList(1, frames.size());
    goOn();
  }

  /// The host can't be reached any more.
  void vanish() {
    if (!frames.isEmpty()) {
      frames.element().index++;
      settle();
    }
    resumed = copies();
    frames.clear();
    ended = true;
  }

  private List<Frame> copies() {
    return frames.stream().map(Frame::copy).toList();
  }

  /// Whether the innermost frame holds tasks of the play, of a role, or of a block directly in
  /// them.
  private boolean isOfPlay() {
    long blocks =
        frames.stream()
            .map(frame -> frame.group.id())
            .filter(id -> !id.startsWith(Node.Group.ROLE) && !id.startsWith(Node.Group.SECTION))
            .count();
    return frames.stream().noneMatch(frame -> frame.included) && blocks <= 2; // one is the play
  }

  private void goOn() {
    while (!frames.isEmpty()) {
      Frame frame = frames.element();
      if (frame.isRescued()) {
        frame.move(Frame.Part.RESCUE);
        settle();
        return;
      }
      if (frame.part != Frame.Part.ALWAYS && !frame.group.always().isEmpty()) {
        frame.failing = true;
        frame.move(Frame.Part.ALWAYS);
        settle();
        return;
      }
      frames.pop();
    }
    failed = true;
  }

  /// The host is through with the innermost group whose id begins so.
  void leave(String prefix) {
    while (!frames.isEmpty()) {
      Frame frame = frames.pop(); // blocks inside of the group are left with it
      if (frame.group.id().startsWith(prefix)) {
        roles.end(frame.group);
        break;
      }
    }
    settle();
  }

  /// The host begins the innermost attempt again.
  void again() {
    while (!frames.isEmpty() && !frames.element().group.id().startsWith(Node.Group.ATTEMPT)) {
      frames.pop();
    }
    if (!frames.isEmpty()) {
      frames.element().move(Frame.Part.BODY);
    }
    settle();
  }

  /// Errors so far are forgiven: the host goes on, if there is a place for it.
  void forgive() {
    frames.forEach(frame -> frame.failing = false);
    if (frames.isEmpty() && !resumed.isEmpty()) {
      resumed.forEach(frame -> frame.failing = false);
      frames.addAll(resumed);
      ended = false;
      settle();
    }
    resumed = List.of();
    failed = false;
  }

  /// The host is through with the play, whatever was left.
  void end() {
    ended = true;
    resumed = List.of();
    frames.clear();
  }

  /// The host has failed, and runs the handlers that it was told to all the same.
  boolean forceHandlers(Node.Leaf flush) {
    if (!failed || ended || forced || !told.isAny()) {
      return false;
    }
    forced = true;
    frames.push(new Frame(told.flush(flush.place())));
    settle();
    return !frames.isEmpty();
  }

  /// Goes on until a leaf is next, or nothing is left.
  private void settle() {
    while (!frames.isEmpty()) {
      Frame frame = frames.element();
      if (frame.index < frame.nodes().size()) {
        if (frame.nodes().get(frame.index) instanceof Node.Group group) {
          frame.index++;
          enter(group, frame.over);
        } else if (frame.over) {
          frame.index++;
        } else {
          return;
        }
        continue;
      }
      if (frame.part != Frame.Part.ALWAYS && !frame.group.always().isEmpty()) {
        frame.move(Frame.Part.ALWAYS);
        continue;
      }
      frames.pop();
      if (frame.failing) {
        resumed = copies();
        goOn();
        return;
      }
      roles.end(frame.group);
    }
  }

  /// @param over whether the host has been through the role around it
  private void enter(Node.Group group, boolean over) {
    boolean role = group.id().startsWith(Node.Group.ROLE);
    Frame frame = new Frame(group);
    frame.over = role ? roles.isOver(group) : over;
    frames.push(frame);
  }
}
