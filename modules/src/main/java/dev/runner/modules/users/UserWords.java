package dev.runner.modules.users;

import dev.runner.module.Command;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The words that the tools of a host need for what is wanted of a user.
final class UserWords {
  private final User user;
  private final AccountLook look;
  private final AccountTool tool;
  private final AccountGroups groups;
  private final AccountTimes times;

  UserWords(User user, AccountLook look, AccountTool tool) {
    this.user = user;
    this.look = look;
    this.tool = tool;
    this.groups = new AccountGroups(user, look, tool);
    this.times = new AccountTimes(user, look, tool);
  }

  /// Makes the user, all but the password.
  List<Step> making() {
    List<Step> steps = new ArrayList<>();
    String title = "make the user " + user.name();
    steps.add(
        Step.run(
                title,
                Command.of(
                    switch (tool) {
                      case SHADOW -> useradd();
                      case LIBUSER -> luseradd();
                      case BUSYBOX -> adduser();
                    }))
            .complaining(""));
    if (tool != AccountTool.SHADOW) {
      steps.addAll(groups.joining());
    }
    steps.addAll(times.aging());
    return steps;
  }

  private List<Object> useradd() {
    List<Object> words = new ArrayList<>(List.of("useradd"));
    common(words);
    if (user.nonUnique() && user.uid().isPresent()) {
      words.add("-o");
    }
    if (user.seuser().isPresent() && look.is("selinux")) {
      AccountTool.option(words, "-Z", user.seuser());
    }
    if (user.group().isEmpty() && look.is("namesake")) {
      words.add("-N"); // a group of its own can't be made: there is one of that name
    }
    Set<String> members = groups.wanted();
    if (!members.isEmpty()) {
      AccountTool.option(words, "-G", Optional.of(String.join(",", members)));
    }
    AccountTool.option(words, "-e", user.expires().map(AccountTimes::date));
    AccountTool.option(words, "-f", user.passwordExpireAccountDisable());
    user.umask().ifPresent(mask -> AccountTool.option(words, "-K", Optional.of("UMASK=" + mask)));
    user.uidMin()
        .ifPresent(least -> AccountTool.option(words, "-K", Optional.of("UID_MIN=" + least)));
    user.uidMax()
        .ifPresent(most -> AccountTool.option(words, "-K", Optional.of("UID_MAX=" + most)));
    words.add(user.createHome() ? "-m" : "-M");
    skeleton(words);
    if (user.system()) {
      words.add("-r");
    }
    words.add(user.name());
    return words;
  }

  private List<Object> luseradd() {
    List<Object> words = new ArrayList<>(List.of("luseradd"));
    common(words);
    if (user.nonUnique()) {
      throw new UserPlan.Lacking("way to give a number twice in libuser", "non_unique");
    }
    if (user.group().isEmpty() && look.is("namesake")) {
      words.add("-n");
    }
    if (!user.createHome()) {
      words.add("-M");
    }
    skeleton(words);
    if (user.system()) {
      words.add("-r");
    }
    words.add(user.name());
    return words;
  }

  private void common(List<Object> words) {
    AccountTool.option(words, "-u", user.uid());
    AccountTool.option(words, "-g", user.group().map(groups::word));
    AccountTool.option(words, "-c", user.comment());
    AccountTool.option(words, "-d", user.home().map(RemotePath::text));
    AccountTool.option(words, "-s", user.shell());
  }

  private void skeleton(List<Object> words) {
    if (user.createHome()) {
      AccountTool.option(words, "-k", user.skeleton());
    }
  }

