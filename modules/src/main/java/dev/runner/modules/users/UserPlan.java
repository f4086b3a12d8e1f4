package dev.runner.modules.users;

import dev.runner.module.Answer;
import dev.runner.module.Attributes;
import dev.runner.module.Command;
import dev.runner.module.Content;
import dev.runner.module.Finished;
import dev.runner.module.Outputs;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.values.Secret;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What has to be done about one user.
final class UserPlan {
  private static final Set<String> NO_HOMES = Set.of("/dev/null", "/nonexistent", "/var/empty");

  private static final RemotePath DEFINITIONS = RemotePath.of("/etc/login.defs");
  private static final Pattern DEFINITION =
      Pattern.compile("(?m)^[ \\t]*(HOME_MODE|UMASK)[ \\t]+([0-7]+)");

  private final User user;
  private final AccountLook look;
  private final Probe host;

  UserPlan(User user, AccountLook look, Probe host) {
    this.user = user;
    this.look = look;
    this.host = host;
  }

  Plan plan() {
    if (user.state() == User.State.ABSENT && !look.exists()) {
      return Plan.unchanged("there is no user " + user.name()).withAll(named());
    }
    Optional<AccountTool> tool = tool();
    if (tool.isEmpty()) {
      return Plan.lacks(
          user.isLocal() ? "luseradd" : "useradd",
          "Install %s on it.".formatted(user.isLocal() ? "libuser" : "the shadow utilities"));
    }
    if (user.state() == User.State.ABSENT) {
      return remove(tool.get());
    }
    for (String group : wantedGroups()) {
      if (look.group(group).isEmpty()) {
        return Plan.refuse(
            "Group %s does not exist".formatted(group),
            "Make the group first: group: name=" + group + ".");
      }
    }
    String holder = look.say("holder");
    if (!holder.isEmpty() && !holder.equals(user.name()) && !user.nonUnique()) {
      return Plan.refuse(
              taken(tool.get(), user.uid().orElseThrow(), holder),
              "The user %s has it: choose another, or set non_unique.".formatted(holder))
          .with("name", user.name())
          .with("rc", 4L);
    }
    try {
      return warned(look.exists() ? change(tool.get()) : make(tool.get()));
    } catch (Lacking e) {
      return Plan.refuse(e.sentence(), "Install the shadow utilities on it.");
    }
  }

  /// What the program says that would be asked.
  private String taken(AccountTool tool, long uid, String holder) {
    if (tool != AccountTool.SHADOW) {
      return "UID '%d' already exists with user '%s'".formatted(uid, holder);
    }
    return look.exists()
        ? "usermod: UID '%d' already exists".formatted(uid)
        : "useradd: UID %d is not unique".formatted(uid);
  }

  private Optional<AccountTool> tool() {
    if (user.isLocal()) {
      return look.has("luseradd") ? Optional.of(AccountTool.LIBUSER) : Optional.empty();
    } else if (look.has("useradd")) {
      return Optional.of(AccountTool.SHADOW);
    }
    return look.has("adduser") ? Optional.of(AccountTool.BUSYBOX) : Optional.empty();
  }

  private List<String> wantedGroups() {
    List<String> wanted = new ArrayList<>(user.groups().orElse(List.of()));
    user.group().ifPresent(wanted::add);
    return wanted;
  }

