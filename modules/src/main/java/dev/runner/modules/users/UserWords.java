package dev.runner.modules.users;

import dev.runner.module.Command;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The words that the tools of a host need for what is wanted of a user.
final class UserWords {
  private static final double DAY = 86_400;

  private final User user;
  private final AccountLook look;
  private final AccountTool tool;

  UserWords(User user, AccountLook look, AccountTool tool) {
    this.user = user;
    this.look = look;
    this.tool = tool;
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
                })));
    if (tool != AccountTool.SHADOW) {
      wantedGroups().forEach(group -> steps.add(join(group)));
    }
    steps.addAll(aging());
    return steps;
  }

  private List<Object> useradd() {
    List<Object> words = new ArrayList<>(List.of("useradd"));
    common(words);
    if (user.nonUnique() && user.uid().isPresent()) {
      words.add("-o");
    }
    if (user.seuser().isPresent() && look.is("selinux")) {
      add(words, "-Z", user.seuser());
    }
    if (user.group().isEmpty() && look.is("namesake")) {
      words.add("-N"); // a group of its own can't be made: there is one of that name
    }
    if (!wantedGroups().isEmpty()) {
      add(words, "-G", Optional.of(String.join(",", wantedGroups())));
    }
    user.expires().ifPresent(time -> add(words, "-e", Optional.of(date(time))));
    add(words, "-f", user.passwordExpireAccountDisable());
    user.umask().ifPresent(mask -> add(words, "-K", Optional.of("UMASK=" + mask)));
    user.uidMin().ifPresent(least -> add(words, "-K", Optional.of("UID_MIN=" + least)));
    user.uidMax().ifPresent(most -> add(words, "-K", Optional.of("UID_MAX=" + most)));
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
    add(words, "-u", user.uid());
    add(words, "-g", user.group().map(this::groupWord));
    add(words, "-c", user.comment());
    add(words, "-d", user.home().map(RemotePath::text));
    add(words, "-s", user.shell());
  }

  private void skeleton(List<Object> words) {
    if (user.createHome()) {
      add(words, "-k", user.skeleton());
    }
  }

  private List<Object> adduser() {
    List<Object> words = new ArrayList<>(List.of("adduser", "-D"));
    add(words, "-u", user.uid());
    add(words, "-h", user.home().map(RemotePath::text));
    add(words, "-g", user.comment());
    add(words, "-s", user.shell());
    add(words, "-G", user.group().flatMap(look::group));
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
      groupsAtOnce(words);
      user.expires()
          .filter(this::expiresOtherwise)
          .ifPresent(time -> add(words, "-e", Optional.of(date(time))));
      add(words, "-f", changed(user.passwordExpireAccountDisable(), 6));
      if (look.is("selinux")) {
        add(words, "-Z", user.seuser().filter(name -> !name.equals(look.say("seuser"))));
      }
    }
    if (!words.isEmpty()) {
      steps.add(Step.run("change the user " + user.name(), Command.of(usermod(words))));
    }
    if (tool != AccountTool.SHADOW) {
      oneByOne(steps);
    }
    steps.addAll(aging());
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
    add(words, "-u", uid);
    if (uid.isPresent() && user.nonUnique()) {
      words.add("-o");
    }
    add(
        words,
        "-g",
        user.group().filter(group -> !gid(group).equals(look.gid())).map(this::groupWord));
    add(words, "-c", user.comment().filter(text -> !text.equals(look.comment())));
    Optional<String> home =
        user.home().map(RemotePath::text).filter(path -> !path.equals(look.home()));

    add(words, "-d", home);
    if (home.isPresent() && user.moveHome() && look.is("old")) {
      words.add("-m");
    }
    add(words, "-s", user.shell().filter(path -> !path.equals(look.shell())));
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

  /// libuser knows groups by their numbers only.
  private String groupWord(String group) {
    return tool == AccountTool.LIBUSER ? gid(group) : look.group(group).orElse(group);
  }

  private String gid(String group) {
    return look.groups().getOrDefault(group, List.of("", "", "")).get(2);
  }

  private void groupsAtOnce(List<Object> words) {
    Set<String> missing = missing();
    if (user.append() && !missing.isEmpty()) {
      words.add("-a");
      add(words, "-G", Optional.of(String.join(",", missing)));
    } else if (!user.append() && (!missing.isEmpty() || !surplus().isEmpty())) {
      add(words, "-G", Optional.of(String.join(",", wantedGroups())));
    }
  }

  private void oneByOne(List<Step> steps) {
    missing().forEach(group -> steps.add(join(group)));
    surplus().forEach(group -> steps.add(leave(group)));
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
    Set<String> missing = wantedGroups();
    missing.removeAll(look.member());
    return missing;
  }

  private Set<String> surplus() {
    if (user.groups().isEmpty() || user.append()) {
      return Set.of();
    }
    Set<String> surplus = new TreeSet<>(look.member());
    surplus.removeAll(wantedGroups());
    return surplus;
  }

  /// The supplementary groups by their names, without the primary one.
  private Set<String> wantedGroups() {
    Set<String> names = new TreeSet<>();
    String primary = user.group().flatMap(look::group).orElse(look.say("primary"));
    for (String group : user.groups().orElse(List.of())) {
      look.group(group).filter(name -> !name.equals(primary)).ifPresent(names::add);
    }
    return names;
  }

  /// Sets what `chage` is for.
  private List<Step> aging() {
    List<Object> words = new ArrayList<>();
    add(words, "-m", changed(user.passwordExpireMin(), 3));
    add(words, "-M", changed(user.passwordExpireMax(), 4));
    add(words, "-W", changed(user.passwordExpireWarn(), 5));
    if (tool != AccountTool.SHADOW) {
      add(words, "-I", changed(user.passwordExpireAccountDisable(), 6));
      user.expires()
          .filter(this::expiresOtherwise)
          .ifPresent(
              time -> add(words, "-E", Optional.of(time < 0 ? -1 : (long) Math.floor(time / DAY))));
    }
    if (words.isEmpty()) {
      return List.of();
    }
    String program = tool == AccountTool.LIBUSER ? "lchage" : "chage";
    if (!look.has(program)) {
      throw new UserPlan.Lacking(program, "expires");
    }
    words.addFirst(program);
    words.add(user.name());
    return List.of(Step.run("set the password's times of " + user.name(), Command.of(words)));
  }

  private Optional<Integer> changed(Optional<Integer> wanted, int field) {
    return wanted.filter(
        days ->
            !Integer.toString(days).equals(look.shadow(field))
                && !(days < 0 && look.exists() && look.shadow(field).isEmpty()));
  }

  private boolean expiresOtherwise(double time) {
    String now = look.shadow(7);
    boolean never = now.isEmpty() || now.startsWith("-");
    if (time < 0) {
      boolean incomplete = look.exists() && look.is("shadowed") && look.shadow().size() == 1;
      return !never || incomplete; // an account without a line there has no end that can be read
    }
    return never || !now.equals(Long.toString((long) Math.floor(time / DAY)));
  }

  private static String date(double time) {
    return time < 0 ? "" : LocalDate.ofEpochDay((long) Math.floor(time / DAY)).toString();
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

  private static void add(List<Object> words, String option, Optional<?> value) {
    value.ifPresent(
        given -> {
          words.add(option);
          words.add(given);
        });
  }
}
