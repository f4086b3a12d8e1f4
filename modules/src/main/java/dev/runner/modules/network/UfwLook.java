package dev.runner.modules.network;

import dev.runner.module.Command;
import dev.runner.module.Content;
import dev.runner.module.Foretold;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the host says of its firewall.
record UfwLook(
    Pending<Output> status,
    Pending<Output> numbered,
    Pending<Optional<Content>> policies,
    Pending<Optional<Content>> settings,
    UfwRules rules) {
  static final RemotePath POLICIES = RemotePath.of("/etc/default/ufw");
  static final RemotePath SETTINGS = RemotePath.of("/etc/ufw/ufw.conf");
  static final Output ON = Output.of(0, "Status: active", "");
  static final Output OFF = Output.of(0, "Status: inactive", "");
  static final Foretold UNNUMBERED = new Foretold.Untold(List.of("ufw", "status", "numbered"));
  private static final Pattern NUMBERED = Pattern.compile("\\[ *([0-9]+)] (.*)");

  boolean isActive() {
    return status.get().lines().contains("Status: active");
  }

  /// What holds once all is as it was at first. A dry run says nothing of rules that were there
  /// before.
  List<Foretold> afterReset() {
    List<Foretold> all = new ArrayList<>(status(OFF));
    all.addAll(rules.none());
    all.add(UfwRules.UNTOLD);
    all.add(UNNUMBERED);
    return all;
  }

  /// What holds once a name has another value.
  static List<Foretold> setting(
      Pending<Optional<Content>> file, RemotePath path, String name, String value) {
    String before = file.get().map(Content::lenientText).orElse("");
    String line = name + "=" + value;
    String after =
        before.replaceAll("(?m)^\\s*%s=.*$".formatted(name), Matcher.quoteReplacement(line));
    return List.of(
        new Foretold.Holds(path, Content.of(after.equals(before) ? before + line + "\n" : after)));
  }

  /// The value of a name in a file of assignments.
  static String value(Pending<Optional<Content>> file, String name) {
    Matcher matcher =
        Pattern.compile("(?m)^\\s*%s=\"?([^\"\\n]*)\"?\\s*$".formatted(name))
            .matcher(file.get().map(Content::lenientText).orElse(""));
    return matcher.find() ? matcher.group(1) : "";
  }

  static UfwLook ask(Probe host) {
    return new UfwLook(
        host.lookLater(Command.of("ufw", "status", "verbose")),
        host.lookLater(Command.of("ufw", "status", "numbered")),
        host.later(new Question.Read(POLICIES, Probe.READ_LIMIT)),
        host.later(new Question.Read(SETTINGS, Probe.READ_LIMIT)),
        UfwRules.ask(host));
  }

  /// What holds once `ufw status verbose` says this.
  static List<Foretold> status(Output output) {
    return List.of(new Foretold.Says(List.of("ufw", "status", "verbose"), false, output));
  }

  /// The number of a rule that counts from others; none where it goes to the end.
  Optional<Integer> place(int number, Ufw.RelativeTo to) {
    List<Integer> four = new ArrayList<>();
    List<Integer> six = new ArrayList<>();
    for (String line : numbered.get().lines()) {
      Matcher matcher = NUMBERED.matcher(line);
      if (matcher.matches()) {
        boolean isSix =
            matcher.group(2).contains("(v6)")
                || matcher.group(2).matches(".*[0-9a-f]*:[0-9a-f]*:.*");
        (isSix ? six : four).add(Integer.parseInt(matcher.group(1)));
      }
    }
    int last = Math.max(four.isEmpty() ? 0 : four.getLast(), six.isEmpty() ? 0 : six.getLast());
    int from =
        switch (to) {
          case ZERO -> 0;
          case FIRST_IPV4 -> 1;
          case LAST_IPV4 -> four.isEmpty() ? 1 : four.getLast();
          case FIRST_IPV6 ->
              !six.isEmpty() ? six.getFirst() : four.isEmpty() ? 1 : four.getLast() + 1;
          case LAST_IPV6 -> six.isEmpty() ? last + 1 : six.getLast();
        };
    return Optional.of(number + from).filter(it -> it <= last);
  }
}
