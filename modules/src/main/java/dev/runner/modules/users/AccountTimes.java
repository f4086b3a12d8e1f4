package dev.runner.modules.users;

import dev.runner.module.Command;
import dev.runner.module.Step;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// When a user's password has to be changed, and when the account ends.
record AccountTimes(User user, AccountLook look, AccountTool tool) {
  private static final double DAY = 86_400;

  /// Sets what `chage` is for.
  List<Step> aging() {
    List<Object> words = new ArrayList<>();
    AccountTool.option(words, "-m", changed(user.passwordExpireMin(), 3));
    AccountTool.option(words, "-M", changed(user.passwordExpireMax(), 4));
    AccountTool.option(words, "-W", changed(user.passwordExpireWarn(), 5));
    if (tool != AccountTool.SHADOW) {
      AccountTool.option(words, "-I", changed(user.passwordExpireAccountDisable(), 6));
      user.expires()
          .filter(this::expireOtherwise)
          .ifPresent(
              time ->
                  AccountTool.option(
                      words, "-E", Optional.of(time < 0 ? -1 : (long) Math.floor(time / DAY))));
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

  /// Days that are wanted, if the host has others.
  ///
  /// @param field of the line in `/etc/shadow` (shadow(5)), from 0 on
  Optional<Integer> changed(Optional<Integer> wanted, int field) {
    return wanted.filter(
        days ->
            !Integer.toString(days).equals(look.shadow(field))
                && !(days < 0 && look.exists() && look.shadow(field).isEmpty()));
  }

  /// Whether the account doesn't end then yet.
  ///
  /// @param time in seconds since 1970; negative for never
  boolean expireOtherwise(double time) {
    String now = look.shadow(7);
    boolean never = now.isEmpty() || now.startsWith("-");
    if (time < 0) {
      boolean incomplete = look.exists() && look.is("shadowed") && look.shadow().size() == 1;
      return !never || incomplete; // an account without a line there has no end that can be read
    }
    return never || !now.equals(Long.toString((long) Math.floor(time / DAY)));
  }

  /// The date as useradd and usermod take it; empty for never.
  static String date(double time) {
    return time < 0 ? "" : LocalDate.ofEpochDay((long) Math.floor(time / DAY)).toString();
  }
}
