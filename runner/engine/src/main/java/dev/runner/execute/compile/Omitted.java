package dev.runner.execute.compile;

import dev.runner.playbook.Settings;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import dev.runner.values.Text;
import dev.runner.values.UnknownException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Keywords whose value is `omit`: they count as not written, so that what holds outside holds.
public final class Omitted {
  private static final String OMIT = "omit";

  private Omitted() {}

  /// The task as it is on a host: without what is omitted there.
  public static CompiledTask without(CompiledTask task, Scope scope) {
    Map<String, Object> settled = new HashMap<>(task.keywords());
    Settings settings = task.source().settings();
    task.keywords()
        .forEach(
            (name, written) -> {
              if (isOmitted(written, scope)) {
                settled.remove(name);
                outside(settings, name, scope).ifPresent(value -> settled.put(name, value));
              }
            });
    return settled.equals(task.keywords()) ? task : task.keywords(settled);
  }

  /// The keyword's value as written, of those that stand outside of the one that is omitted.
  static Optional<Object> outside(Settings settings, String keyword, Scope scope) {
    Optional<Settings> around = settings.outside(keyword);
    while (around.isPresent()) {
      Object written = around.get().get(keyword);
      if (written == null || !isOmitted(written, scope)) {
        return Optional.ofNullable(written);
      }
      around = around.get().outside(keyword);
    }
    return Optional.empty();
  }

  private static boolean isOmitted(Object written, Scope scope) {
    if (!(written instanceof Text text) || !text.value().contains(OMIT)) {
      return false;
    }
    try {
      return scope.value(text).equals(Scope.OMIT);
    } catch (TemplateException | UnknownException e) {
      return false; // whoever needs the keyword says what is wrong
    }
  }
}
