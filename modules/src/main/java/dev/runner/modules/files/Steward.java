package dev.runner.modules.files;

import dev.runner.module.Account;
import dev.runner.module.Command;
import dev.runner.module.FileMode;
import dev.runner.module.FileStat;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Acts in a directory tree in the name of its owner, with the umask that the tree's own mode calls
/// for: git refuses anybody else ("dubious ownership"), and `sudo -u OWNER` starts with 022, which
/// would take the group's write permission from all that is made.
///
/// @param tree the top directory
/// @param self who runs the task
public record Steward(FileStat tree, Account self) {

  /// Why the task can't act in the owner's name: only root and the owner can.
  public Optional<Plan.Refused> obstacle() {
    if (self.uid() == 0 || self.uid() == tree.uid()) {
      return Optional.empty();
    }
    return Optional.of(
        Plan.refuse(
            "%s belongs to %s, and the task runs as %s"
                .formatted(tree.path(), tree.owner(), self.name()),
            "run the task as the owner: become: true, become_user: %s".formatted(tree.owner())));
  }

  /// Whether the task's user is the owner.
  public boolean isOwn() {
    return self.uid() == tree.uid();
  }

  /// The command, run by the owner, in the locale `C` unless it has one of its own.
  public Command asks(Command command) {
    Command plain =
        command.environment().containsKey("LC_ALL") ? command : command.with("LC_ALL", "C");
    return isOwn() ? plain : plain.as(tree.owner());
  }

  /// The command, run by the owner with the tree's umask; with the host's own where there is no
  /// tree yet.
  public Command acts(Command command) {
    Command asked = asks(command);
    return tree.exists() ? asked.withUmask(umask(tree.mode())) : asked;
  }

  /// A command of the task's own user that makes a directory in the scratch one, into which the
  /// owner of the tree may write.
  public Command workshop(RemotePath scratch) {
    return Command.of(
        "sh",
        "-c",
        "rm -rf \"$1/work\" && mkdir -p \"$1/work\" && chmod 0711 \"$1\" && chmod 0700 \"$1/work\""
            + " && if [ \"$(id -u)\" != \"$2\" ]; then chown \"$2\" \"$1/work\"; fi",
        "workshop",
        scratch,
        tree.uid());
  }

  /// What the owner mustn't give new files in a tree with this mode at its top.
  public static FileMode umask(int mode) {
    int group = (mode & 020) != 0 ? 0 : (mode & 050) != 0 ? 2 : 7;
    int others = (mode & 05) != 0 ? 2 : 7;
    return FileMode.of(group << 3 | others);
  }

  /// Asks whether all below the tree is its group's as the top directory is: prints `group` where
  /// something belongs to another one, and `mode` where the group may write at the top but not
  /// everywhere.
  public Command mixed() {
    return asks(
        Command.of(
            "sh",
            "-c",
            """
            find "$1" ! -group "$2" 2>/dev/null | grep -q . && echo group
            if [ "$3" = write ]; then find "$1" ! -type l ! -perm -020 2>/dev/null | grep -q . && echo mode; fi
            true
            """,
            "mixed",
            tree.path(),
            tree.gid(),
            groupWrites() ? "write" : "read"));
  }

  /// What in a tree isn't as its top directory is.
  ///
  /// @param groups whether something belongs to another group
  /// @param modes whether its group may not write everywhere, though it may at the top
  public record Mixed(boolean groups, boolean modes) {
    /// What [#mixed()] was answered.
    public static Mixed of(Output answer) {
      return new Mixed(answer.lines().contains("group"), answer.lines().contains("mode"));
    }
  }

  /// Makes what is new the group's, as all the rest is: for an owner whose own group is another
  /// one, and for programs that take their own permissions, as git does for objects.
  ///
  /// @param mixed what wasn't alike before, and so isn't made alike
  /// @param place the tree or a directory in it
  public List<Step> alike(Mixed mixed, RemotePath place) {
    List<Step> steps = new ArrayList<>();
    if (!mixed.groups()) {
      steps.add(
          Step.run(
              "give new files to the group " + tree.group(),
              below(place, "!", "-group", tree.gid(), "-exec", "chgrp", "-h", tree.gid())));
    }
    if (groupWrites() && !mixed.modes()) {
      steps.add(
          Step.run(
              "let the group write to new files",
              below(place, "!", "-type", "l", "!", "-perm", "-020", "-exec", "chmod", "g+w")));
    }
    return steps;
  }

  private Command below(RemotePath place, Object... words) {
    List<Object> all = new ArrayList<>(List.of("find", place));
    all.addAll(List.of(words));
    all.addAll(List.of("{}", "+"));
    return asks(Command.of(all));
  }

  private boolean groupWrites() {
    return (tree.mode() & 020) != 0;
  }
}
