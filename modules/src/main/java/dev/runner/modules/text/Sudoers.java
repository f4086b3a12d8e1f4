package dev.runner.modules.text;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Constraint;
import dev.runner.module.Content;
import dev.runner.module.Describe;
import dev.runner.module.FileMode;
import dev.runner.module.FileStat;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.modules.files.Edit;
import dev.runner.modules.files.Permissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sees to a file of rules for sudo.
@Describe(
    summary = "Have a rule of sudo in a file of its own, or remove that file.",
    description =
        """
        The file gets the mode 0440. Where the host has `visudo`, that has to find it right before it
        takes the old file's place: a wrong one would shut everybody out.
        """,
    since = "0.1",
    collection = "community.general",
    roundTrips = 2,
    example =
        """
        - name: the deploy user may restart the site
          sudoers:
            name: deploy
            user: deploy
            commands: [/usr/bin/systemctl restart site]
        """)
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"user", "group"})
@Constraint(value = Constraint.Kind.NEEDED, names = "commands", when = "state", is = "present")
public record Sudoers(
    @Param("Name of the file.") String name,
    @Param("Commands that are allowed; ALL for all.") List<String> commands,
    @Param("Settings that hold for the user or group, a line `Defaults` each.")
        List<String> defaults,
    @Param("The user.") Optional<String> user,
    @Param("The group.") Optional<String> group,
    @Param(value = "The host that the rule is for.", byDefault = "ALL") String host,
    @Param("The user that commands run as; root if left out.") Optional<String> runas,
    @Param(value = "Whether no password is asked for.", byDefault = "true") boolean nopassword,
    @Param(value = "Whether a command may start no others.", byDefault = "false") boolean noexec,
    @Param(value = "Whether the environment may be kept.", byDefault = "false") boolean setenv,
    @Param(value = "Whether there is to be a rule.", byDefault = "present") State state,
    @Param(value = "Directory of the file.", byDefault = "/etc/sudoers.d") RemotePath sudoersPath,
    @Param(
            value = "Whether `visudo` has to find the file right; with `detect` where it is there.",
            byDefault = "detect")
        Check validation)
    implements TaskModule {

  /// Whether there is to be a rule.
  public enum State {
    PRESENT,
    ABSENT
  }

  /// Whether the file is tried first.
  public enum Check {
    ABSENT,
    DETECT,
    REQUIRED
  }

  public Sudoers {
    if (name.isEmpty() || name.contains("/") || name.startsWith(".")) {
      throw new BadParameter("name", "'%s' is no name of a file".formatted(name));
    }
    if (state == State.PRESENT && commands.isEmpty()) {
      throw new BadParameter(
          "commands", "state is present but all of the following are missing: commands");
    }
    if (state == State.PRESENT && user.isEmpty() && group.isEmpty()) {
      throw new BadParameter(
          "user", "one of the following is required: user, group, when state is present");
    }
    List<String> words = new ArrayList<>(commands);
    words.addAll(defaults);
    List.of(user, group, runas, Optional.of(host)).forEach(each -> each.ifPresent(words::add));
    if (words.stream().anyMatch(word -> word.contains("\n") || word.contains("\r"))) {
      throw new BadParameter("commands", "a rule stands in one line");
    }
  }

  @Override
  public Plan plan(Probe host) {
    RemotePath path = sudoersPath.resolve(name);
    Permissions closed =
        new Permissions(Optional.empty(), Optional.empty(), Optional.of(FileMode.of(0440)), false);
    if (state == State.ABSENT) {
      FileStat there = host.lstat(path);
      return there.exists()
          ? Plan.changes(new Step.Delete("remove " + path, path))
          : Plan.unchanged("there is no file " + path);
    }
    Original file = Original.ask(host, path, closed);
    Pending<Optional<RemotePath>> checker = host.later(new Question.Which("visudo"));
    Optional<Plan> obstacle = file.obstacle(Optional.empty());
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    if (validation == Check.REQUIRED && checker.get().isEmpty()) {
      return Plan.lacks("visudo", "install sudo, or set validation");
    }
    Edit edit = file.edit(Content.of(text()), Optional.empty(), false);
    boolean other = !file.exists() || !file.content().equals(edit.after());
    if (other && validation != Check.ABSENT && checker.get().isPresent()) {
      Command visudo = Command.of("visudo", "-c", "-f", "-").with("LC_ALL", "C");
      Output said = host.look(visudo.reading(edit.after()));
      if (!said.ok()) {
        return Plan.refuse(
                "Failed to validate sudoers rule:\n" + said.stderr().lenientText(),
                "mend the rule's words")
            .with("stdout", said.stdout().lenientText())
            .with("stderr", said.stderr().lenientText());
      }
    }
    return edit.plan("", Map.of(), "backup_file");
  }

  /// What the file is to hold.
  String text() {
    String owner = user.orElseGet(() -> "%" + group.orElseThrow());
    StringBuilder text = new StringBuilder();
    defaults.forEach(each -> text.append("Defaults:%s %s\n".formatted(owner, each)));
    text.append(owner).append(" ").append(host).append("=");
    runas.ifPresent(each -> text.append("(").append(each).append(")"));
    text.append(noexec ? "NOEXEC:" : "");
    text.append(nopassword ? "NOPASSWD:" : "");
    text.append(setenv ? "SETENV:" : "");
    return text.append(" ").append(String.join(", ", commands)).append("\n").toString();
  }
}
