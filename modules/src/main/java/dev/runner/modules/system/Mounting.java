package dev.runner.modules.system;

import dev.runner.module.Attributes;
import dev.runner.module.Command;
import dev.runner.module.Content;
import dev.runner.module.FileStat;
import dev.runner.module.Finished;
import dev.runner.module.Plan;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The steps that bring a file system into its state.
///
/// @param content the table of file systems as it is
/// @param tableDirectory whether the table's directory is there
/// @param there what is at the mount point
/// @param mounted whether something is mounted there
record Mounting(
    Mount task,
    Optional<Content> content,
    boolean tableDirectory,
    FileStat there,
    boolean mounted) {

  // Words that mount takes before the path stand behind it, in "$@".
  private static final String REMOUNT =
      """
      path=$1; shift
      said=$(mount -o remount "$@" "$path" 2>&1) && exit 0
      printf '%s\\n' "$said" >&2
      umount "$path" && mount "$@" "$path"
      """;
  // The last words of a failure are shown: they are to be the cause, not a hint at the kernel's
  // log.
  private static final String MOUNT =
      """
      said=$(LC_ALL=C mount "$@" 2>&1) && exit 0
      status=$?
      printf '%s\\n' "$said" | grep -v 'dmesg(1)' >&2
      exit "$status"
      """;
  private static final String UNDO =
      """
      if [ "$1" = new ]; then rm -f "$2"; else cat >"$2"; fi
      [ -z "$3" ] || rmdir "$3"
      """;

  Plan plan(Map<String, Object> values) {
    List<Step> steps =
        switch (task.state()) {
          case PRESENT -> table(before().with(task.entry()));
          case ABSENT_FROM_FSTAB -> table(before().without(task.entry()));
          case ABSENT -> absent();
          case MOUNTED -> mounted(table(before().with(task.entry())));
          case UNMOUNTED -> mounted ? List.of(unmount()) : List.of();
          case REMOUNTED -> List.of(task.opts().isPresent() ? remount(task.path()) : again());
          case EPHEMERAL -> ephemeral();
        };
    if (steps.isEmpty()) {
      return Plan.unchanged("it is so already").withAll(values);
    }
    return Plan.changes(steps)
        .predictingAll(values)
        .after(
            (outputs, now) -> {
              Finished done = Finished.changed("");
              for (int i = 0; task.backup() && i < steps.size(); i++) {
                if (steps.get(i) instanceof Step.Write && !outputs.get(i).lines().isEmpty()) {
                  done = done.with("backup_file", outputs.get(i).lines().getFirst());
                }
              }
              return done;
            });
  }

  private Fstab before() {
    return Fstab.of(content.map(Content::lenientText).orElse(""));
  }

  private List<Step> table(Fstab after) {
    if (after.equals(before())) {
      return List.of();
    }
    List<Step> steps = new ArrayList<>();
    RemotePath table = task.table();
    if (!tableDirectory) {
      steps.add(new Step.Directory("make " + table.parent(), table.parent(), Attributes.NONE));
    }
    Content text = Content.of(after.text());
    steps.add(
        new Step.Write(
            (content.isPresent() ? "change " : "make ") + table,
            table,
            content,
            task.optsNoLog() ? text.asSecret() : text,
            Attributes.NONE,
            Optional.empty(),
            task.backup() && content.isPresent()));
    return steps;
  }

  private List<Step> absent() {
    List<Step> steps = new ArrayList<>(table(before().without(task.entry())));
    if (steps.isEmpty() || !task.path().isAbsolute()) {
      return steps;
    }
    if (mounted) {
      steps.add(unmount());
    }
    if (there.exists()) {
      steps.add(Step.run("remove " + task.path(), Command.of("rmdir", task.path())));
    }
    return steps;
  }

  private Step unmount() {
    return Step.run("unmount " + task.path(), Command.of("umount", task.path()))
        .complaining("Error unmounting %s: ".formatted(task.path()));
  }

  /// The words that name another table than the one that mount reads by itself.
  private List<Object> tableWords() {
    return task.fstab().map(other -> List.<Object>of("-T", other)).orElse(List.of());
  }

  private static Command mount(Object... words) {
    return Command.of("sh", "-c", MOUNT, "mount").and(words);
  }

  private List<Step> directory() {
    return there.exists()
        ? List.of()
        : List.of(new Step.Directory("make " + task.path(), task.path(), Attributes.NONE));
  }

  private List<Step> mounted(List<Step> table) {
    List<Step> steps = new ArrayList<>(directory());
    steps.addAll(table);
    if (!mounted) {
      Command mount = mount(tableWords().toArray()).and(task.path());
      Step.Run run =
          Step.run("mount " + task.path(), mount)
              .complaining("Error mounting %s: ".formatted(task.path()));
      steps.add(table.isEmpty() ? run : run.otherwise(undo()));
    } else if (!table.isEmpty()) {
      steps.add(again().otherwise(undo()));
    }
    return steps;
  }

  /// A line that can't be mounted would keep the host from starting.
  private Command undo() {
    String made = there.exists() ? "" : task.path().text();
    String kind = content.isPresent() ? "old" : "new";
    return Command.of("sh", "-c", UNDO, "undo", kind, task.table(), made)
        .reading(content.orElse(Content.of("")));
  }

  /// Remounts; where a file system can't do that, it is unmounted and mounted again.
  private Step.Run again() {
    return Step.run(
        "remount " + task.path(),
        Command.of("sh", "-c", REMOUNT, "remount", task.path()).and(tableWords().toArray()));
  }

  private Step.Run remount(Object... words) {
    Text options = task.options();
    Text how = Text.of("remount," + options.value(), options.marks());
    return Step.run("remount " + task.path(), mount("-o", how).and(words));
  }

  private List<Step> ephemeral() {
    String source = task.src().orElseThrow();
    String type = task.fstype().orElseThrow();
    if (mounted) {
      return List.of(remount("-t", type, source, task.path()));
    }
    List<Step> steps = new ArrayList<>(directory());
    steps.add(
        Step.run(
            "mount " + task.path(), mount("-t", type, "-o", task.options(), source, task.path())));
    return steps;
  }
}
