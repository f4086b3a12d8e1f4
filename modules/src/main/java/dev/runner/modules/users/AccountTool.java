package dev.runner.modules.users;

import java.util.List;
import java.util.Optional;

/// The family of programs that changes accounts on a host.
enum AccountTool {
  /// `useradd`, `usermod`, `chage`.
  SHADOW,
  /// `luseradd`, `lusermod`, `lchage`: for the files of the host alone.
  LIBUSER,
  /// `adduser`, `addgroup`: of BusyBox.
  BUSYBOX;

  /// Adds an option to the words of such a program, if it has a value.
  static void option(List<Object> words, String option, Optional<?> value) {
    value.ifPresent(
        given -> {
          words.add(option);
          words.add(given);
        });
  }
}
