package dev.runner.modules.users;

import dev.runner.module.Command;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The ssh key of a user.
final class SshKey {
  /// Makes the key where nobody else can meddle and puts it in place then. `ssh-keygen` has no way
  /// to be given a passphrase but its command line, a terminal, and a program that tells it.
  private static final String SCRIPT =
      """
      case $1 in /*) f=$1 ;; *) f=$HOME/$1 ;; esac
      type=$2 bits=$3 comment=$4 owner=$5
      give() { [ -z "$owner" ] || chown -- "$owner:$(id -g -- "$owner")" "$@"; }
      d=$(dirname -- "$f")
      [ -d "$d" ] || { (umask 077 && mkdir -p -- "$d") && give "$d"; } || exit
      t=$(mktemp -d) || exit
      trap 'rm -rf -- "$t"' EXIT
      set -- -q -t "$type" -C "$comment" -f "$t/key" ${bits:+-b "$bits"}
      if [ -n "${RUNNER_PASSPHRASE-}" ]; then
        printf '#!/bin/sh\nprintf "%%s\\n" "$RUNNER_PASSPHRASE"\n' >"$t/ask" && chmod 700 "$t/ask"
        SSH_ASKPASS=$t/ask SSH_ASKPASS_REQUIRE=force DISPLAY=:0 ssh-keygen "$@" || exit
      else
        ssh-keygen "$@" -N '' || exit
      fi
      give "$t/key" "$t/key.pub" && mv -f -- "$t/key" "$f" && mv -f -- "$t/key.pub" "$f.pub"
      """;

  private SshKey() {}

  /// The steps that make the key, if there is none or it is to be made anew.
  static List<Step> steps(User user, AccountLook look) {
    boolean there = look.is("key") || look.is("keypub");
    if (!user.generateSshKey() || (there && !user.force())) {
      return List.of();
    }
    if (!look.has("ssh-keygen")) {
      throw new UserPlan.Lacking("ssh-keygen", "generate_ssh_key");
    }
    boolean bySomebodyElse = !inHome(user, look) || isOthers(user, look);
    Command command =
        Command.of(
            "sh",
            "-c",
            SCRIPT,
            "key",
            bySomebodyElse ? look.say("keyfile") : user.keyFile(),
            user.sshKeyType(),
            user.sshKeyBits().map(String::valueOf).orElse(""),
            user.sshKeyComment().orElse("ansible-generated on " + look.say("hostname")),
            bySomebodyElse ? user.name() : "");
    if (user.sshKeyPassphrase().isPresent()) {
      command =
          command.with("RUNNER_PASSPHRASE", user.sshKeyPassphrase().get().text(phrase -> phrase));
    }
    return List.of(
        Step.run(
            "make an ssh key for " + user.name(),
            bySomebodyElse ? command : command.as(user.name())));
  }

  /// What Ansible warns of: nothing is written over unless that is asked for.
  static List<String> warnings(User user, AccountLook look) {
    List<String> found = new ArrayList<>();
    if (user.generateSshKey() && look.is("key")) {
      found.add(warning(user, "private", look.say("keyfile")));
    } else if (user.generateSshKey() && look.is("keypub")) {
      found.add(warning(user, "public", look.say("keyfile") + ".pub"));
    }
    return found;
  }

  private static String warning(User user, String kind, String file) {
    return user.force()
        ? "Overwriting existing ssh key %s file \"%s\"".formatted(kind, file)
        : "Found existing ssh key %s file \"%s\", no force, so skipping ssh-keygen generation"
            .formatted(kind, file);
  }

  /// In the user's own home the user makes the key: root could be led elsewhere by a link.
  private static boolean inHome(User user, AccountLook look) {
    String home = user.home().map(RemotePath::text).orElseGet(look::home);
    RemotePath file = RemotePath.of(user.keyFile());
    return !file.isAbsolute() || (!home.isEmpty() && file.isUnder(RemotePath.of(home)));
  }

  /// Whether the place of the key is there and is somebody else's: a home that an earlier user of
  /// that name left behind, say.
  private static boolean isOthers(User user, AccountLook look) {
    String own = user.uid().map(String::valueOf).orElseGet(look::uid);
    return look.is("keyowner") && !look.say("keyowner").equals(own);
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
