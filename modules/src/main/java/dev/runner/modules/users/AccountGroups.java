package dev.runner.modules.users;

import dev.runner.module.Command;
import dev.runner.module.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The groups that a user is to be in.
record AccountGroups(User user, AccountLook look, AccountTool tool) {

  /// A group as the tool knows it: libuser knows groups by their numbers only.
  String word(String group) {
    return tool == AccountTool.LIBUSER ? gid(group) : look.group(group).orElse(group);
  }

  /// Its number; empty if there is no such group.
  String gid(String group) {
    return look.groups().getOrDefault(group, List.of("", "", "")).get(2);
  }

  /// Options of usermod that make all memberships so.
  void atOnce(List<Object> words) {
    Set<String> missing = missing();
    if (user.append() && !missing.isEmpty()) {
      words.add("-a");
      AccountTool.option(words, "-G", Optional.of(String.join(",", missing)));
    } else if (!user.append() && (!missing.isEmpty() || !surplus().isEmpty())) {
      AccountTool.option(words, "-G", Optional.of(String.join(",", wanted())));
    }
  }

  /// Steps that make memberships so where a tool knows one group at a time.
  List<Step> oneByOne() {
    List<Step> steps = new ArrayList<>();
    missing().forEach(group -> steps.add(join(group)));
    surplus().forEach(group -> steps.add(leave(group)));
    return steps;
  }

  /// The same for a user who is new.
  List<Step> joining() {
    return wanted().stream().map(this::join).toList();
  }

  private Step join(String group) {
    return Step.run(
        "add %s to the group %s".formatted(user.name(), group),
        tool == AccountTool.LIBUSER
            ? Command.of("lgroupmod", "-M", user.name(), group)
            : Command.of("addgroup", user.name(), group));
  }

  private Step leave(String group) {
    return Step.run(
        "remove %s from the group %s".formatted(user.name(), group),
        tool == AccountTool.LIBUSER
            ? Command.of("lgroupmod", "-m", user.name(), group)
            : Command.of("delgroup", user.name(), group));
  }

  private Set<String> missing() {
    Set<String> missing = wanted();
    missing.removeAll(look.member());
    return missing;
  }

  private Set<String> surplus() {
    if (user.groups().isEmpty() || user.append()) {
      return Set.of();
    }
    Set<String> surplus = new TreeSet<>(look.member());
    surplus.removeAll(wanted());
    return surplus;
  }

  /// The supplementary groups by their names, without the primary one.
  Set<String> wanted() {
    Set<String> names = new TreeSet<>();
    String primary = user.group().flatMap(look::group).orElse(look.say("primary"));
    for (String group : user.groups().orElse(List.of())) {
      look.group(group).filter(name -> !name.equals(primary)).ifPresent(names::add);
    }
    return names;
  }
}
