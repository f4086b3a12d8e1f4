package dev.runner.modules.files;

import dev.runner.module.Command;
import dev.runner.module.Describe;
import dev.runner.module.FileStat;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.TaskModule;
import dev.runner.values.None;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Looks at a path.
@Describe(
    summary = "Look at a path: kind, owner, mode, size, times, checksum.",
    since = "0.1",
    example =
        """
        - name: look at the configuration
          stat:
            path: /etc/foo.conf
          register: conf
        """,
    returns = {
      @Describe.Returned(
          name = "stat",
          value =
              "What is at the path: exists, path, mode, isdir, isreg, islnk, uid, gid, pw_name,"
                  + " gr_name, size, inode, dev, nlink, atime, mtime, ctime, the permission bits"
                  + " (rusr and its like), readable, writeable, executable, lnk_source, lnk_target,"
                  + " checksum, mimetype, charset, attributes, attr_flags, version, blocks,"
                  + " block_size, device_type, disk_usage_bytes and selinux_context; only 'exists'"
                  + " if nothing is there.")
    })
public record Stat(
    @Param(
            value = "The path.",
            aliases = {"dest", "name"})
        RemotePath path,
    @Param(value = "Whether the target of a symbolic link is meant.", byDefault = "false")
        boolean follow,
    @Param(value = "Whether a checksum is made of a file that can be read.", byDefault = "true")
        boolean getChecksum,
    @Param(
            value = "How the checksum is made.",
            byDefault = "sha1",
            aliases = {"checksum", "checksum_algo"})
        ChecksumAlgorithm checksumAlgorithm,
    @Param(
            value = "Whether the program 'file' is asked what the content is.",
            byDefault = "true",
            aliases = {"mime", "mime_type", "mime-type"})
        boolean getMime,
    @Param(
            value = "Whether 'lsattr' is asked for the attributes of the file system.",
            byDefault = "true",
            aliases = {"attr", "attributes"})
        boolean getAttributes,
    @Param(value = "Whether the SELinux context is asked for.", byDefault = "false")
        boolean getSelinuxContext,
    @Param(
            value = "Whether the MD5 sum is told too, as releases of Ansible before 2.18 could.",
            byDefault = "false")
        boolean getMd5)
    implements TaskModule {

  /// One look at all that the typed question doesn't tell; `$2` holds what else is asked for.
  private static final String MORE =
      """
      [ -e "$1" ] || [ -L "$1" ] || exit 0
      printf 'path=%s\\n' "$1"
      [ -r "$1" ] && echo readable=1
      [ -w "$1" ] && echo writeable=1
      [ -x "$1" ] && echo executable=1
      L=; F=; case $2 in *follow*) L=-L F=-L;; esac
      stat $L -c 'blocks=%b %o %t %T' -- "$1" 2>/dev/null
      # GNU's readlink -f grows without end on a link that leads through itself (a -> a/b): it is
      # given only what is there.
      if [ -L "$1" ]; then
        p=$1 n=0
        while [ -L "$p" ] && [ ! -e "$p" ] && [ "$n" -lt 40 ]; do
          t=$(readlink -- "$p") n=$((n + 1))
          case $t in /*) p=$t ;; *) case $p in */*) p=${p%/*}/$t ;; *) p=$t ;; esac ;; esac
        done
        case $p in */*) d=${p%/*}/ ;; *) d=. ;; esac
        if [ -e "$p" ]; then p=$(readlink -f -- "$p")
        elif d=$(cd -P -- "$d" 2>/dev/null && pwd -P); then p=${d%/}/${p##*/}; fi
        printf 'source=%s\n' "$p"
      fi
      case $2 in *context*) stat $L -c context=%C -- "$1" 2>/dev/null;; esac
      case $2 in *mime*) printf mime=; file $F -b -i -- "$1" 2>/dev/null || echo;; esac
      case $2 in *attr*) printf attr=; lsattr -vd -- "$1" 2>/dev/null || echo;; esac
      :
      """;

  @Override
  public Plan plan(Probe host) {
    Pending<FileStat> stat = host.later(new Question.Stat(path, follow));
    String also =
        (follow ? "follow " : "")
            + (getMime ? "mime " : "")
            + (getSelinuxContext ? "context " : "")
            + (getAttributes ? "attr" : "");
    Pending<Output> more =
        host.later(new Question.Look(Command.of("sh", "-c", MORE, "sh", path, also), true));
    Optional<Pending<Optional<String>>> checksum =
        getChecksum
            ? Optional.of(host.later(new Question.Checksum(path, checksumAlgorithm.algorithm())))
            : Optional.empty();
    Optional<Pending<Optional<String>>> md5 =
        getMd5 ? Optional.of(host.later(new Question.Checksum(path, "md5"))) : Optional.empty();
    FileStat there = stat.get();
    if (!there.exists()) {
      return Plan.learned("nothing is at " + path).with("stat", Map.of("exists", false));
    }
    Map<String, Object> values = new LinkedHashMap<>(StatValues.of(there));
    Map<String, String> said = lines(more.get());
    StatValues.add(values, there, said, getMime, getAttributes);
    if (path.text().startsWith("~")) {
      values.put("path", said.getOrDefault("path", path.text()));
    }
    if (getSelinuxContext) {
      values.put("selinux_context", context(said.getOrDefault("context", "")));
    }
    if (there.isFile() && Boolean.TRUE.equals(values.get("readable"))) {
      checksum.flatMap(Pending::get).ifPresent(sum -> values.put("checksum", sum));
      md5.flatMap(Pending::get).ifPresent(sum -> values.put("md5", sum));
    }
    return Plan.learned(path + " is a " + FileValues.state(there)).with("stat", values);
  }

  /// User, role, type, level; nothing of each where the host has no SELinux.
  private static List<Object> context(String text) {
    String[] parts = text.strip().split(":", 4);
    return parts.length < 3
        ? List.of(None.NONE, None.NONE, None.NONE, None.NONE)
        : List.of((Object[]) parts);
  }

  private static Map<String, String> lines(Output output) {
    Map<String, String> read = new LinkedHashMap<>();
    for (String line : output.lines()) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        read.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return read;
  }
}
