package dev.runner.execute.task;

import dev.runner.event.Outcome.Kind;
import java.util.Map;

/// One pass through a module: how it ended, and what `register` gets of it.
record Pass(Ending ending, Map<String, Object> result) {

  /// One that came to nothing.
  static Pass of(Ending ending) {
    return new Pass(ending, Results.of(ending));
  }

  /// A task that failed by what is written in the playbook.
  static Pass of(EarlyFailure e) {
    Ending ending = Ending.of(Kind.FAILED, e.sentence(), e.remedy());
    Map<String, Object> result = Results.of(ending);
    if (!e.saysChanged()) {
      result.remove("changed");
    }
    return new Pass(ending.as(Kind.FAILED, e.sentence(), e.causes()), result);
  }

  /// A condition that doesn't hold.
  static Pass skipped(Object condition, boolean before219) {
    return new Pass(
        Ending.of(Kind.SKIPPED, "not so: " + condition, ""), Results.skipped(condition, before219));
  }
}
