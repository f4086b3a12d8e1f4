package dev.runner.execute.task;

import dev.runner.event.Outcome.Cause;
import dev.runner.execute.compile.Written;
import dev.runner.playbook.Task;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import dev.runner.values.Origin;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A task fails by what is written in the playbook, and not by what its module found: conditions on
/// its result and further tries have no say. The sentences are those that scripts around Ansible
/// look for.
public final class EarlyFailure extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final Cause ROOT = new Cause("Task failed.", "");
  private final transient List<Cause> causes;
  private final String remedy;
  private final boolean saysChanged;

  private EarlyFailure(List<Cause> causes, String remedy, boolean saysChanged, Throwable cause) {
    super(dev.runner.event.Outcome.brief(causes), cause);
    this.causes = List.copyOf(causes);
    this.remedy = remedy;
    this.saysChanged = saysChanged;
  }

  /// From the outside in.
  public List<Cause> causes() {
    return causes;
  }

  /// What to do; may be empty.
  public String remedy() {
    return remedy;
  }

  /// Whether the result says that nothing changed: before ansible-core 2.19 only if the parameters
  /// were known.
  boolean saysChanged() {
    return saysChanged;
  }

  /// What the result says.
  public String sentence() {
    return String.valueOf(getMessage());
  }

  /// A condition that can't be evaluated.
  ///
  /// @param keyword with its article: `A 'when'`
  public static EarlyFailure condition(
      String keyword, Object written, TemplateException e, Scope scope, boolean begun) {
    if (scope.isBefore219()) {
      String text = Written.plain(written);
      String why =
          e.isUndefined()
              ? "error while evaluating conditional (%s): %s".formatted(text, e.sentence())
              : e.sentence();
      String sentence = "The conditional check '%s' failed. The error was: %s".formatted(text, why);
      return new EarlyFailure(List.of(new Cause(sentence, "")), remedy(e), begun, e);
    }
    List<Cause> causes = new ArrayList<>();
    causes.add(ROOT);
    causes.add(new Cause(keyword + " expression failed.", where(e)));
    causes.addAll(chain(e));
    return new EarlyFailure(causes, remedy(e), true, e);
  }

  /// A parameter that can't be rendered.
  ///
  /// @param module with its collection
  public static EarlyFailure parameter(
      Task task, String module, String parameter, TemplateException e, Scope scope) {
    if (scope.isBefore219()) {
      return beforehand(e);
    }
    String at = e.origin().map(Origin::toString).orElseGet(() -> place(task, parameter));
    String sentence = "Error while resolving value for '%s'.".formatted(parameter);
    return finalization(task, module, List.of(new Cause(sentence, at)), e);
  }

  /// All parameters of a task, which a template gives, can't be known or are no mapping.
  ///
  /// @param module with its collection
  public static EarlyFailure parameters(
      Task task, String module, TemplateException e, Scope scope) {
    return scope.isBefore219() ? beforehand(e) : finalization(task, module, List.of(), e);
  }

  private static EarlyFailure beforehand(TemplateException e) {
    String sentence =
        e.isUndefined()
            ? "The task includes an option with an undefined variable. The error was: "
                + e.sentence()
            : e.sentence();
    return new EarlyFailure(List.of(new Cause(sentence, "")), remedy(e), false, e);
  }

  private static EarlyFailure finalization(
      Task task, String module, List<Cause> which, TemplateException e) {
    List<Cause> causes = new ArrayList<>();
    causes.add(ROOT);
    causes.add(
        new Cause(
            "Finalization of task args for '%s' failed.".formatted(module),
            task.called().toString()));
    causes.addAll(which);
    causes.addAll(chain(e));
    return new EarlyFailure(causes, remedy(e), true, e);
  }

  /// Anything else.
  public static EarlyFailure of(TemplateException e, boolean begun, Scope scope) {
    List<Cause> causes = new ArrayList<>();
    if (!scope.isBefore219()) {
      causes.add(ROOT);
    }
    causes.addAll(chain(e));
    return new EarlyFailure(causes, remedy(e), begun || !scope.isBefore219(), e);
  }

  /// A loop whose items can't be had, and not for want of a variable: it is told as the template's
  /// own mistake.
  public static EarlyFailure ofLoop(TemplateException e, Scope scope) {
    return new EarlyFailure(chain(e), remedy(e), !scope.isBefore219(), e);
  }

  /// Why a task failed that ran well, by what its conditions say.
  ///
  /// @param module whether its module failed before
  static List<Cause> judged(boolean module, String sentence, @Nullable TemplateException e) {
    Cause action = new Cause(module ? "Module failed." : "Action failed.", "");
    if (e == null) {
      return List.of(ROOT, action, new Cause(sentence, ""));
    }
    List<Cause> causes = new ArrayList<>(List.of(ROOT, action, new Cause(sentence, where(e))));
    causes.addAll(chain(e));
    return causes;
  }

  private static String place(Task task, String parameter) {
    Origin place = task.places().get(parameter);
    return place == null ? "" : place.toString();
  }

  private static String where(TemplateException e) {
    return e.origin().map(Origin::toString).orElse("");
  }

  /// From the outside in: an error that another one came of tells of it after a colon.
  private static List<Cause> chain(TemplateException e) {
    if (e.getCause() instanceof TemplateException inner
        && e.sentence().endsWith(": " + inner.sentence())) {
      int end = e.sentence().length() - inner.sentence().length() - 2;
      List<Cause> causes = new ArrayList<>();
      causes.add(new Cause(e.sentence().substring(0, end) + ".", where(e)));
      causes.addAll(chain(inner));
      return causes;
    }
    return List.of(new Cause(e.sentence(), blame(e), e.help()));
  }

  private static String blame(TemplateException e) {
    return e.blame().map(Origin::toString).orElse("");
  }

  private static String remedy(TemplateException e) {
    String place = e.origin().map(origin -> origin + ": ").orElse("");
    return (place + e.hint()).strip();
  }
}
