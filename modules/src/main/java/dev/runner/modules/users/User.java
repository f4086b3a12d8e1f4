package dev.runner.modules.users;

import dev.runner.module.BadParameter;
import dev.runner.module.Constraint;
import dev.runner.module.Describe;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.TaskModule;
import dev.runner.values.Secret;
import java.util.List;
import java.util.Optional;

/// Makes, changes or removes a user.
@Describe(
    summary = "Make, change or remove users.",
    description =
        """
        A password is a hash, as `password_hash` makes it; it reaches the host by a pipe and never stands
        on a command line. Hosts with BusyBox can make and remove users, and change passwords and
        groups; the rest needs the shadow utilities.
        """,
    since = "0.1",
    example =
        """
        - name: let Ann in
          user:
            name: ann
            groups: [adm, sudo]
            append: true
            shell: /bin/bash
        """,
    returns = {
      @Describe.Returned(name = "name", value = "The user's name."),
      @Describe.Returned(name = "state", value = "The state that was asked for."),
      @Describe.Returned(name = "uid", value = "The user's number."),
      @Describe.Returned(name = "group", value = "Number of the primary group."),
      @Describe.Returned(name = "groups", value = "The supplementary groups, with commas."),
      @Describe.Returned(name = "comment", value = "The user's full name or description."),
      @Describe.Returned(name = "home", value = "The home directory."),
      @Describe.Returned(name = "shell", value = "The login shell."),
      @Describe.Returned(name = "append", value = "As given, if the user was there."),
      @Describe.Returned(name = "move_home", value = "As given, if the user was there."),
      @Describe.Returned(name = "create_home", value = "As given, if the user was made."),
      @Describe.Returned(name = "system", value = "As given, if the user was made."),
      @Describe.Returned(name = "force", value = "As given, if the user was removed."),
      @Describe.Returned(name = "remove", value = "As given, if the user was removed."),
      @Describe.Returned(name = "password", value = "A placeholder, if a password was given."),
      @Describe.Returned(name = "ssh_key_file", value = "The file of the ssh key, if one is kept."),
      @Describe.Returned(name = "ssh_fingerprint", value = "The fingerprint of the ssh key."),
      @Describe.Returned(name = "ssh_public_key", value = "The public part of the ssh key.")
    })
