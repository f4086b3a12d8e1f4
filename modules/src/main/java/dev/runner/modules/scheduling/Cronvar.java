package dev.runner.modules.scheduling;

import dev.runner.module.BadParameter;
import dev.runner.module.Constraint;
import dev.runner.module.Describe;
import dev.runner.module.FileStat;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.TaskModule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Sees to a variable in a table of cron.
@Describe(
    summary = "Set a variable in a table of cron, or remove it.",
    description =
        """
        Without `cron_file`, the table is the user's own, read and written by `crontab`. The value is
        written as it is given; one that is empty is written as `""`.
        """,
    since = "0.1",
    collection = "community.general",
    example =
        """
        - name: say who reads what the jobs print
          cronvar:
            name: MAILTO
            value: admin@example.org
        """,
    returns = {
      @Describe.Returned(name = "vars", value = "The names of the variables in the table."),
      @Describe.Returned(name = "cron_file", value = "The file, if one was given."),
      @Describe.Returned(name = "backup_file", value = "The copy of the table, if one was kept.")
    })
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"insertbefore", "insertafter"})
public record Cronvar(
    @Param("Name of the variable.") String name,
    @Param("What it is to be.") Optional<String> value,
    @Param(value = "Whether the variable is to be there.", byDefault = "present") State state,
    @Param("Whose table; that of who runs the task without it.") Optional<String> user,
    @Param(value = "A table in a file of its own, below /etc/cron.d if relative.")
        Optional<String> cronFile,
    @Param(value = "Whether a copy of the old table is kept.", byDefault = "false") boolean backup,
    @Param("The variable that a new one comes after.") Optional<String> insertafter,
    @Param("The variable that a new one comes before.") Optional<String> insertbefore)
    implements TaskModule {

  /// Whether the variable is to be there.
  public enum State {
    ABSENT,
    PRESENT
  }

  public Cronvar {
    if (state == State.PRESENT && value.isEmpty()) {
      throw new BadParameter("value", "You must specify 'value' to insert a new cron variable");
    }
    if (name.isEmpty() || name.matches("(?s).*[\\s=#\"'].*")) {
      throw new BadParameter("name", "'%s' can't be the name of a variable".formatted(name));
    }
    if (value.filter(text -> text.matches("(?s).*[\n\r].*")).isPresent()) {
      throw new BadParameter("value", "a line of cron can't hold a line break");
    }
    user.ifPresent(
        text -> {
          if (text.isEmpty() || text.matches("(?s)-.*|.*\\s.*")) {
            throw new BadParameter("user", "'%s' can't be the name of a user".formatted(text));
          }
        });
  }

  private Optional<RemotePath> file() {
    return cronFile
        .filter(text -> !text.isEmpty())
        .map(text -> RemotePath.of(text.startsWith("/") ? text : "/etc/cron.d/" + text));
  }

  @Override
  public Plan plan(Probe host) {
    return file().map(path -> inFile(host, path)).orElseGet(() -> ofUser(host));
  }

  private Plan inFile(Probe host, RemotePath path) {
    Pending<FileStat> directory = host.later(new Question.Stat(path.parent(), true));
    FileTable file = new FileTable(path, host.read(path));
    if (file.before().isEmpty() && !directory.get().isDirectory()) {
      return Plan.refuse(
          "Parent directory '%s' does not exist for cron_file: '%s'"
              .formatted(path.parent(), cronFile.orElseThrow()),
          "Make the directory first.");
    }
    CronTable table = CronTable.of(file.text());
    Optional<Plan> obstacle = edit(table);
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    Map<String, Object> values = values(table);
    values.put("cron_file", cronFile.orElseThrow());
    return CronTable.of(file.text()).text().equals(table.text())
        ? Plan.unchanged("the table is so").withAll(values)
        : file.written(table, values, backup);
  }

  private Plan ofUser(Probe host) {
    return UserTable.ask(host, user).edited(this::edit, Cronvar::values, backup);
  }

  private Optional<Plan> edit(CronTable table) {
    if (state == State.ABSENT) {
      table.withoutVariable(name);
      return Optional.empty();
    }
    String text = value.orElseThrow();
    boolean found =
        table.plainVariable(name, text.isEmpty() ? "\"\"" : text, insertafter, insertbefore);
    return found
        ? Optional.empty()
        : Optional.of(
            Plan.refuse(
                "Variable named '%s' not found."
                    .formatted(insertafter.or(() -> insertbefore).orElseThrow()),
                "Name a variable that is in the table, or leave the place out."));
  }

  private static Map<String, Object> values(CronTable table) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("vars", table.declared());
    return values;
  }
}
