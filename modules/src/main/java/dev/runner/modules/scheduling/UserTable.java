package dev.runner.modules.scheduling;

import dev.runner.module.Account;
import dev.runner.module.Command;
import dev.runner.module.Content;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A user's own table, as `crontab` reads and writes it.
///
/// @param owner whose it is
/// @param crontab what `crontab` is called with for this user
/// @param text what is in it, empty where there is none
/// @param obstacle why it can't be read
record UserTable(String owner, Command crontab, String text, Optional<Plan> obstacle) {
  /// What a shell ends with where there is no such program.
  private static final int NO_PROGRAM = 127;

  /// Asks for a user's table, for that of who runs the task without one.
  static UserTable ask(Probe host, Optional<String> user) {
    Pending<Account> self = host.later(new Question.Self());
    Pending<Output> mine = host.lookLater(Command.of("crontab", "-l"));
    Optional<Pending<Output>> theirs =
        user.map(who -> host.lookLater(Command.of("crontab", "-u", who, "-l")));
    boolean other = user.filter(who -> !who.equals(self.get().name())).isPresent();
    Output output = other ? theirs.orElse(mine).get() : mine.get();
    Command crontab = Command.of("crontab");
    return new UserTable(
        user.orElse(self.get().name()),
        other ? crontab.and("-u", user.orElseThrow()) : crontab,
        output.ok() ? output.stdout().lenientText() : "",
        obstacle(output));
  }

  private static Optional<Plan> obstacle(Output output) {
    if (output.exit() == NO_PROGRAM) {
      return Optional.of(Plan.lacks("crontab", "Install cron on it."));
    }
    if (output.exit() > 1) {
      return Optional.of(Plan.refuse(output.lastWords(), ""));
    }
    if (!output.ok()
        && !output.err().contains("no crontab for")
        && !output.err().contains("can't open")) {
      return Optional.of(
          Plan.refuse(output.lastWords(), "Mend the user, or run the task as root."));
    }
    return Optional.empty();
  }

  /// The plan that edits the table.
  ///
  /// @param edit changes it, unless something is in the way
  /// @param told what is told of it then
  /// @param backup whether a copy of what is there is kept
  Plan edited(
      Function<CronTable, Optional<Plan>> edit,
      Function<CronTable, Map<String, Object>> told,
      boolean backup) {
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    CronTable table = CronTable.of(text);
    String before = table.text();
    return edit.apply(table).orElseGet(() -> written(table, before, told.apply(table), backup));
  }

  private Plan written(CronTable table, String before, Map<String, Object> values, boolean backup) {
    if (before.equals(table.text())) {
      return Plan.unchanged("the table is so").withAll(values);
    }
    Map<String, Object> all = new LinkedHashMap<>(values);
    all.put("diff", FileTable.difference(before, table.text(), "crontab"));
    return Plan.changes(write(table.text(), backup))
        .predictingAll(all)
        .after((outputs, now) -> backup ? FileTable.done(outputs.get(0)) : Finished.changed(""));
  }

  /// The steps that make the table this text, the copy that is kept first.
  private List<Step> write(String wanted, boolean backup) {
    List<Step> steps = new ArrayList<>();
    if (backup) {
      steps.add(Step.run("keep a copy of the table", copy()));
    }
    steps.add(
        Step.run("change the table of " + owner, crontab.and("-").reading(Content.of(wanted)))
            .complaining("Failed to install new cronfile: "));
    return steps;
  }

  private Command copy() {
    String script =
        "f=$(mktemp \"${TMPDIR:-/tmp}/crontabXXXXXX\") && { \"$@\" -l >\"$f\" || :; } && echo"
            + " \"$f\"";
    return Command.of("sh", "-c", script, "copy").and(crontab.words().toArray());
  }
}
