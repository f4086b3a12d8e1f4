package dev.runner.execute.ahead;

import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The file systems of a host: which of them are its own, and which are to be seen at two places.
public final class Mounts {
  /// What asks for them.
  public static final Question.Read QUESTION =
      new Question.Read(RemotePath.of("/proc/self/mountinfo"), 256 << 10);

  private static final Set<String> LOCAL =
      Set.of(
          ("aufs bcachefs btrfs devtmpfs erofs exfat ext2 ext3 ext4 f2fs fuseblk iso9660 jfs minix"
                  + " msdos nilfs2 ntfs ntfs3 overlay ramfs reiser4 reiserfs rootfs squashfs tmpfs"
                  + " udf ufs vfat xfs zfs")
              .split(" "));

  /// A place that a file system is mounted at.
  ///
  /// @param device its number
  /// @param root the part of the file system that is to be seen there
  private record Mount(Place at, String device, Place root, String type) {}

  private final List<Mount> mounts;

  private Mounts(List<Mount> mounts) {
    this.mounts = mounts;
  }

  /// Reads what Linux says of them, see proc_pid_mountinfo(5).
  public static Mounts of(String text) {
    List<Mount> mounts = new ArrayList<>();
    for (String line : text.split("\n")) {
      String[] fields = line.split(" ");
      int dash = List.of(fields).indexOf("-");
      if (dash > 5 && dash + 1 < fields.length) {
        mounts.add(
            new Mount(
                Place.of(RemotePath.of(plain(fields[4]))),
                fields[2],
                Place.of(RemotePath.of(plain(fields[3]))),
                fields[dash + 1]));
      }
    }
    return new Mounts(mounts);
  }

  private static String plain(String field) {
    return field
        .replace("\\040", " ")
        .replace("\\011", "\t")
        .replace("\\012", "\n")
        .replace("\\134", "\\");
  }

  /// Whether a path lies on a file system that nobody but the host itself has to do with, and that
  /// answers at once.
  boolean isLocal(Place place) {
    return mount(place).filter(each -> LOCAL.contains(each.type())).isPresent();
  }

  /// Whether what is at a path is to be seen at another one too.
  boolean isSeenTwice(Place place) {
    Optional<Mount> mount = mount(place);
    return mount.isPresent() && mounts.stream().anyMatch(each -> shows(each, mount.get(), place));
  }

  private static boolean shows(Mount other, Mount mount, Place place) {
    return other.device().equals(mount.device())
        && !other.at().equals(mount.at())
        && place.moved(mount.at(), mount.root()).meets(other.root());
  }

  private Optional<Mount> mount(Place place) {
    Mount inner = null;
    for (Mount each : mounts) { // of two at one place the later one hides the other
      boolean deeper = inner == null || each.at().text().length() >= inner.at().text().length();
      if (deeper && place.isUnder(each.at())) {
        inner = each;
      }
    }
    return Optional.ofNullable(inner);
  }
}
