package dev.runner.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CoordinatorTest {
  private static final Rules LINEAR = new Rules(true, false, Optional.empty(), false, false, false);
  private static final Rules FREE = new Rules(false, false, Optional.empty(), false, false, false);

  private final List<String> log = new ArrayList<>();
  private final Map<String, Ended> scripted = new HashMap<>();
  private int place;

  @Test
  void hostsWaitForEachOther() {
    play(LINEAR, List.of("a", "b"), leaf("one"), leaf("two"));
    assertEquals(List.of("one a,b", "two a,b"), log);
  }

  @Test
  void aFailedHostLeaves() {
    fails("a", "one");
    Coordinator c = play(LINEAR, List.of("a", "b"), leaf("one"), leaf("two"));
    assertEquals(List.of("one a,b", "two b"), log);
    assertEquals(Set.of("a"), c.failed());
    assertFalse(c.endsPlay());
  }

  @Test
  void rescueAndAlwaysRunWhereTheyMust() {
    fails("a", "one");
    Coordinator c =
        play(
            LINEAR,
            List.of("a", "b"),
            new Node.Group(
                "block",
                List.of(leaf("one"), leaf("two")),
                List.of(leaf("rescue")),
                List.of(leaf("always"))),
            leaf("after"));
    assertEquals(List.of("one a,b", "two b", "rescue a", "always a,b", "after a,b"), log);
    assertTrue(c.failed().isEmpty());
  }

  @Test
  void alwaysRunsAndTheFailureGoesOn() {
    fails("a", "one");
    Coordinator c =
        play(
            LINEAR,
            List.of("a"),
            new Node.Group("block", List.of(leaf("one")), List.of(), List.of(leaf("always"))),
            leaf("after"));
    assertEquals(List.of("one a", "always a"), log);
    assertEquals(Set.of("a"), c.failed());
    assertTrue(c.endsPlay());
  }

  @Test
  void aFailureInRescueIsAFailure() {
    fails("a", "one");
    fails("a", "rescue");
    Coordinator c =
        play(
            LINEAR,
            List.of("a"),
            new Node.Group(
                "block", List.of(leaf("one")), List.of(leaf("rescue")), List.of(leaf("always"))));
    assertEquals(List.of("one a", "rescue a", "always a"), log);
    assertEquals(Set.of("a"), c.failed());
  }

  @Test
  void handlersRunOnceAtTheFlushInTheirOrder() {
    notifies("a", "one", "h2", "h1");
    notifies("a", "two", "h1");
    notifies("b", "two", "h2");
    play(LINEAR, List.of("a", "b"), leaf("one"), leaf("two"), flush(), leaf("after"));
    assertEquals(List.of("one a,b", "two a,b", "h1 a", "h2 a,b", "after a,b"), log);
  }

  @Test
  void aHandlerMayNotifyAnother() {
    notifies("a", "one", "h2");
    notifies("a", "h2", "h1"); // which comes before it: its turn is in the next flush
    play(LINEAR, List.of("a"), leaf("one"), flush(), leaf("two"), flush());
    assertEquals(List.of("one a", "h2 a", "two a", "h1 a"), log);
  }

  @Test
  void aHandlerThatNotifiesItselfRunsOnceAFlush() {
    notifies("a", "one", "h1");
    notifies("a", "h1", "h1", "h2");
    play(LINEAR, List.of("a"), leaf("one"), flush(), flush());
    assertEquals(List.of("one a", "h1 a", "h2 a", "h1 a", "h2 a"), log);
  }

  @Test
  void forcedHandlersRunOnFailedHosts() {
    notifies("a", "one", "h1");
    fails("a", "two");
    Rules forced = new Rules(true, false, Optional.empty(), true, false, false);
    Coordinator c = play(forced, List.of("a", "b"), leaf("one"), leaf("two"), flush());
    assertEquals(List.of("one a,b", "two a,b", "h1 a"), log);
    assertEquals(Set.of("a"), c.failed());
  }

  @Test
  void onceForAll() {
    Node.Leaf once = new Node.Leaf("once", Node.Place.of(place++), true, false, false);
    play(LINEAR, List.of("a", "b", "c"), once, leaf("after"));
    assertEquals(List.of("once a", "after a,b,c"), log);
  }

  @Test
  void hostsThatDoNotWaitEachCarryOutWhatLinearDoesOnce() {
    Node.Leaf once = new Node.Leaf("once", Node.Place.of(place++), true, false, false);
    Coordinator c =
        new Coordinator(
            FREE,
            Node.Group.of("play", List.of(once, leaf("after"))),
            List.of("a", "b"),
            2,
            n -> List.of());
    assertEquals(
        List.of(new Directive.Run(once, List.of("a")), new Directive.Run(once, List.of("b"))),
        c.start());
  }

  @Test
  void onceFailingFailsAll() {
    fails("a", "once");
    Node.Leaf once = new Node.Leaf("once", Node.Place.of(place++), true, false, false);
    Coordinator c = play(LINEAR, List.of("a", "b"), once, leaf("after"));
    assertEquals(List.of("once a"), log);
    assertEquals(Set.of("a", "b"), c.failed());
  }

  @Test
  void anyErrorIsFatal() {
    fails("a", "one");
    Rules fatal = new Rules(true, true, Optional.empty(), false, false, false);
    Coordinator c = play(fatal, List.of("a", "b"), leaf("one"), leaf("two"));
    assertEquals(List.of("one a,b"), log);
    assertTrue(c.endsPlay());
  }

  @Test
  void tooManyFailures() {
    fails("a", "one");
    fails("b", "one");
    Rules third = new Rules(true, false, Optional.of(40.0), false, false, false);
    play(third, List.of("a", "b", "c", "d"), leaf("one"), leaf("two"));
    assertEquals(List.of("one a,b,c,d"), log);
  }

  @Test
  void includedTasksComeNext() {
    Node.Leaf include = leaf("include");
    Node.Group group =
        Node.Group.of(
            "file", List.of(new Node.Leaf("in", include.place().below(0), false, false, false)));
    scripted.put("a include", new Ended("a", Ended.Result.DONE, List.of(), Optional.of(group)));
    play(LINEAR, List.of("a", "b"), include, leaf("after"));
    assertEquals(List.of("include a,b", "in a", "after a,b"), log);
  }

  @Test
  void freeHostsDontWait() {
    Coordinator c =
        new Coordinator(
            FREE,
            Node.Group.of("play", List.of(leaf("one"), leaf("two"))),
            List.of("a", "b"),
            2,
            n -> List.of());
    assertEquals(2, c.start().size());
    assertEquals(
        List.of(
            new Directive.Run(
                new Node.Leaf("two", Node.Place.of(1), false, false, false), List.of("a"))),
        c.on(Ended.done("a")));
  }

  @Test
  void endingAPlayEndsItForAll() {
    scripted.put("a one", new Ended("a", Ended.Result.END_PLAY, List.of(), Optional.empty()));
    Coordinator c = play(LINEAR, List.of("a", "b"), leaf("one"), leaf("two"));
    assertEquals(List.of("one a,b"), log);
    assertTrue(c.endsPlay());
    assertTrue(c.failed().isEmpty());
  }

  @Test
  void randomSchedulesKeepTheInvariants() {
    for (int seed = 0; seed < 2_000; seed++) {
      new Simulation(new Random(seed), seed % 2 == 0).play();
    }
  }

  /// Plays random plays with events in random order.
  private static final class Simulation {
    final Random random;
    final boolean lockstep;
    int leaves;

    Simulation(Random random, boolean lockstep) {
      this.random = random;
      this.lockstep = lockstep;
    }

    void play() {
      Node.Group play = group(0);
      List<String> hosts = List.of("a", "b", "c", "d", "e").subList(0, 1 + random.nextInt(5));
      Rules rules =
          new Rules(
              lockstep,
              random.nextInt(8) == 0,
              Optional.empty(),
              random.nextBoolean(),
              false,
              false);
      Coordinator c = new Coordinator(rules, play, hosts, hosts.size(), this::handlers);
      Deque<Directive> directives = new ArrayDeque<>(c.start());
      List<Directive.Run> open = new ArrayList<>();
      Set<String> ran = new HashSet<>();
      Map<String, String> busy = new HashMap<>();
      int steps = 0;
      boolean finished = false;
      while (!finished) {
        assertTrue(steps++ < 10_000, "the play doesn't end");
        while (!directives.isEmpty()) {
          switch (directives.poll()) {
            case Directive.Finished end -> finished = true;
            case Directive.Run run -> {
              if (lockstep) {
                assertTrue(open.isEmpty(), "a barrier was skipped");
              }
              for (String host : run.hosts()) {
                assertEquals(null, busy.put(host, run.leaf().id()), "two tasks at once");
                if (!run.leaf().id().startsWith("h")) {
                  assertTrue(ran.add(host + run.leaf().id()), "a task ran twice");
                }
                open.add(new Directive.Run(run.leaf(), List.of(host)));
              }
            }
          }
        }
        if (finished) {
          assertTrue(open.isEmpty(), "tasks were left open");
          return;
        }
        Directive.Run ending = open.remove(random.nextInt(open.size()));
        String host = ending.hosts().getFirst();
        busy.remove(host);
        directives.addAll(c.on(result(host, ending.leaf())));
      }
    }

    private Ended result(String host, Node.Leaf leaf) {
      int dice = random.nextInt(20);
      boolean handler = leaf.id().startsWith("h");
      Ended.Result result =
          dice == 0
              ? Ended.Result.FAILED
              : dice == 1 ? Ended.Result.UNREACHABLE : Ended.Result.DONE;
      List<String> notified = dice > 15 && !handler ? List.of("h" + random.nextInt(3)) : List.of();
      return new Ended(host, result, notified, Optional.empty());
    }

    private List<Node.Leaf> handlers(Set<String> names) {
      return names.stream()
          .sorted()
          .map(n -> new Node.Leaf(n, Node.Place.of(n.charAt(1) - '0'), false, false, false))
          .toList();
    }

    private Node.Group group(int depth) {
      return new Node.Group(
          "g" + leaves,
          nodes(depth),
          random.nextBoolean() ? List.of() : nodes(depth),
          random.nextBoolean() ? List.of() : nodes(depth));
    }

    private List<Node> nodes(int depth) {
      List<Node> nodes = new ArrayList<>();
      for (int i = random.nextInt(4); i >= 0; i--) {
        nodes.add(depth < 2 && random.nextInt(4) == 0 ? group(depth + 1) : leaf());
      }
      return nodes;
    }

    private Node leaf() {
      int number = leaves++;
      return new Node.Leaf(
          "t" + number, Node.Place.of(number), false, false, random.nextInt(6) == 0);
    }
  }

  private Node.Leaf leaf(String id) {
    return new Node.Leaf(id, Node.Place.of(place++), false, false, false);
  }

  private Node.Leaf flush() {
    return new Node.Leaf("flush", Node.Place.of(place++), false, false, true);
  }

  private void fails(String host, String leaf) {
    scripted.put(host + " " + leaf, Ended.failed(host));
  }

  private void notifies(String host, String leaf, String... handlers) {
    scripted.put(
        host + " " + leaf, new Ended(host, Ended.Result.DONE, List.of(handlers), Optional.empty()));
  }

  private Coordinator play(Rules rules, List<String> hosts, Node... nodes) {
    Coordinator c =
        new Coordinator(
            rules,
            Node.Group.of("play", List.of(nodes)),
            hosts,
            hosts.size(),
            names ->
                names.stream()
                    .sorted()
                    .map(
                        n ->
                            new Node.Leaf(n, Node.Place.of(n.charAt(1) - '0'), false, false, false))
                    .toList());
    List<Directive> directives = c.start();
    while (!(directives.getFirst() instanceof Directive.Finished)) {
      Directive.Run run = (Directive.Run) directives.getFirst();
      log.add(run.leaf().id() + " " + String.join(",", run.hosts()));
      for (String host : run.hosts()) {
        directives = c.on(scripted.getOrDefault(host + " " + run.leaf().id(), Ended.done(host)));
      }
    }
    return c;
  }
}
