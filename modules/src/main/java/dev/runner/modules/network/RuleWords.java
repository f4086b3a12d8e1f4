package dev.runner.modules.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The words of a rule, in the order in which iptables wants extensions before what they bring.
final class RuleWords {
  private final Iptables task;
  private final boolean six;
  private final List<String> words = new ArrayList<>();

  RuleWords(Iptables task, String program) {
    this.task = task;
    this.six = program.startsWith("ip6");
  }

  List<String> words() {
    add("-p", task.protocol());
    add("-s", task.source());
    add("-d", task.destination());
    task.match().forEach(name -> add("-m", Optional.of(name)));
    task.tcpFlags()
        .ifPresent(
            flags ->
                words.addAll(
                    List.of(
                        "--tcp-flags",
                        String.join(",", flags.flags()),
                        String.join(",", flags.flagsSet()))));
    target();
    add("-i", task.inInterface());
    add("-o", task.outInterface());
    add("-f", task.fragment());
    add("-c", task.setCounters());
    add("--source-port", task.sourcePort());
    if (!task.destinationPorts().isEmpty()) {
      extension("multiport");
      add("--dports", Optional.of(String.join(",", task.destinationPorts())));
    }
    add("--destination-port", task.destinationPort());
    add("--to-ports", task.toPorts());
    add("--set-dscp", task.setDscpMark());
    add("--set-dscp-class", task.setDscpMarkClass());
    switch (task.syn()) {
      case IGNORE -> {}
      case MATCH -> words.add("--syn");
      case NEGATE -> words.addAll(List.of("!", "--syn"));
    }
    extensions();
    return List.copyOf(words);
  }

  private void target() {
    boolean marks = task.setDscpMark().isPresent() || task.setDscpMarkClass().isPresent();
    boolean logs = task.logPrefix().isPresent() || task.logLevel().isPresent();
    Optional<String> implied = Optional.of(marks ? "DSCP" : "LOG").filter(any -> marks || logs);
    add("-j", task.jump().or(() -> implied));
    add("--gateway", task.gateway());
    add("--log-prefix", task.logPrefix());
    add("--log-level", task.logLevel());
    add("--to-destination", task.toDestination());
    add("--to-source", task.toSource());
    add("-g", task.goTo());
  }

  private void extensions() {
    if (!task.ctstate().isEmpty()) {
      String states = String.join(",", task.ctstate());
      if (task.match().contains("state") && !task.match().contains("conntrack")) {
        add("--state", Optional.of(states));
      } else {
        extension("conntrack");
        add("--ctstate", Optional.of(states));
      }
    }
    if (task.srcRange().isPresent() || task.dstRange().isPresent()) {
      extension("iprange");
      add("--src-range", task.srcRange());
      add("--dst-range", task.dstRange());
    }
    if (task.matchSet().isPresent()) {
      extension("set");
      add("--match-set", task.matchSet());
      words.add(task.matchSetFlags().orElseThrow());
    }
    if (task.limit().isPresent() || task.limitBurst().isPresent()) {
      extension("limit");
      add("--limit", task.limit());
      add("--limit-burst", task.limitBurst());
    }
    if (task.uidOwner().isPresent() || task.gidOwner().isPresent()) {
      extension("owner");
      add("--uid-owner", task.uidOwner());
      add("--gid-owner", task.gidOwner());
    }
    if (task.rejectWith().isPresent()) {
      if (task.jump().isEmpty()) {
        words.addAll(List.of("-j", "REJECT"));
      }
      add("--reject-with", task.rejectWith());
    }
    add(six ? "--icmpv6-type" : "--icmp-type", task.icmpType());
    if (task.comment().isPresent()) {
      extension("comment");
      add("--comment", task.comment());
    }
  }

  private void extension(String name) {
    if (!task.match().contains(name)) {
      words.addAll(List.of("-m", name));
    }
  }

  private void add(String option, Optional<String> value) {
    value.ifPresent(
        text -> {
          if (text.startsWith("!")) {
            words.addAll(List.of("!", option, text.substring(1).strip()));
          } else {
            words.addAll(List.of(option, text));
          }
        });
  }
}
