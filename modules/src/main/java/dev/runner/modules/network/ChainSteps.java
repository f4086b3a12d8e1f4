package dev.runner.modules.network;

import dev.runner.module.Command;
import dev.runner.module.Foretold;
import dev.runner.module.Output;
import dev.runner.module.Step;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What `iptables` is told to do with a chain and its rules, and what it will say of them then.
///
/// @param base the program and the table
/// @param patience words that say how long it waits for others, the last of each command; may be
///   empty
/// @param chain its name; empty for all chains of the table
record ChainSteps(Command base, List<String> patience, String chain) {
  static final String WAIT = "-w";
  private static final Output YES = Output.of(0, "", "");
  private static final Output NO =
      Output.of(1, "", "iptables: Bad rule (does a matching rule exist in that chain?).");
  private static final Output NO_CHAIN =
      Output.of(1, "", "iptables: No chain/target/match by that name.");

  /// The same command, which waits for others.
  Command waiting(Command command) {
    return command.and(patience.toArray());
  }

  private Step run(String title, Command command, Foretold... then) {
    return Step.run(title, waiting(command)).foretelling(List.of(then)).complaining("");
  }

  Step flush() {
    return chain.isEmpty()
        ? run("flush the table", base.and("-F"), says(NO, "-C"))
        : run("flush " + chain, base.and("-F", chain), says(NO, "-C", chain));
  }

  Step policy(String policy) {
    Output listed = Output.of(0, "Chain %s (policy %s)".formatted(chain, policy), "");
    return run(
        "set the policy of %s to %s".formatted(chain, policy),
        base.and("-P", chain, policy),
        says(listed, "-L", chain));
  }

  Step make() {
    Output listed = Output.of(0, "Chain %s (0 references)".formatted(chain), "");
    return run(
        "make the chain " + chain,
        base.and("-N", chain),
        says(listed, "-L", chain),
        says(NO, "-C", chain));
  }

  Step remove() {
    return run(
        "remove the chain " + chain,
        base.and("-X", chain),
        says(NO_CHAIN, "-L", chain),
        says(NO_CHAIN, "-C", chain));
  }

  Step add(boolean first, Optional<Integer> place, List<String> rule) {
    Command add = base.and(first ? "-I" : "-A", chain);
    Command placed = place.isPresent() ? add.and(place.get()) : add;
    return ofRule("add a rule to " + chain, placed, rule, YES);
  }

  Step remove(List<String> rule) {
    return ofRule("remove a rule from " + chain, base.and("-D", chain), rule, NO);
  }

  /// What is known of the rule then is known however long the question would wait.
  private Step ofRule(String title, Command change, List<String> rule, Output then) {
    List<String> question = new ArrayList<>(words("-C", chain));
    question.addAll(rule);
    List<String> waiting = new ArrayList<>(question);
    waiting.add(WAIT);
    return run(
        title,
        change.and(rule.toArray()),
        new Foretold.Says(question, false, then),
        new Foretold.Says(waiting, true, then));
  }

  private Foretold says(Output output, String... words) {
    return new Foretold.Says(words(words), true, output);
  }

  private List<String> words(String... more) {
    return Stream.concat(base.words().stream().map(Text::value), Stream.of(more)).toList();
  }
}
