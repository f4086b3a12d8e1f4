package dev.runner.modules.users;

/// The family of programs that changes accounts on a host.
enum AccountTool {
  /// `useradd`, `usermod`, `chage`.
  SHADOW,
  /// `luseradd`, `lusermod`, `lchage`: for the files of the host alone.
  LIBUSER,
  /// `adduser`, `addgroup`: of BusyBox.
  BUSYBOX
}
