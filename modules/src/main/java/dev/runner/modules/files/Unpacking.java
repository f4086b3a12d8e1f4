package dev.runner.modules.files;

import dev.runner.module.Answer;
import dev.runner.module.Attributes;
import dev.runner.module.Command;
import dev.runner.module.FileStat;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An archive that is on the host is to be unpacked: first into a private directory, to see what
/// differs from what is there, then where it belongs.
record Unpacking(Unarchive task, Probe host, RemotePath archive) {
  /// Sets owner, group and mode of the tree's paths below dest.
  private static final String SET =
      """
      cd -- "$1" || exit 70
      find . ! -name . ! -type l -exec sh -c '
        cd -- "$1" && w=$2 m=$3 && shift 3
        if [ -n "$w" ]; then chown -h -- "$w" "$@" || exit 1; fi
        if [ -n "$m" ]; then chmod -- "$m" "$@" || exit 1; fi' sh "$2" "$3" "$4" {} +
      """;

  private static final String NO_HANDLER =
      "Failed to find handler for \"%s\". Make sure the required command to extract the file is"
          + " installed.\n%s";

  /// Puts the question what would come of it.
  Pending<TrialUnpacking> later() {
    return TrialUnpacking.later(
        host, task, archive, tree(), unzip(tree(), false), tar(tree(), false));
  }

  private RemotePath tree() {
    return host.scratch().resolve("tree");
  }

  Plan plan(FileStat directory, TrialUnpacking trial) {
    if (trial.lacksProgram()) {
      String program = trial.format().program();
      return Plan.refuse(
          "Unable to find required '%s' binary in the path.".formatted(program),
          "Install %s on the host first.".formatted(program));
    }
    return trial.output().ok()
        ? compared(trial, directory)
        : Plan.refuse(
                NO_HANDLER.formatted(task.src().text(), said(trial)),
                "Look whether it is a tar or zip file, whole, and whether there is room for it.")
            .with("handler", trial.format().handler());
  }

  private static String said(TrialUnpacking trial) {
    Output output = trial.output();
    String said = (output.err().isBlank() ? output.out() : output.err()).strip();
    return trial.format() == ArchiveFormat.ZIP
        ? said
        : "Unable to list files in the archive: " + said;
  }

  /// The words of the command that unpacks where it belongs.
  private List<Object> real(ArchiveFormat format) {
    List<Object> words = new ArrayList<>(List.of(format.program()));
    if (format != ArchiveFormat.ZIP) {
      words.add("-x");
      words.addAll(format.options());
    }
    words.addAll(format == ArchiveFormat.ZIP ? unzip(task.dest(), true) : tar(task.dest(), true));
    return words;
  }

  private List<Object> tar(RemotePath into, boolean real) {
    List<Object> words = new ArrayList<>(List.of("-f", archive, "-C", into));
    if (real && task.keepNewer()) {
      words.add("--keep-newer-files");
    }
    words.addAll(task.extraOpts());
    task.exclude().forEach(each -> words.add("--exclude=" + each));
    words.addAll(task.include());
    return words;
  }

  private List<Object> unzip(RemotePath into, boolean real) {
    List<Object> words = new ArrayList<>(List.of(real && task.keepNewer() ? "-uo" : "-o"));
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

  private Plan compared(TrialUnpacking trial, FileStat directory) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("dest", task.dest().text());
    values.put("src", task.src().text());
    values.put("handler", trial.format().handler());
    if (task.listFiles()) {
      values.put("files", names(trial.names()));
    }
    List<Step> steps = steps(trial);
    if (steps.isEmpty()) {
      return Plan.unchanged("all that is in the archive is there")
          .withAll(values)
          .withAll(FileValues.of(directory));
    }
    return Plan.changes(steps)
        .predictingAll(values)
        .predicting("diff", Map.of("prepared", String.join("\n", trial.differing()) + "\n"))
        .after((outputs, now) -> done(outputs.get(0), steps.getFirst(), now));
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

  private List<Step> steps(TrialUnpacking trial) {
    List<Step> steps = new ArrayList<>();
    boolean unpacks = !trial.differing().isEmpty();
    if (unpacks) {
      steps.add(
          Step.run(
              "unpack %s into %s".formatted(task.src().text(), task.dest()),
              Command.of(real(trial.format()))));
    }
    Attributes wanted = task.permissions().wanted();
    if (!wanted.isEmpty() && (unpacks || attributesDiffer(wanted, trial.stats()))) {
      steps.add(set(tree()));
    }
    return steps;
  }

  private static boolean attributesDiffer(Attributes wanted, List<String> stats) {
    return stats.stream()
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

  private static List<String> words(Step step) {
    return step instanceof Step.Run run
        ? run.command().words().stream().map(Text::value).toList()
        : List.of();
  }

  private Answer done(Output output, Step first, Probe now) {
    Map<String, Object> results = new LinkedHashMap<>();
    results.put("cmd", words(first));
    results.put("rc", (long) output.exit());
    results.put("out", output.out());
    results.put("err", output.err());
    return Finished.changed("")
        .with("extract_results", results)
        .withAll(FileValues.of(now.stat(task.dest())));
  }
}
