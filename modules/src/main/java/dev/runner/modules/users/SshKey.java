package dev.runner.modules.users;

import dev.runner.module.Command;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The ssh key of a user.
final class SshKey {
  /// `ssh-keygen` has no way to be given a passphrase but its command line, a terminal, and a
  /// program that tells it.
  private static final String SCRIPT =
      """
      case $1 in /*) f=$1 ;; *) f=$HOME/$1 ;; esac
      d=$(dirname -- "$f")
      [ -d "$d" ] || (umask 077 && mkdir -p -- "$d") || exit
      rm -f -- "$f" "$f.pub"
      set -- -q -t "$2" -C "$4" -f "$f" ${3:+-b "$3"}
      [ -n "${RUNNER_PASSPHRASE-}" ] || exec ssh-keygen "$@" -N ''
      t=$(mktemp -d) || exit
      trap 'rm -rf -- "$t"' EXIT
      printf '#!/bin/sh\\nprintf "%%s\\\\n" "$RUNNER_PASSPHRASE"\\n' >"$t/ask" && chmod 700 "$t/ask"
      SSH_ASKPASS=$t/ask SSH_ASKPASS_REQUIRE=force DISPLAY=:0 ssh-keygen "$@"
      """;

  private SshKey() {}

  /// The steps that make the key, if there is none or it is to be made anew.
  static List<Step> steps(User user, AccountLook look) {
    if (!user.generateSshKey() || (look.is("key") && !user.force())) {
      return List.of();
    }
    if (!look.has("ssh-keygen")) {
      throw new UserPlan.Lacking("ssh-keygen", "generate_ssh_key");
    }
    Command command =
        Command.of(
            "sh",
            "-c",
            SCRIPT,
            "key",
            user.keyFile(),
            user.sshKeyType(),
            user.sshKeyBits().map(String::valueOf).orElse(""),
            user.sshKeyComment().orElse("ansible-generated on " + look.say("hostname")));
    if (user.sshKeyPassphrase().isPresent()) {
      command =
          command.with("RUNNER_PASSPHRASE", user.sshKeyPassphrase().get().text(phrase -> phrase));
    }
    return List.of(
        Step.run(
            "make an ssh key for " + user.name(),
            inHome(user, look) ? command.as(user.name()) : command));
  }

  /// In the user's own home the user makes the key: root could be led elsewhere by a link.
  private static boolean inHome(User user, AccountLook look) {
    String home = user.home().map(RemotePath::text).map(look::expanded).orElseGet(look::home);
    RemotePath file = RemotePath.of(user.keyFile());
    return !file.isAbsolute() || (!home.isEmpty() && file.isUnder(RemotePath.of(home)));
  }

  /// What `register` gets of a key that is there.
  static Map<String, Object> values(User user, AccountLook look) {
    Map<String, Object> values = new LinkedHashMap<>();
    if (user.generateSshKey() && look.is("key")) {
      values.put("ssh_key_file", look.say("key"));
      values.put("ssh_fingerprint", look.say("fingerprint"));
      values.put("ssh_public_key", look.say("public"));
    }
    return values;
  }
}
