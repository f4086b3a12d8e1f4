package dev.runner.become;

import dev.runner.transport.ConnectException;
import dev.runner.transport.Identity;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// What the tools say when they refuse (in the C locale), and what to do about it. Collected by
/// running sudo 1.9, the su of util-linux 2.38 and of BusyBox 1.35, and OpenDoas 6.8 on Debian 12.
final class Reasons {
  private record Reason(Pattern said, String sentence) {
    Reason(String said, String sentence) {
      this(Pattern.compile(said, Pattern.CASE_INSENSITIVE), sentence);
    }
  }

  private static final Pattern TERMINAL =
      Pattern.compile(
          "must have a tty|terminal is required|no tty present|must be run from a terminal|a tty is"
              + " required|standard in must be a tty",
          Pattern.CASE_INSENSITIVE);

  private static final List<Reason> REASONS =
      List.of(
          new Reason(
              "\\bcd: ", "the login user can't go to the directory that ansible_sudo_chdir names"),
          new Reason(
              "expired|no longer valid|account validation failure|change your password",
              "the account or its password has expired: renew it on the host"),
          new Reason(
              "not in the sudoers|not allowed to|may not run sudo|operation not permitted",
              "the login user isn't allowed to: allow it on the host (sudoers, doas.conf), or use"
                  + " another login user"),
          new Reason(
              "try again|incorrect password|authentication failure|authentication failed|password"
                  + " attempt",
              "Incorrect %s password: give the right one with --ask-become-pass or"
                  + " ansible_become_password"),
          new Reason(
              "password is required|authenti\\w+ required|authorization required",
              "Missing %s password: none was given; use --ask-become-pass or"
                  + " ansible_become_password, or let the login user do it without one"),
          new Reason(
              "unknown user|no passwd entry|does not exist|unknown id",
              "there is no such user on the host: mend become_user"),
          new Reason(
              "not available|nologin|can't execute|failed to execute",
              "that user's login shell refuses or isn't there: with su, set become_flags to \"-s"
                  + " /bin/sh\"; or use sudo"),
          new Reason(
              "doas is not enabled|doas.conf is writable|syntax error at line|not owned by root",
              "its configuration on the host isn't in order: mend /etc/doas.conf, which belongs to"
                  + " root and which nobody else may write"),
          new Reason(
              "no new privileges|effective uid is not 0|nosuid|not installed setuid|must be suid",
              "the host doesn't let the program have root's rights: it has to be owned by root,"
                  + " with the set-user-ID bit, on a file system and in a container that allow it"),
          new Reason(
              "not found|no such file|unknown command",
              "the program isn't there: install it on the host, or choose another become_method or"
                  + " become_exe"));

  private Reasons() {}

  /// Whether it would do it on a terminal.
  static boolean wantsTerminal(String said) {
    return TERMINAL.matcher(said).find();
  }

  /// A sentence from what was said.
  static ConnectException of(Tool tool, Identity.Become who, int status, String said) {
    for (Reason reason : REASONS) {
      if (reason.said().matcher(said).find()) {
        return refused(tool, who, reason.sentence(), said);
      }
    }
    return refused(tool, who, "it ended with status " + status, said);
  }

  /// @param why `%s` in it stands for the tool's name, as Ansible says it in what scripts look for
  static ConnectException refused(Tool tool, Identity.Become who, String why, String said) {
    return new ConnectException(
        ConnectException.Kind.BECOME,
        "%s does not make us %s: %s%s"
            .formatted(
                tool.program(who),
                who.user(),
                why.formatted(tool.name().toLowerCase(Locale.ROOT)),
                said.isEmpty() ? "" : " (it said: " + said + ")"));
  }
}
