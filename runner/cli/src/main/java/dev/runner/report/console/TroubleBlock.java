package dev.runner.report.console;

import dev.runner.event.Outcome;
import dev.runner.event.RunEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What ansible-core says since 2.19 before the `fatal:` line of a task: why it failed, and the
/// lines of the playbook where it stands.
final class TroubleBlock {
  private static final Pattern PLACE = Pattern.compile("(.*):([0-9]+):([0-9]+)");
  private static final int LINES_BEFORE = 2;
  private static final String HIDDEN = "the result is hidden by no_log";

  /// Modules that Ansible carries out on the control machine: it calls them actions.
  private static final Set<String> ACTIONS =
      Set.of(
          "add_host",
          "assert",
          "debug",
          "fail",
          "group_by",
          "include_vars",
          "pause",
          "set_fact",
          "set_stats",
          "validate_argument_spec",
          "wait_for_connection");

  private final Path here;
  private final Function<Path, Optional<String>> texts;

  /// @param here what the names of files are relative to
  /// @param texts the text of a file, if it can be shown
  TroubleBlock(Path here, Function<Path, Optional<String>> texts) {
    this.here = here;
    this.texts = texts;
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
    lines.add("[ERROR]: Task failed: " + kind(task, outcome) + Printable.of(hidden ? HIDDEN : why));
    place(task.where(), lines);
    return lines;
  }

  /// The causes in one sentence, then each with its place; those at one place together.
  private List<String> chain(RunEvent.Task task, List<Outcome.Cause> causes) {
    List<List<Outcome.Cause>> groups = new ArrayList<>();
    String last = "";
    for (Outcome.Cause cause : causes) {
      String where = cause.where().isEmpty() ? task.where() : cause.where();
      if (!where.equals(last)) {
        groups.add(new ArrayList<>());
        last = where;
      }
      groups.getLast().add(new Outcome.Cause(cause.message(), where));
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
      place(groups.get(i).getFirst().where(), lines);
    }
    return lines;
  }

  /// A place with its whole path.
  String whole(String place) {
    return here.resolve(place).normalize().toString();
  }

  private void place(String where, List<String> lines) {
    Matcher place = PLACE.matcher(where);
    if (place.matches()) {
      Path file = here.resolve(place.group(1)).normalize();
      int line = Integer.parseInt(place.group(2));
      int column = Integer.parseInt(place.group(3));
      lines.add("Origin: %s:%d:%d".formatted(file, line, column));
      lines.add("");
      texts.apply(file).ifPresent(text -> excerpt(text.lines().toList(), line, column, lines));
    }
  }

  private static String kind(RunEvent.Task task, Outcome outcome) {
    if (outcome.kind() == Outcome.Kind.UNREACHABLE) {
      return "";
    }
    String module = task.module().substring(task.module().lastIndexOf('.') + 1);
    return ACTIONS.contains(module) ? "Action failed: " : "Module failed: ";
  }

  private static void excerpt(List<String> text, int line, int column, List<String> lines) {
    if (line > text.size()) {
      return; // the file has changed since it was read
    }
    int width = String.valueOf(line).length();
    for (int i = Math.max(1, line - LINES_BEFORE); i <= line; i++) {
      String number = " ".repeat(width - String.valueOf(i).length()) + i;
      lines.add((number + " " + Printable.of(text.get(i - 1))).stripTrailing());
    }
    lines.add(" ".repeat(width + column) + "^ column " + column);
    lines.add("");
  }
}
