package dev.runner.modules.text;

import dev.runner.values.regex.Match;
import dev.runner.values.regex.PythonRegex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a `blockinfile` task makes of a file.
final class BlockEdit {
  private final Blockinfile task;
  private final FileText file;
  private final String begin;
  private final String end;

  BlockEdit(Blockinfile task, FileText file) {
    this.task = task;
    this.file = file;
    this.begin = mark(task.markerBegin());
    this.end = mark(task.markerEnd());
  }

  /// @param message a phrase on what was done, empty if nothing was
  record Edited(String text, String message) {}

  private String mark(String word) {
    return file.written(task.marker().replace("{mark}", word)) + "\n";
  }

  Edited edit(boolean wanted) {
    String before = file.text();
    List<String> lines = new ArrayList<>(lines(before));
    int first = lines.lastIndexOf(begin);
    int last = lines.lastIndexOf(end);
    boolean there = first >= 0 && last >= 0;
    int place = there ? Math.min(first, last) : place(before, lines);
    if (there) {
      lines.subList(place, Math.max(first, last) + 1).clear();
    }
    if (wanted) {
      insert(lines, place);
    }
    String after = String.join("", lines);
    if (after.equals(before)) {
      return new Edited(before, "");
    }
    return new Edited(after, wanted ? "Block inserted" : "Block removed");
  }

  private void insert(List<String> lines, int place) {
    List<String> added = new ArrayList<>();
    added.add(begin);
    added.addAll(lines(file.written(task.block().value())));
    if (!added.getLast().endsWith("\n")) {
      added.set(added.size() - 1, added.getLast() + "\n");
    }
    added.add(end);
    if (task.appendNewline() && place < lines.size() && !lines.get(place).equals("\n")) {
      added.add("\n");
    }
    if (place > 0 && !lines.get(place - 1).endsWith("\n")) {
      lines.set(place - 1, lines.get(place - 1) + "\n");
    }
    if (task.prependNewline() && place > 0 && !lines.get(place - 1).equals("\n")) {
      added.addFirst("\n");
    }
    lines.addAll(place, added);
  }

  /// Lines as Python's `bytes.splitlines` tells them apart, with what ends them.
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    for (String line : FileText.lines(text)) {
      int start = 0;
      for (int i = 0; i < line.length() - 1; i++) {
        if (line.charAt(i) == '\r' && line.charAt(i + 1) != '\n') {
          lines.add(line.substring(start, i + 1));
          start = i + 1;
        }
      }
      lines.add(line.substring(start));
    }
    return lines;
  }

  /// Where a new block goes.
  private int place(String before, List<String> lines) {
    if (task.insertbefore().filter("BOF"::equals).isPresent()) {
      return 0;
    }
    Optional<String> after = task.insertafter().filter(text -> !text.equals("EOF"));
    Optional<PythonRegex> mark = after.or(task::insertbefore).map(file::regex);
    int found = mark.map(regex -> find(regex, before, lines, after.isPresent())).orElse(-1);
    return found < 0 ? lines.size() : found;
  }

  private int find(PythonRegex regex, String before, List<String> lines, boolean after) {
    if (regex.isMultiline()) {
      return findInWhole(regex, before, lines, after);
    }
    int found = -1;
    for (int i = 0; i < lines.size(); i++) {
      found = regex.isFoundIn(lines.get(i)) ? i : found;
    }
    return found >= 0 && after ? found + 1 : found;
  }

  private static int findInWhole(
      PythonRegex regex, String before, List<String> lines, boolean after) {
    Match match = regex.on(before);
    if (!match.find()) {
      return -1;
    }
    long newlines =
        before
            .substring(0, after ? match.end() : match.start())
            .chars()
            .filter(c -> c == '\n')
            .count();
    return (int) Math.min(lines.size(), after ? newlines + 1 : newlines);
  }
}
