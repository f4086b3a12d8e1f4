package dev.runner.execute.task;

import dev.runner.event.Outcome.Kind;
import dev.runner.jinja.Language;
import dev.runner.template.Scope;
import dev.runner.values.Deprecation;
import java.util.LinkedHashMap;
import java.util.List;
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

  /// The same with what its evaluations have said besides.
  Pass said(Scope scope) {
    List<String> warnings = scope.warnings();
    List<Deprecation> uses = scope.deprecations();
    if (warnings.isEmpty() && uses.isEmpty()) {
      return this;
    }
    Ending all = ending.warned(warnings).deprecated(uses);
    Map<String, Object> told = new LinkedHashMap<>(result);
    if (!all.warnings().isEmpty()) {
      told.put("warnings", all.warnings());
    }
    Results.deprecated(told, all.deprecations());
    return new Pass(all, told);
  }

  /// A condition that doesn't hold.
  static Pass skipped(Object condition, Language language) {
    return new Pass(
        Ending.of(Kind.SKIPPED, "not so: " + condition, ""), Results.skipped(condition, language));
  }
}
