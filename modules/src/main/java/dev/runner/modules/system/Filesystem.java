package dev.runner.modules.system;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Constraint;
import dev.runner.module.Describe;
import dev.runner.module.Needs;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.module.Words;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Sees to the file system of a device.
@Describe(
    summary = "Make a file system on a device or in a file, let it grow, or wipe it.",
    description =
        """
        What is there already is asked with `blkid`. A file system of another kind is replaced with
        `force` alone.
        """,
    since = "0.1",
    collection = "community.general",
    example =
        """
        - name: room for the uploads
          filesystem:
            dev: /dev/vdb1
            fstype: ext4
            opts: -m 1
        """,
    returns = @Describe.Returned(name = "msg", value = "What the program said that let it grow."))
@Needs("blkid")
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"resizefs", "uuid"})
@Constraint(value = Constraint.Kind.NEEDED, names = "fstype", when = "state", is = "present")
public record Filesystem(
    @Param(value = "The device, or a file that holds an image.", aliases = "device") RemotePath dev,
    @Param(value = "The kind; needed unless it is to be wiped.", aliases = "type")
        Optional<Type> fstype,
    @Param(value = "Whether there is to be one.", byDefault = "present") State state,
    @Param(value = "Whether one that is there is made anew.", byDefault = "false") boolean force,
    @Param(value = "Whether it is to be as large as its device.", byDefault = "false")
        boolean resizefs,
    @Param("Words for the program that makes it.") Optional<String> opts,
    @Param("Its UUID.") Optional<String> uuid,
    @Param("Its lock table, CLUSTER:NAME, for gfs2.") Optional<String> label)
    implements TaskModule {

  /// Kinds of file systems.
  public enum Type {
    BCACHEFS,
    BTRFS,
    EXT2,
    EXT3,
    EXT4,
    EXT4DEV,
    F2FS,
    LVM,
    OCFS2,
    REISERFS,
    XFS,
    VFAT,
    SWAP,
    UFS,
    GFS2
  }

  /// Whether there is to be a file system.
  public enum State {
    PRESENT,
    ABSENT
  }

  /// What stands on a device is never guessed: a `blkid` that isn't there, that knows no options
  /// (BusyBox) or that may not read it says nothing, as it does of an empty one.
  static final String LOOK =
      """
      [ -e "$1" ] || { echo missing; exit 0; }
      command -v blkid >/dev/null || { echo lacks blkid; echo blind; exit 0; }
      [ -r "$1" ] || { echo blind; exit 0; }
      type=$(blkid -c /dev/null -o value -s TYPE "$1" 2>/dev/null)
      case $? in 0 | 2) ;; *) echo blind; exit 0 ;; esac
      if [ -z "$type" ]; then
        table=$(blkid -p -o value -s PTTYPE "$1" 2>/dev/null)
        case $? in
        0) [ -z "$table" ] || echo table "a table of partitions ($table)" ;;
        2) ;;
        8) type='several kinds at once' ;;
        *) echo blind; exit 0 ;;
        esac
      fi
      if [ -f "$1" ]; then echo size "$(wc -c <"$1")"; else echo size "$(blockdev --getsize64 "$1")"; fi
      echo type "$type"
      echo uuid "$(blkid -c /dev/null -o value -s UUID "$1")"
      command -v "$2" >/dev/null || echo lacks "$2"
      mount=$(awk -v d="$(readlink -f "$1")" '$1 == d { print $2; exit }' /proc/mounts)
      echo mount "$mount"
      case $3 in
      dumpe2fs) dumpe2fs -h "$1" 2>/dev/null |
        awk -F: '/^Block count/ { n = $2 } /^Block size/ { s = $2 }
          END { printf "has %.0f\\nblock %.0f\\n", n * s, s }' ;;
      dump.f2fs) dump.f2fs "$1" |
        awk '/sector size/ { s = $NF } /total FS sectors/ {
            for (i = 1; i <= NF; i++) if ($i == "=") n = $(i + 1) }
          END { printf "has %.0f\\n", n * (s ? s : 512) }' ;;
      fatresize) fatresize --info "$1" | awk '/^Cur size/ { print "has", $NF }' ;;
      pvs) echo has "$(pvs --noheadings -o pv_size --units b --nosuffix "$1")"
        echo block 4194304 ;;
      xfs_info) xfs_info "${mount:-$1}" 2>/dev/null | awk '/^data/ {
          sub(/.*bsize=/, ""); b = $1; sub(/.*blocks=/, ""); sub(/,.*/, "")
          printf "has %.0f\\nblock %.0f\\n", $1 * b, b }' ;;
      mounted) [ -z "$mount" ] || df -P -k "$mount" | awk 'END { printf "has %.0f\\n", $2 * 1024 }'
        ;;
      esac
      exit 0
      """;

  public Filesystem {
    if (state == State.PRESENT && fstype.isEmpty()) {
      throw new BadParameter(
          "fstype", "state is present but all of the following are missing: fstype");
    }
    if (fstype.equals(Optional.of(Type.UFS))) {
      throw new BadParameter("fstype", "ufs is made on hosts with FreeBSD alone");
    }
    if (label.isPresent() && !fstype.equals(Optional.of(Type.GFS2))) {
      throw new BadParameter("label", "module does not support label option for this filesystem");
    }
  }

  private FilesystemKind kind() {
    String word = fstype.orElseThrow().name();
    return word.equals("EXT4DEV") ? FilesystemKind.EXT4 : FilesystemKind.valueOf(word);
  }

  @Override
  public Plan plan(Probe host) {
    boolean makes = state == State.PRESENT;
    String measure = makes && resizefs ? kind().measure() : "";
    Output look =
        host.look(
            Command.of(
                    "sh", "-c", LOOK, "filesystem", dev, makes ? kind().maker() : "wipefs", measure)
                .with("LC_ALL", "C"));
    Map<String, String> found = new HashMap<>();
    for (String line : look.lines()) {
      int end = line.indexOf(' ');
      found.put(
          end < 0 ? line : line.substring(0, end), end < 0 ? "" : line.substring(end).strip());
    }
    if (found.containsKey("missing")) {
      String message = "Device %s not found.".formatted(dev);
      return makes
          ? Plan.refuse(message, "make it, or name another")
          : Plan.unchanged("there is no such device").with("msg", message);
    }
    if (found.containsKey("blind")) {
      return found.containsKey("lacks")
          ? Plan.lacks(found.getOrDefault("lacks", ""), "install the package that has it")
          : Plan.refuse(
              "what is on %s can't be seen".formatted(dev),
              "become root; the host's blkid has to be that of util-linux");
    }
    String type = found.getOrDefault("type", "");
    if (!makes) {
      return type.isEmpty()
          ? Plan.unchanged("there is no file system on it")
          : Plan.changes(Step.run("wipe " + dev, Command.of("wipefs", "--all", dev)));
    }
    boolean same = FilesystemKind.of(type).equals(Optional.of(kind()));
    if (same && !force) {
      return kept(found);
    }
    String use = type.isEmpty() ? found.getOrDefault("table", "") : type;
    if (!use.isEmpty() && !force) {
      return Plan.refuse(
          "'%s' is already used as %s, use force=true to overwrite".formatted(dev, use),
          "see whether it is needed");
    }
    if (found.containsKey("lacks")) {
      return Plan.lacks(found.getOrDefault("lacks", ""), "install the package that has it");
    }
    Command make =
        kind()
            .make(
                fstype.orElseThrow().name().toLowerCase(Locale.ROOT),
                dev,
                label,
                uuid,
                opts.map(Words::split).orElse(List.of()));
    return Plan.changes(Step.run("make %s on %s".formatted(kind().word(), dev), make));
  }

  /// What is left to be done to a file system of the right kind.
  private Plan kept(Map<String, String> found) {
    if (uuid.isPresent()) {
      if (!kind().hasUuid()) {
        return Plan.refuse(
            "module does not support UUID option for this filesystem (%s) yet."
                .formatted(kind().word()),
            "leave uuid out");
      }
      return uuid.get().equalsIgnoreCase(found.get("uuid"))
          ? Plan.unchanged("it has this UUID")
          : Plan.changes(Step.run("set the UUID of " + dev, kind().identify(dev, uuid.get())));
    }
    if (!resizefs) {
      return Plan.unchanged("it is there");
    }
    String word = kind().word();
    if (!kind().grows()) {
      return Plan.refuse(
          "module does not support resizing %s filesystem yet".formatted(word),
          "leave resizefs out");
    }
    String mounted = found.getOrDefault("mount", "");
    boolean unmounted = kind().growsMounted() && mounted.isEmpty();
    if (unmounted && kind() == FilesystemKind.BTRFS) {
      return unmounted();
    }
    long size = number(found.get("size"));
    if (!found.containsKey("has") || number(found.get("has")) == 0) {
      return Plan.refuse(
          "module cannot process %s operation".formatted(word),
          "look whether its programs are there");
    }
    if (size - number(found.get("has")) < Math.max(1, number(found.get("block")))) {
      return Plan.unchanged("it has all the room that there is")
          .with("msg", "%s filesystem is using the whole device %s".formatted(word, dev));
    }
    if (unmounted) {
      return unmounted();
    }
    String title = "let %s on %s grow".formatted(word, dev);
    return Plan.changes(Step.run(title, kind().grow(dev, mounted, size)))
        .predicting("msg", "resizing filesystem %s on device %s".formatted(word, dev));
  }

  private Plan unmounted() {
    return Plan.refuse(
        "%s needs to be mounted for %s operations".formatted(dev, kind().word()), "mount it first");
  }

  private static long number(@Nullable String text) {
    return text != null && text.matches("[0-9]+") ? Long.parseLong(text) : 0;
  }
}
