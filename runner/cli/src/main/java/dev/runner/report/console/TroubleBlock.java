package dev.runner.report.console;

import dev.runner.event.Actions;
import dev.runner.event.Outcome;
import dev.runner.event.RunEvent;
import java.util.ArrayList;
import java.util.List;

/// What ansible-core says since 2.19 before the `fatal:` line of a task: why it failed, and the
/// lines of the playbook where it stands.
final class TroubleBlock {
  /// What is said of parameters that don't fit, before anything is done.
  private static final List<String> UNFIT =
      List.of(
          "Unsupported param",
          "missing required arguments",
          "parameters are mutually exclusive",
          "No key/value pairs provided");

  private static final String ROOT = "Task failed: ";
  private static final String HIDDEN = "the result is hidden by no_log";

  private final SourceLines places;

  TroubleBlock(SourceLines places) {
    this.places = places;
  }

  /// The block's lines, the last one blank.
  List<String> of(RunEvent.Task task, Outcome outcome) {
    if (!outcome.causes().isEmpty()) {
      return chain(task, outcome.causes());
    }
    List<String> lines = new ArrayList<>();
    Object told = outcome.result().get("msg");
    String why = told == null ? outcome.reason() : told.toString();
    boolean hidden = outcome.result().containsKey("censored");
    if (why.isEmpty() && !hidden) {
      return lines; // a task that was tried too often isn't explained
    }
    lines.add("[ERROR]: " + (hidden ? kind(task, outcome) + HIDDEN : told(task, outcome, why)));
    lines.addAll(places.of(task.where()));
    return lines;
  }

  /// The causes in one sentence, then each with its place; those at one place together.
  private List<String> chain(RunEvent.Task task, List<Outcome.Cause> causes) {
    List<List<Outcome.Cause>> groups = new ArrayList<>();
    String last = "";
    for (Outcome.Cause cause : causes) {
      String where = cause.where().isEmpty() ? task.where() : cause.where();
      if (!where.equals(last) || !cause.help().isEmpty()) {
        groups.add(new ArrayList<>());
        last = where;
      }
      groups.getLast().add(new Outcome.Cause(cause.message(), where, cause.help()));
    }
    List<String> lines = new ArrayList<>();
    lines.add("[ERROR]: " + Printable.of(Outcome.brief(causes)));
    if (groups.size() > 1) {
      lines.add("");
    }
    for (int i = 0; i < groups.size(); i++) {
      if (i > 0) {
        lines.add("<<< caused by >>>");
        lines.add("");
      }
      if (groups.size() > 1) {
        lines.add(Printable.of(Outcome.brief(groups.get(i))));
      }
      lines.addAll(places.of(groups.get(i).getFirst().where()));
      String help = groups.get(i).getLast().help();
      if (!help.isEmpty()) {
        lines.add(help);
        lines.add("");
      }
    }
    return lines;
  }

  private static String told(RunEvent.Task task, Outcome outcome, String why) {
    boolean whole = why.startsWith(ROOT);
    boolean unknown =
        Actions.include(task.bareModule()) && UNFIT.stream().anyMatch(why::startsWith);
    boolean early = unknown || why.startsWith("Could not find or access ");
    return (whole ? "" : early ? ROOT : kind(task, outcome)) + Printable.of(why);
  }

  private static String kind(RunEvent.Task task, Outcome outcome) {
    if (outcome.kind() == Outcome.Kind.UNREACHABLE) {
      return ROOT;
    }
    String module = task.bareModule();
    return ROOT + (Actions.include(module) ? "Action failed: " : "Module failed: ");
  }
}
