package dev.runner.modules.text;

import dev.runner.values.Text;
import dev.runner.values.regex.Match;
import dev.runner.values.regex.PythonRegex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What a `lineinfile` task makes of a file.
final class LineEdit {
  private final Lineinfile task;
  private final FileText file;
  private final Optional<PythonRegex> regexp;
  private final String line;

  LineEdit(Lineinfile task, FileText file) {
    this.task = task;
    this.file = file;
    this.regexp = task.regexp().map(file::regex);
    this.line = task.line().map(Text::value).map(file::written).orElse("");
  }

  /// @param message a phrase on what was done, empty if nothing was
  /// @param count how many lines are concerned
  record Edited(String text, String message, long count) {}

  Edited absent() {
    List<String> kept = new ArrayList<>(FileText.lines(file.text()));
    long all = kept.size();
    kept.removeIf(wanted());
    long gone = all - kept.size();
    return new Edited(String.join("", kept), gone == 0 ? "" : gone + " line(s) removed", gone);
  }

  /// Whether a line is one that the task speaks of.
  private Predicate<String> wanted() {
    if (regexp.isPresent()) {
      return each -> regexp.get().isFoundIn(plain(each));
    }
    return task.searchString()
        .map(file::written)
        .<Predicate<String>>map(text -> each -> each.contains(text))
        .orElse(this::isTheLine);
  }

  /// The line as expressions see it: with the newline alone at its end.
  private static String plain(String line) {
    return line.endsWith("\r\n") ? line.substring(0, line.length() - 2) + "\n" : line;
  }

  private boolean isTheLine(String other) {
    return FileText.bare(other).equals(line);
  }

  Edited present() {
    List<String> lines = new ArrayList<>(FileText.lines(file.text()));
    boolean searches = regexp.isPresent() || task.searchString().isPresent();
    int found = searches ? find(lines, wanted(), task.firstmatch()) : -1;
    if (found >= 0) {
      return replaced(lines, found);
    }
    int same = find(lines, this::isTheLine, false);
    if (task.backrefs()) {
      return new Edited(file.text(), "", 0);
    }
    return same >= 0 ? replaced(lines, same) : added(lines);
  }

  private static int find(List<String> lines, Predicate<String> wanted, boolean first) {
    int found = -1;
    for (int i = 0; i < lines.size() && !(first && found >= 0); i++) {
      found = wanted.test(lines.get(i)) ? i : found;
    }
    return found;
  }

  private Edited replaced(List<String> lines, int index) {
    String old = lines.get(index);
    String young = task.backrefs() ? expanded(old) : line;
    young = young.endsWith("\n") ? young : young + (old.endsWith("\r\n") ? "\r\n" : "\n");
    if (young.equals(old)) {
      return new Edited(String.join("", lines), "", 0);
    }
    lines.set(index, young);
    return new Edited(String.join("", lines), "line replaced", 1);
  }

  private String expanded(String old) {
    PythonRegex regex = regexp.orElseThrow();
    Match match = regex.on(plain(old));
    return match.find() ? regex.expand(match, line) : line;
  }

  private Edited added(List<String> lines) {
    int index = place(lines);
    boolean atTheEnd = index == lines.size();
    if (atTheEnd && index > 0 && !lines.getLast().endsWith("\n")) {
      lines.add(lines.getLast().endsWith("\r") ? "" : "\n");
    }
    lines.add(atTheEnd ? lines.size() : index, line + "\n");
    return new Edited(String.join("", lines), "line added", 1);
  }

  /// Where a new line goes.
  private int place(List<String> lines) {
    if (is(task.insertbefore(), "BOF") || is(task.insertafter(), "BOF")) {
      return 0;
    }
    Optional<String> after = task.insertafter().filter(text -> !text.equals("EOF"));
    Optional<PythonRegex> mark = after.or(task::insertbefore).map(file::regex);
    int found =
        mark.map(regex -> find(lines, each -> regex.isFoundIn(plain(each)), task.firstmatch()))
            .orElse(-1);
    if (found < 0) {
      return lines.size();
    }
    return after.isPresent() ? found + 1 : found;
  }

  private static boolean is(Optional<String> text, String word) {
    return text.filter(word::equals).isPresent();
  }
}