  private List<Object> adduser() {
    List<Object> words = new ArrayList<>(List.of("adduser", "-D"));
    AccountTool.option(words, "-u", user.uid());
    AccountTool.option(words, "-h", user.home().map(RemotePath::text));
    AccountTool.option(words, "-g", user.comment());
    AccountTool.option(words, "-s", user.shell());
    AccountTool.option(words, "-G", user.group().flatMap(look::group));
    skeleton(words);
    if (!user.createHome()) {
      words.add("-H");
    }
    if (user.system()) {
      words.add("-S");
    }
    lacking("umask", user.umask());
    lacking("uid_min", user.uidMin());
    lacking("uid_max", user.uidMax());
    lacking("non_unique", Optional.of(true).filter(yes -> user.nonUnique()));
    words.add(user.name());
    return words;
  }

  /// Changes what differs, all but password and lock.
  List<Step> changing() {
    List<Object> words = new ArrayList<>();
    differing(words);
    List<Step> steps = new ArrayList<>();
    if (tool == AccountTool.SHADOW) {
      groups.atOnce(words);
      AccountTool.option(
          words, "-e", user.expires().filter(times::expireOtherwise).map(AccountTimes::date));
      AccountTool.option(words, "-f", times.changed(user.passwordExpireAccountDisable(), 6));
      if (look.is("selinux")) {
        AccountTool.option(
            words, "-Z", user.seuser().filter(name -> !name.equals(look.say("seuser"))));
      }
    }
    if (!words.isEmpty()) {
      steps.add(
          Step.run("change the user " + user.name(), Command.of(usermod(words))).complaining(""));
    }
    if (tool != AccountTool.SHADOW) {
      steps.addAll(groups.oneByOne());
    }
    steps.addAll(times.aging());
    return steps;
  }

  private List<Object> usermod(List<Object> options) {
    List<Object> words = new ArrayList<>();
    words.add(tool == AccountTool.LIBUSER ? "lusermod" : "usermod");
    words.addAll(options);
    words.add(user.name());
    return words;
  }

  private void differing(List<Object> words) {
    Optional<Long> uid = user.uid().filter(number -> !Long.toString(number).equals(look.uid()));
    AccountTool.option(words, "-u", uid);
    if (uid.isPresent() && user.nonUnique()) {
      words.add("-o");
    }
    AccountTool.option(
        words,
        "-g",
        user.group().filter(group -> !groups.gid(group).equals(look.gid())).map(groups::word));
    AccountTool.option(words, "-c", user.comment().filter(text -> !text.equals(look.comment())));
    Optional<String> home =
        user.home().map(RemotePath::text).filter(path -> !path.equals(look.home()));

    AccountTool.option(words, "-d", home);
    if (home.isPresent() && user.moveHome() && look.is("old")) {
      words.add("-m");
    }
    AccountTool.option(words, "-s", user.shell().filter(path -> !path.equals(look.shell())));
    if (!words.isEmpty() && tool == AccountTool.BUSYBOX) {
      throw new UserPlan.Lacking("usermod", parameter(words.getFirst().toString()));
    }
  }

  /// The parameter that an option of usermod stands for.
  private static String parameter(String option) {
    return switch (option) {
      case "-u" -> "uid";
      case "-g" -> "group";
      case "-c" -> "comment";
      case "-d" -> "home";
      default -> "shell";
    };
  }

  /// Locks or unlocks the password that the user has.
  List<Step> locking() {
    boolean locked = look.shadow(1).startsWith("!");
    if (user.passwordLock().isEmpty() || user.passwordLock().get() == locked) {
      return List.of();
    }
    boolean lock = user.passwordLock().get();
    String title = "%s the password of %s".formatted(lock ? "lock" : "unlock", user.name());
    List<Object> option = new ArrayList<>(List.of(lock ? "-L" : "-U"));
    return List.of(
        Step.run(
            title,
            tool == AccountTool.BUSYBOX
                ? Command.of("passwd", lock ? "-l" : "-u", user.name())
                : Command.of(usermod(option))));
  }

  private static void lacking(String parameter, Optional<?> given) {
    if (given.isPresent()) {
      throw new UserPlan.Lacking("useradd", parameter);
    }
  }
}