  private Map<String, Object> named() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", user.name());
    values.put("state", user.state() == User.State.ABSENT ? "absent" : "present");
    return values;
  }

  private Plan remove(AccountTool tool) {
    List<Object> words = new ArrayList<>();
    words.add(
        switch (tool) {
          case SHADOW -> "userdel";
          case LIBUSER -> "luserdel";
          case BUSYBOX -> "deluser";
        });
    if (user.force() && tool == AccountTool.SHADOW) {
      words.add("-f");
    }
    if (user.remove()) {
      words.add(tool == AccountTool.BUSYBOX ? "--remove-home" : "-r");
    }
    words.add(user.name());
    return Plan.changes(
            Step.run("remove the user " + user.name(), Command.of(words)).complaining(""))
        .predictingAll(named())
        .predicting("force", user.force())
        .predicting("remove", user.remove());
  }

  private Plan make(AccountTool tool) {
    List<Step> steps = new ArrayList<>();
    if (user.createHome() && user.home().isPresent() && !look.is("above")) {
      RemotePath above = user.home().get().parent();
      steps.add(new Step.Directory("make " + above, above, Attributes.NONE));
    }
    UserWords words = new UserWords(user, look, tool);
    steps.addAll(words.making());
    user.password().ifPresent(hash -> steps.add(password(hash)));
    steps.addAll(SshKey.steps(user, look));
    return Plan.changes(steps)
        .predictingAll(named())
        .predictingAll(shown())
        .predicting("system", user.system())
        .predicting("create_home", user.createHome())
        .after(this::finish);
  }

  private Plan change(AccountTool tool) {
    UserWords words = new UserWords(user, look, tool);
    List<Step> steps = new ArrayList<>(words.changing());
    newPassword().ifPresent(hash -> steps.add(password(hash)));
    if (newPassword().isEmpty()) {
      steps.addAll(words.locking());
    }
    if (needsHome()) {
      steps.add(home());
    }
    steps.addAll(SshKey.steps(user, look));
    Map<String, Object> values = new LinkedHashMap<>(named());
    values.put("append", user.append());
    values.put("move_home", user.moveHome());
    values.putAll(look.values());
    values.putAll(shown());
    values.putAll(SshKey.values(user, look));
    if (steps.isEmpty()) {
      return Plan.unchanged("the user %s is so already".formatted(user.name())).withAll(values);
    }
    return Plan.changes(steps).predictingAll(values).after(this::finish);
  }

  private Map<String, Object> shown() {
    return user.password().isPresent() ? Map.of("password", "NOT_LOGGING_PASSWORD") : Map.of();
  }

  /// The hash that the user is to get instead of the present one.
  private Optional<Secret> newPassword() {
    if (user.updatePassword() == User.UpdatePassword.ON_CREATE) {
      return Optional.empty();
    }
    return user.password()
        .filter(hash -> !hash.is(text -> bare(text).equals(bare(look.shadow(1)))));
  }

  private static String bare(String hash) {
    return hash.replaceFirst("^!+", "");
  }

  /// The hash goes by a pipe: a command line can be seen by everybody on the host.
  private Step password(Secret hash) {
    String lock = user.passwordLock().orElse(false) ? "!" : "";
    Text line = hash.text(text -> "%s:%s%s\n".formatted(user.name(), lock, text));
    return Step.run(
        "set the password of " + user.name(),
        Command.of("chpasswd", "-e").reading(Content.of(line)));
  }

  private String wantedHome() {
    return user.home().map(RemotePath::text).orElseGet(look::home);
  }

  private boolean needsHome() {
    String home = wantedHome();
    boolean moved =
        user.moveHome() && user.home().isPresent() && !home.equals(look.home()) && look.is("old");
    return user.createHome()
        && !look.is("home")
        && !moved
        && !home.isEmpty()
        && !NO_HOMES.contains(home);
  }

  /// Makes a home directory for a user who has none, as `useradd` would have made it.
  private Step home() {
    String home = wantedHome();
    String script =
        """
        mkdir -p -- "$(dirname -- "$1")" && (umask 077 && mkdir -- "$1") || exit
        if [ -d "$2" ]; then cp -R -P -p -- "$2/." "$1" || exit; fi
        u=$(id -u -- "$4" 2>/dev/null || id -u "$4") && g=$(id -g "$4") || exit
        chown -h -R -- "$u:$g" "$1" && chmod "$3" "$1"
        """;
    return Step.run(
        "make the home directory " + home,
        Command.of(
            "sh",
            "-c",
            script,
            "home",
            home,
            user.skeleton().orElse("/etc/skel"),
            homeMode(),
            user.name()));
  }

  private String homeMode() {
    Optional<String> umask = user.umask();
    if (umask.isEmpty()) {
      String settings = host.read(DEFINITIONS).map(Content::lenientText).orElse("");
      Optional<String> mode = defined("HOME_MODE", settings);
      if (mode.isPresent()) {
        return mode.get();
      }
      umask = defined("UMASK", settings);
    }
    return umask.map(mask -> "%o".formatted(0777 & ~Integer.parseInt(mask, 8))).orElse("755");
  }

  /// What `/etc/login.defs` sets to an octal number.
  private static Optional<String> defined(String name, String settings) {
    return DEFINITION
        .matcher(settings)
        .results()
        .filter(found -> found.group(1).equals(name))
        .map(found -> found.group(2))
        .reduce((first, last) -> last);
  }

  private Answer finish(Outputs outputs, Probe now) {
    AccountLook after = user.look(now);
    if (!after.exists()) {
      return Finished.failed("there is still no user " + user.name());
    }
    String said =
        String.join(
            "",
            outputs.all().stream()
                .map(o -> o.stderr().lenientText())
                .filter(text -> !text.isBlank())
                .toList());
    Finished done =
        Finished.changed("").withAll(after.values()).withAll(SshKey.values(user, after));
    return said.isEmpty() ? done : done.with("stderr", said);
  }

  private Plan warned(Plan plan) {
    Plan warned = plan;
    for (String sentence : warnings()) {
      warned =
          switch (warned) {
            case Plan.Changes changes -> changes.warning(sentence);
            case Plan.Unchanged unchanged -> unchanged.warning(sentence);
            default -> warned;
          };
    }
    return warned;
  }

  private List<String> warnings() {
    List<String> sentences = new ArrayList<>(SshKey.warnings(user, look));
    if (user.password().filter(hash -> !hash.is(PasswordHash::isLikely)).isPresent()) {
      sentences.add("the password doesn't look like a hash: nobody could log in with it");
    }
    if (user.seuser().isPresent() && !look.is("selinux")) {
      sentences.add(
          "'seuser' is ignored: SELinux is not enabled on the host, so nobody can be '%s' there"
              .formatted(user.seuser().get()));
    }
    Map<String, Boolean> foreign = new LinkedHashMap<>();
    foreign.put("hidden", user.hidden().isPresent());
    foreign.put("login_class", user.loginClass().isPresent());
    foreign.put("profile", user.profile().isPresent());
    foreign.put("authorization", user.authorization().isPresent());
    foreign.put("role", user.role().isPresent());
    foreign.forEach(
        (name, given) -> {
          if (given) {
            sentences.add("'%s' has no effect on this kind of host".formatted(name));
          }
        });
    return sentences;
  }

  /// The host lacks a program that a parameter needs.
  static final class Lacking extends RuntimeException {
    private static final long serialVersionUID = 1;

    Lacking(String program, String parameter) {
      super("the host has no %s, which '%s' needs".formatted(program, parameter));
    }

    String sentence() {
      return String.valueOf(getMessage());
    }
  }
}
