package dev.runner.modules.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What becomes of the file of a service.
final class PamEdit {
  private final Pamd task;
  private final List<String> lines = new ArrayList<>();
  private int changes;
  private boolean found;

  PamEdit(Pamd task) {
    this.task = task;
  }

  /// Makes the text that is wanted of the one that is there.
  PamEdit make(String before) {
    List<String> all = FileText.lines(before);
    for (int i = 0; i < all.size(); i++) {
      Optional<PamRule> rule = rule(all, i).filter(this::isMine);
      found |= rule.isPresent();
      if (rule.isEmpty()) {
        lines.add(all.get(i));
      } else {
        edit(all, i, rule.get());
      }
    }
    return this;
  }

  String text() {
    return String.join("", lines);
  }

  int changes() {
    return changes;
  }

  /// Whether there is such a rule.
  boolean found() {
    return found;
  }

  private boolean isMine(PamRule rule) {
    return rule.is(task.type().word(), task.control(), task.modulePath());
  }

  private static Optional<PamRule> rule(List<String> all, int index) {
    boolean goesOn = index > 0 && FileText.bare(all.get(index - 1)).endsWith("\\");
    return goesOn ? Optional.empty() : PamRule.read(FileText.bare(all.get(index)));
  }

  private void edit(List<String> all, int index, PamRule rule) {
    String line = all.get(index);
    switch (task.state()) {
      case ABSENT -> changes++;
      case BEFORE -> {
        if (!isNew(next(all, index, -1))) {
          add(task.added());
        }
        lines.add(line);
      }
      case AFTER -> {
        lines.add(line);
        if (!isNew(next(all, index, 1))) {
          if (!line.endsWith("\n")) {
            lines.add("\n");
          }
          add(task.added());
        }
      }
      case ARGS_ABSENT -> put(line, rule, rule.with(without(rule.arguments())));
      case ARGS_PRESENT -> put(line, rule, rule.with(together(rule.arguments())));
      case UPDATED -> put(line, rule, updated(rule));
    }
  }

  private void add(PamRule rule) {
    lines.add(rule + "\n");
    changes++;
  }

  private void put(String line, PamRule before, PamRule after) {
    if (after.equals(before)) {
      lines.add(line);
    } else {
      lines.add(after + line.substring(FileText.bare(line).length()));
      changes++;
    }
  }

  /// What stands next up or down, if it is a rule; comments and empty lines don't count.
  private static Optional<PamRule> next(List<String> all, int index, int step) {
    for (int i = index + step; i >= 0 && i < all.size(); i += step) {
      String line = all.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        return rule(all, i);
      }
    }
    return Optional.empty();
  }

  private boolean isNew(Optional<PamRule> rule) {
    PamRule added = task.added();
    return rule.filter(each -> each.is(added.type(), added.control(), added.module())).isPresent();
  }

  private PamRule updated(PamRule rule) {
    PamRule wanted =
        new PamRule(
            task.newType().map(Pamd.Type::word).orElse(rule.type()),
            task.newControl().orElse(rule.control()),
            task.newModulePath().orElse(rule.module()),
            task.moduleArguments().isPresent() ? task.arguments() : rule.arguments(),
            rule.note());
    return rule.is(wanted.type(), wanted.control(), wanted.module())
        ? rule.with(wanted.arguments())
        : wanted;
  }

  private List<String> without(List<String> there) {
    return there.stream().filter(word -> !task.arguments().contains(word)).toList();
  }

  /// A value that is there under the same name is replaced.
  private List<String> together(List<String> there) {
    List<String> all = new ArrayList<>(there);
    for (String word : task.arguments()) {
      String name = word.contains("=") ? word.substring(0, word.indexOf('=') + 1) : word;
      int at = 0;
      while (at < all.size() && !isSame(all.get(at), word, name)) {
        at++;
      }
      if (at < all.size()) {
        all.set(at, word);
      } else {
        all.add(word);
      }
    }
    return all;
  }

  private static boolean isSame(String there, String word, String name) {
    return name.endsWith("=") ? there.startsWith(name) : there.equals(word);
  }
}
