package dev.runner.modules.files;

import dev.runner.module.Answer;
import dev.runner.module.Attributes;
import dev.runner.module.Command;
import dev.runner.module.FileStat;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An archive that is on the host is to be unpacked: first into a private directory, to see what
/// differs from what is there, then where it belongs.
record Unpacking(Unarchive task, Probe host, RemotePath archive) {
  private static final String MAGIC = "od -An -v -tx1 -N 6 \"$1\" | tr -d ' \\n'";

  /// Unpacks: the directory, then the words of the command with `DIR` for it.
  private static final String TRY =
      """
      t=$1; shift
      rm -rf -- "$t" && mkdir -- "$t" && "$@"
      """;

  /// Prints what is in the tree and not so below dest: kinds, permissions, owners, sizes, times,
  /// sums of files, targets of links. Then all names, if they are asked for. With `newer`, files
  /// that are newer below dest are left out.
  private static final String COMPARE =
      """
      cd -- "$1" || exit 70
      dest=$2 columns=$3
      case $4 in *newer*) find . -type f -exec sh -c '
        d=$1; shift
        for p; do if [ "$d/$p" -nt "$p" ]; then rm -f -- "$p"; fi; done' sh "$dest" {} + ;;
      esac
      side() {
        find . ! -name . -type d -exec sh -c 'cd "$1" && f=$2 && shift 2 && stat -c "$f" -- "$@" 2>/dev/null' \
          sh "$1" "%F $columns %n" {} +
        find . -type f -exec sh -c 'cd "$1" && f=$2 && shift 2 && stat -c "$f" -- "$@" 2>/dev/null' \
          sh "$1" "%F $columns %Y %s %n" {} +
        find . -type f -exec sh -c 'cd "$1" && shift && sha1sum -- "$@" 2>/dev/null' sh "$1" {} +
        find . -type l -exec sh -c 'cd "$1" && shift
          for l; do printf "%s -> %s\\n" "$l" "$(readlink -- "$l")"; done' sh "$1" {} +
      }
      side "$PWD" >"$1.here"
      side "$dest" >"$1.there"
      grep -vxF -f "$1.there" -- "$1.here" | head -n 50
      echo //
      case $4 in *list*) find . ! -name . -type d -exec printf '%s/\\n' {} + -o ! -name . -print ;; esac
      :
      """;

  /// Prints which of the tree's paths below dest haven't the owner, group and mode.
  private static final String STATS =
      """
      cd -- "$1" || exit 70
      find . ! -name . ! -type l -exec sh -c 'cd "$1" && shift && stat -c "%f %u %g %U %G" -- "$@" 2>/dev/null' \
        sh "$2" {} +
      """;

  /// Sets owner, group and mode of the tree's paths below dest.
  private static final String SET =
      """
      cd -- "$1" || exit 70
      find . ! -name . ! -type l -exec sh -c '
        cd -- "$1" && w=$2 m=$3 && shift 3
        if [ -n "$w" ]; then chown -h -- "$w" "$@" || exit 1; fi
        if [ -n "$m" ]; then chmod -- "$m" "$@" || exit 1; fi' sh "$2" "$3" "$4" {} +
      """;

  Plan plan(FileStat directory) {
    String hex = host.look(Command.of("sh", "-c", MAGIC, "sh", archive)).out().strip();
    ArchiveFormat format = ArchiveFormat.of(hex);
    RemotePath tree = host.scratch().resolve("tree");
    String program = format == ArchiveFormat.ZIP ? "unzip" : "tar";
    if (host.which(program).isEmpty()) {
      return Plan.refuse(
          "Unable to find required '%s' binary in the path.".formatted(program),
          "Install %s on the host first.".formatted(program));
    }
    Output tried =
        host.look(
            Command.of("sh", "-c", TRY, "sh", tree).and(words(format, tree, false).toArray()));
    if (!tried.ok()) {
      return Plan.refuse(
              "failed to unpack %s to %s: %s"
                  .formatted(task.src().text(), task.dest(), said(tried)),
              "Look whether it is a tar or zip file, whole, and whether there is room for it.")
          .with("handler", format.handler());
    }
    return compared(format, tree, directory);
  }

  private static String said(Output output) {
    return (output.err().isBlank() ? output.out() : output.err()).strip();
  }

  private List<Object> words(ArchiveFormat format, RemotePath into, boolean real) {
    return format == ArchiveFormat.ZIP ? unzip(into, real) : tar(format, into, real);
  }

  private List<Object> tar(ArchiveFormat format, RemotePath into, boolean real) {
    List<Object> words = new ArrayList<>(List.of("tar", "-x"));
    words.addAll(format.options());
    words.addAll(List.of("-f", archive, "-C", into));
    if (real && task.keepNewer()) {
      words.add("--keep-newer-files");
    }
    words.addAll(task.extraOpts());
    task.exclude().forEach(each -> words.add("--exclude=" + each));
    words.addAll(task.include());
    return words;
  }

