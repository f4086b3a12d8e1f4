package dev.runner.modules.files;

import dev.runner.module.Attributes;
import dev.runner.module.FileStat;
import dev.runner.module.Plan;
import dev.runner.module.ProbeException;
import dev.runner.module.Question;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a `file` task changes, as registered in diff mode: only what differs, and the path.
record FileDifference(FileLook look, File.State wanted) {
  /// How deep a directory that goes is listed.
  private static final int DEPTH = 2;

  /// The plan with what it changes.
  Plan on(Plan plan) {
    return switch (plan) {
      case Plan.Unchanged unchanged -> unchanged.with("diff", values(true));
      case Plan.Changes changes -> changes.predicting("diff", values(false));
      default -> plan;
    };
  }

  private Map<String, Object> values(boolean same) {
    Map<String, Object> before = new LinkedHashMap<>(Map.of("path", look.path().text()));
    Map<String, Object> after = new LinkedHashMap<>(before);
    String state = wanted.name().toLowerCase(Locale.ROOT);
    String was = FileValues.state(look.link());
    if (!was.equals(state) && !(same && wanted == File.State.FILE)) {
      before.put("state", was);
      after.put("state", state);
    }
    if (!same && wanted == File.State.ABSENT && look.link().isDirectory()) {
      content(before);
    } else if (!same) {
      target(before, after);
      attributes(before, after);
    }
    return new LinkedHashMap<>(Map.of("before", before, "after", after));
  }

  private void content(Map<String, Object> before) {
    List<String> directories = new ArrayList<>();
    List<String> files = new ArrayList<>();
    try {
      look.host()
          .ask(new Question.Listing(look.path(), DEPTH))
          .forEach(each -> (each.isDirectory() ? directories : files).add(each.path().text()));
    } catch (ProbeException e) {
      return; // what can't be listed may still be removed
    }
    before.put("path_content", Map.of("directories", directories, "files", files));
  }

  private void target(Map<String, Object> before, Map<String, Object> after) {
    look.task()
        .src()
        .filter(src -> !look.link().target().equals(Optional.of(src)))
        .ifPresent(
            src -> {
              look.link().target().ifPresent(old -> before.put("src", old));
              after.put("src", src);
            });
  }

  private void attributes(Map<String, Object> before, Map<String, Object> after) {
    FileStat now = look.task().follow() ? look.there() : look.link();
    Attributes missing = now.exists() ? look.missing(now) : look.wanted();
    AttributeDifference.put(now, missing, before, after);
  }
}
