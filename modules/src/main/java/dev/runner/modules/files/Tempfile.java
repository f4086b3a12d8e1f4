package dev.runner.modules.files;

import dev.runner.module.Answer;
import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Describe;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Makes a temporary file or directory.
@Describe(
    summary = "Make a temporary file or directory that only the task's user can use.",
    description = "Nothing takes it away: use `file` with `state: absent` when it isn't needed.",
    since = "0.1",
    example =
        """
        - name: a directory to build in
          tempfile:
            state: directory
            suffix: .build
          register: workshop
        """,
    returns = {
      @Describe.Returned(name = "path", value = "What was made."),
      @Describe.Returned(name = "owner", value = "Name of the owner."),
      @Describe.Returned(name = "group", value = "Name of the group."),
      @Describe.Returned(name = "uid", value = "Number of the owner."),
      @Describe.Returned(name = "gid", value = "Number of the group."),
      @Describe.Returned(name = "mode", value = "Permissions."),
      @Describe.Returned(name = "size", value = "Size in bytes."),
      @Describe.Returned(name = "state", value = "Whether it is a file or a directory.")
    },
    roundTrips = 0)
public record Tempfile(
    @Param("Directory to make it in; that of the host for temporary files if left out.")
        Optional<RemotePath> path,
    @Param(value = "What its name begins with.", byDefault = "ansible.") String prefix,
    @Param(value = "What its name ends with.", byDefault = "") String suffix,
    @Param(value = "What to make.", byDefault = "file") State state)
    implements TaskModule {

  /// What is made.
  public enum State {
    FILE,
    DIRECTORY
  }

  /// `mktemp` can't put an end behind its random letters everywhere. Both ways of making are
  /// atomic: they fail where the name is taken.
  private static final String MAKE =
      """
      umask 077
      directory=${1:-${TMPDIR:-/tmp}}
      tries=0
      while [ $tries -lt 100 ]; do
        random=$(od -An -N6 -tx1 /dev/urandom | tr -d ' \\n')
        made=${directory%/}/$2$random$3
        case $4 in
          directory) why=$(mkdir -- "$made" 2>&1) && break ;;
          *) why=$( (set -C; : >"$made") 2>&1) && break ;;
        esac
        [ -d "$directory" ] || why="[Errno 2] No such file or directory: '$made'"
        [ -d "$directory" ] && [ -w "$directory" ] || break
        tries=$((tries + 1))
        made=
      done
      [ -n "$made" ] && [ -e "$made" ] || { printf '%s\\n' "$why" >&2; exit 1; }
      printf '%s\\n' "$made"
      """;

  public Tempfile {
    for (String part : List.of(prefix, suffix)) {
      if (part.contains("/")) {
        throw new BadParameter(
            part.equals(prefix) ? "prefix" : "suffix",
            "%s must be a valid file name component: '%s' holds a slash"
                .formatted(part.equals(prefix) ? "prefix" : "suffix", part));
      }
    }
  }

  @Override
  public boolean foreseeable() {
    return false;
  }

  @Override
  public Plan plan(Probe host) {
    String kind = state.name().toLowerCase(Locale.ROOT);
    String where = path.map(RemotePath::text).orElse("");
    return Plan.changes(
            Step.run(
                    "make a temporary " + kind,
                    Command.of("sh", "-c", MAKE, "tempfile", where, prefix, suffix, kind))
                .complaining(""))
        .after((outputs, now) -> made(outputs.last(), now));
  }

  private static Answer made(Output output, Probe now) {
    RemotePath made = RemotePath.of(output.out());
    return Finished.changed("made " + made)
        .with("path", made.text())
        .withAll(FileValues.of(now.lstat(made)));
  }
}
