package dev.runner.modules.system;

import dev.runner.module.Command;
import dev.runner.module.RemotePath;
import dev.runner.module.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A kind of file system: who makes it, who tells its size and who makes it grow.
enum FilesystemKind {
  BCACHEFS("mkfs.bcachefs", "--force", "-U", ""),
  BTRFS("mkfs.btrfs", "-f", "", "mounted"),
  EXT2("mkfs.ext2", "-F", "-U", "dumpe2fs"),
  EXT3("mkfs.ext3", "-F", "-U", "dumpe2fs"),
  EXT4("mkfs.ext4", "-F", "-U", "dumpe2fs"),
  F2FS("mkfs.f2fs", "-f", "", "dump.f2fs"),
  GFS2("mkfs.gfs2", "-O", "", ""),
  LVM("pvcreate", "-y -f", "", "pvs"),
  OCFS2("mkfs.ocfs2", "-Fx", "", ""),
  REISERFS("mkfs.reiserfs", "-q", "", ""),
  SWAP("mkswap", "-f", "", ""),
  VFAT("mkfs.vfat", "", "", "fatresize"),
  XFS("mkfs.xfs", "-f", "", "xfs_info");

  private final String maker;
  private final String words;
  private final String uuid;
  private final String measure;

  FilesystemKind(String maker, String words, String uuid, String measure) {
    this.maker = maker;
    this.words = words;
    this.uuid = uuid;
    this.measure = measure;
  }

  /// The kind that `blkid` calls so.
  static Optional<FilesystemKind> of(String type) {
    return switch (type) {
      case "LVM2_member" -> Optional.of(LVM);
      case "ext4dev" -> Optional.of(EXT4);
      default -> List.of(values()).stream().filter(kind -> kind.word().equals(type)).findFirst();
    };
  }

  /// Its name in tasks.
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The program that makes it.
  String maker() {
    return maker;
  }

  /// Whether it can be made to grow.
  boolean grows() {
    return !measure.isEmpty();
  }

  /// Whether only a mounted one can grow.
  boolean growsMounted() {
    return this == BTRFS || this == XFS;
  }

  /// Who tells its size: a program, or its mount point.
  String measure() {
    return measure;
  }

  /// Whether its UUID can be chosen.
  boolean hasUuid() {
    return !uuid.isEmpty() || this == LVM || this == XFS;
  }

  /// Makes it. Its program asks nobody: whether something is lost has been settled before.
  ///
  /// @param type as the task has it: there is a program for `ext4dev` as well
  Command make(
      String type,
      RemotePath device,
      Optional<String> label,
      Optional<String> id,
      List<String> options) {
    List<Object> words = new ArrayList<>();
    words.add(type.equals("ext4dev") ? "mkfs.ext4" : maker);
    words.addAll(Words.split(this.words));
    label.ifPresent(text -> words.addAll(List.of("-t", text)));
    id.filter(each -> hasUuid())
        .ifPresent(
            each ->
                words.addAll(
                    switch (this) {
                      case LVM -> List.of("--norestorefile", "--uuid", each);
                      case XFS -> List.of("-m", "uuid=" + each);
                      default -> List.of(uuid, each);
                    }));
    words.addAll(options);
    words.add(device);
    return Command.of(words);
  }

  /// Gives one that is there another UUID.
  Command identify(RemotePath device, String id) {
    return switch (this) {
      case LVM -> Command.of("pvchange", "-u", device);
      case XFS -> Command.of("xfs_admin", "-U", id, device);
      case BCACHEFS -> Command.of("bcachefs", "set-fs-option", "--uuid=" + id, device);
      default -> Command.of("tune2fs", "-U", id, device);
    };
  }

  /// Makes it as large as its device.
  ///
  /// @param size of the device, in bytes
  Command grow(RemotePath device, String mounted, long size) {
    return switch (this) {
      case BTRFS -> Command.of("btrfs", "filesystem resize", "max", mounted);
      case XFS -> Command.of("xfs_growfs", mounted);
      case LVM -> Command.of("pvresize", device);
      case F2FS -> Command.of("resize.f2fs", device);
      case VFAT -> Command.of("fatresize", "-s", size, device);
      default -> Command.of("resize2fs", device);
    };
  }
}