@Constraint(value = Constraint.Kind.NEEDED, names = "groups", when = "append", is = "True")
public record User(
    @Param(value = "Name of the user.", aliases = "user") String name,
    @Param(value = "Whether the user is to be there.", byDefault = "present") State state,
    @Param("Number of the user.") Optional<Long> uid,
    @Param(value = "Whether the number may be another user's too.", byDefault = "false")
        boolean nonUnique,
    @Param("Name or number of the primary group.") Optional<String> group,
    @Param("Supplementary groups, all of them unless append is set; an empty list for none.")
        Optional<List<String>> groups,
    @Param(value = "Whether the user stays in groups that aren't listed.", byDefault = "false")
        boolean append,
    @Param("Full name or description.") Optional<String> comment,
    @Param("Home directory.") Optional<RemotePath> home,
    @Param(
            value = "Whether a home directory that is missing is made.",
            byDefault = "true",
            aliases = "createhome")
        boolean createHome,
    @Param(value = "Whether the old home directory is moved to the new one.", byDefault = "false")
        boolean moveHome,
    @Param("Directory whose content a new home directory gets.") Optional<String> skeleton,
    @Param("What new files in the new home directory don't permit, such as 077.")
        Optional<String> umask,
    @Param(value = "Login shell.", path = true) Optional<String> shell,
    @Param("Hash of the password; * or ! for none.") Optional<Secret> password,
    @Param(value = "When the password of a user who is there is set.", byDefault = "always")
        UpdatePassword updatePassword,
    @Param("Whether the password is locked; left as it is if not given.")
        Optional<Boolean> passwordLock,
    @Param("When the account expires, in seconds since 1970; never if negative.")
        Optional<Double> expires,
    @Param("Most days between two changes of the password.") Optional<Integer> passwordExpireMax,
    @Param("Fewest days between two changes of the password.") Optional<Integer> passwordExpireMin,
    @Param("Days of warning before the password expires.") Optional<Integer> passwordExpireWarn,
    @Param("Days from the password's end to the account's.")
        Optional<Integer> passwordExpireAccountDisable,
    @Param(value = "Whether a new user is one of the system's.", byDefault = "false")
        boolean system,
    @Param("Smallest number that a new user may get.") Optional<Integer> uidMin,
    @Param("Largest number that a new user may get.") Optional<Integer> uidMax,
    @Param(value = "Whether only the host's own files count, by the tools of libuser.")
        Optional<Boolean> local,
    @Param("SELinux user of the account.") Optional<String> seuser,
    @Param(
            value = "Whether a user is removed who is logged in; whether a key is made anew.",
            byDefault = "false")
        boolean force,
    @Param(value = "Whether the home directory is removed with the user.", byDefault = "false")
        boolean remove,
    @Param(value = "Whether the user gets an ssh key.", byDefault = "false") boolean generateSshKey,
    @Param("Length of the key.") Optional<Integer> sshKeyBits,
    @Param(value = "Kind of the key.", byDefault = "rsa") String sshKeyType,
    @Param(
            value =
                "File of the key, below the home directory if relative; .ssh/id_TYPE if not given.",
            path = true)
        Optional<String> sshKeyFile,
    @Param("Comment in the key; names the host if not given.") Optional<String> sshKeyComment,
    @Param("Passphrase of the key.") Optional<Secret> sshKeyPassphrase,
    @Param("Of macOS alone: no host that the runner manages has it.") Optional<Boolean> hidden,
    @Param("Of BSD alone: warned of, and without effect.") Optional<String> loginClass,
    @Param("Of Solaris alone: warned of, and without effect.") Optional<String> profile,
    @Param("Of Solaris alone: warned of, and without effect.") Optional<String> authorization,
    @Param("Of Solaris alone: warned of, and without effect.") Optional<String> role)
    implements TaskModule {

  /// Whether a user is to be there.
  public enum State {
    ABSENT,
    PRESENT
  }

  /// When the password of a user who is there is set.
  public enum UpdatePassword {
    ALWAYS,
    ON_CREATE
  }

  public User {
    for (String word : new String[] {name, group.orElse("x"), shell.orElse("x")}) {
      if (word.isEmpty() || word.startsWith("-") || word.contains(":") || word.contains("\n")) {
        throw new BadParameter(
            "name", "'%s' can't be the name of a user, group or shell".formatted(word));
      }
    }
    if (state == State.PRESENT && comment.isPresent() && comment.get().matches("(?s).*[:\\n].*")) {
      throw new BadParameter("comment", "a comment can't hold a colon or a newline");
    }
    if (local.orElse(false) && (uidMin.isPresent() || uidMax.isPresent())) {
      throw new BadParameter("local", "uid_min and uid_max can't be combined with local");
    }
    if (umask.filter(text -> !text.matches("[0-7]{1,4}")).isPresent()) {
      throw new BadParameter("umask", "'%s' is no umask, such as 077".formatted(umask.get()));
    }
    if (local.orElse(false) && umask.isPresent()) {
      throw new BadParameter("umask", "umask can't be combined with local");
    }
    if (state == State.PRESENT
        && password.isPresent()
        && password.get().is(hash -> hash.matches("(?s).*[:\\n].*"))) {
      throw new BadParameter("password", "the hash of a password can't hold a colon or a newline");
    }
    skeleton.ifPresent(
        text -> {
          if (text.startsWith("-")) {
            throw new BadParameter("skeleton", "'%s' is no directory".formatted(text));
          }
        });
  }

  boolean isLocal() {
    return local.orElse(false);
  }

  /// The file of the key as it was asked for; empty if no key is kept.
  String keyFile() {
    return generateSshKey ? sshKeyFile.orElse(".ssh/id_" + sshKeyType) : "";
  }

  AccountLook look(Probe host) {
    List<String> wanted = new java.util.ArrayList<>(groups.orElse(List.of()));
    group.ifPresent(wanted::add);
    return AccountLook.ask(
        host,
        name,
        home.map(RemotePath::text).orElse(""),
        state == State.PRESENT ? keyFile() : "",
        state == State.PRESENT ? uid : Optional.empty(),
        isLocal(),
        wanted);
  }

  @Override
  public Plan plan(Probe host) {
    return new UserPlan(this, look(host), host).plan();
  }
}
