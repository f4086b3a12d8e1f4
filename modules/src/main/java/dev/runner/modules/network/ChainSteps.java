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
/// @param chain its name; empty for all chains of the table
record ChainSteps(Command base, String chain) {
  private static final Output YES = Output.of(0, "", "");
  private static final Output NO =
      Output.of(1, "", "iptables: Bad rule (does a matching rule exist in that chain?).");
  private static final Output NO_CHAIN =
      Output.of(1, "", "iptables: No chain/target/match by that name.");

  Step flush() {
    return chain.isEmpty()
        ? Step.run("flush the table", base.and("-F")).foretelling(List.of(says(NO, "-C")))
        : Step.run("flush " + chain, base.and("-F", chain))
            .foretelling(List.of(says(NO, "-C", chain)));
  }

  Step policy(String policy) {
    Output listed = Output.of(0, "Chain %s (policy %s)".formatted(chain, policy), "");
    return Step.run(
            "set the policy of %s to %s".formatted(chain, policy), base.and("-P", chain, policy))
        .foretelling(List.of(says(listed, "-L", chain)));
  }

  Step make() {
    Output listed = Output.of(0, "Chain %s (0 references)".formatted(chain), "");
    return Step.run("make the chain " + chain, base.and("-N", chain))
        .foretelling(List.of(says(listed, "-L", chain), says(NO, "-C", chain)));
  }

  Step remove() {
    return Step.run("remove the chain " + chain, base.and("-X", chain))
        .foretelling(List.of(says(NO_CHAIN, "-L", chain), says(NO_CHAIN, "-C", chain)));
  }

  Step add(boolean first, Optional<Integer> place, List<String> rule) {
    Command add = base.and(first ? "-I" : "-A", chain);
    Command placed = place.isPresent() ? add.and(place.get()) : add;
    return Step.run("add a rule to " + chain, placed.and(rule.toArray()))
        .foretelling(List.of(ofRule(rule, YES)));
  }

  Step remove(List<String> rule) {
    return Step.run("remove a rule from " + chain, base.and("-D", chain).and(rule.toArray()))
        .foretelling(List.of(ofRule(rule, NO)));
  }

  private Foretold ofRule(List<String> rule, Output output) {
    List<String> words = new ArrayList<>(words("-C", chain));
    words.addAll(rule);
    return new Foretold.Says(words, false, output);
  }

  private Foretold says(Output output, String... words) {
    return new Foretold.Says(words(words), true, output);
  }

  private List<String> words(String... more) {
    return Stream.concat(base.words().stream().map(Text::value), Stream.of(more)).toList();
  }
}