  private List<Object> unzip(RemotePath into, boolean real) {
    List<Object> words = new ArrayList<>(List.of("unzip", real && task.keepNewer() ? "-uo" : "-o"));
    words.addAll(task.extraOpts());
    words.add(archive);
    words.addAll(task.include());
    if (!task.exclude().isEmpty()) {
      words.add("-x");
      words.addAll(task.exclude());
    }
    words.addAll(List.of("-d", into));
    return words;
  }

  private Plan compared(ArchiveFormat format, RemotePath tree, FileStat directory) {
    Attributes wanted = task.permissions().wanted();
    String columns =
        (wanted.mode().isPresent() ? "" : "%a ")
            + (wanted.owner().isPresent() ? "" : "%u ")
            + (wanted.group().isPresent() ? "" : "%g");
    // What tar says of newer files counts as a difference to Ansible, what unzip says doesn't.
    boolean newer = task.keepNewer() && format == ArchiveFormat.ZIP;
    String also = (newer ? "newer " : "") + (task.listFiles() ? "list" : "");
    Output compared =
        host.look(Command.of("sh", "-c", COMPARE, "sh", tree, task.dest(), columns.strip(), also));
    if (!compared.ok()) {
      return Plan.refuse("what is in the archive can't be compared: " + said(compared), "");
    }
    List<String> lines = compared.lines();
    int end = lines.indexOf("//");
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("dest", task.dest().text());
    values.put("src", task.src().text());
    values.put("handler", format.handler());
    if (task.listFiles()) {
      values.put("files", names(lines.subList(end + 1, lines.size())));
    }
    return steps(format, tree, lines.subList(0, Math.max(0, end)), values, directory);
  }

  private static List<Object> names(List<String> found) {
    List<Object> names = new ArrayList<>();
    found.stream()
        .filter(line -> line.startsWith("./"))
        .map(line -> line.substring(2))
        .sorted()
        .forEach(names::add);
    return names;
  }

  private Plan steps(
      ArchiveFormat format,
      RemotePath tree,
      List<String> differing,
      Map<String, Object> values,
      FileStat directory) {
    List<Step> steps = new ArrayList<>();
    if (!differing.isEmpty()) {
      steps.add(
          Step.run(
              "unpack %s into %s".formatted(task.src().text(), task.dest()),
              Command.of(words(format, task.dest(), true))));
    }
    if (!task.permissions().wanted().isEmpty()
        && (!differing.isEmpty() || attributesDiffer(tree))) {
      steps.add(set(tree));
    }
    if (steps.isEmpty()) {
      return Plan.unchanged("all that is in the archive is there")
          .withAll(values)
          .withAll(FileValues.of(directory));
    }
    return Plan.changes(steps)
        .predictingAll(values)
        .predicting("diff", Map.of("prepared", String.join("\n", differing) + "\n"))
        .after((outputs, now) -> done(outputs.get(0), steps.getFirst(), now));
  }

  private boolean attributesDiffer(RemotePath tree) {
    Attributes wanted = task.permissions().wanted();
    Output stats = host.look(Command.of("sh", "-c", STATS, "sh", tree, task.dest()));
    return stats.lines().stream()
        .map(line -> line.split(" "))
        .filter(parts -> parts.length >= 5)
        .anyMatch(parts -> differs(wanted, parts));
  }

  private static boolean differs(Attributes wanted, String[] parts) {
    int raw = Integer.parseInt(parts[0], 16);
    boolean isDirectory = (raw & 0170000) == 0040000;
    int mode = raw & 07777;
    boolean owned =
        wanted.owner().filter(each -> !each.equals(parts[1]) && !each.equals(parts[3])).isEmpty();
    boolean grouped =
        wanted.group().filter(each -> !each.equals(parts[2]) && !each.equals(parts[4])).isEmpty();
    boolean moded =
        wanted
            .mode()
            .filter(each -> each.applyTo(mode, isDirectory, Ownership.UMASK) != mode)
            .isEmpty();
    return !(owned && grouped && moded);
  }

  private Step set(RemotePath tree) {
    Attributes wanted = task.permissions().wanted();
    String who = wanted.owner().orElse("") + wanted.group().map(group -> ":" + group).orElse("");
    String mode = wanted.mode().map(each -> each.text()).orElse("");
    return Step.run(
        "set %s of what was unpacked".formatted(Ownership.phrase(wanted)),
        Command.of("sh", "-c", SET, "sh", tree, task.dest(), who, mode));
  }

  private Answer done(Output output, Step first, Probe now) {
    Map<String, Object> results = new LinkedHashMap<>();
    results.put("cmd", first instanceof Step.Run run ? run.command().toString() : "");
    results.put("rc", (long) output.exit());
    results.put("out", output.out());
    results.put("err", output.err());
    return Finished.changed("")
        .with("extract_results", results)
        .withAll(FileValues.of(now.stat(task.dest())));
  }
}
