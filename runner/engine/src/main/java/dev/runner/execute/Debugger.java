package dev.runner.execute;

import dev.runner.event.Outcome;
import dev.runner.event.Outcome.Kind;
import dev.runner.execute.compile.CompiledTask;
import dev.runner.execute.compile.Written;
import dev.runner.execute.task.Masking;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import dev.runner.values.Marks;
import dev.runner.values.Text;
import dev.runner.values.Undefined;
import dev.runner.values.Untrusted;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lets the user look at a task that ended on a host, change its parameters and variables, and have
/// it carried out again: the keyword `debugger` and the strategy `debug`. What is typed is
/// evaluated to show it; text that is put into the task is never a template.
final class Debugger {
  private static final Pattern ASSIGNMENT =
      Pattern.compile("(task\\.args|task\\.vars|task_vars)\\s*\\[(.+?)]\\s*=(?!=)\\s*(.+)");
  private static final String HELP =
      """
      p EXPRESSION           show task, task.args, task_vars, host or result
      task.args[KEY] = VALUE change a parameter
      task_vars[KEY] = VALUE change a variable; it holds after u
      u, update_task         take over changed variables
      r, redo                carry the task out again
      c, continue            go on
      q, quit                end the run\
      """;

  /// What is done next.
  ///
  /// @param again the task as it is carried out again; nothing to go on
  /// @param quits whether the run ends
  record Next(Optional<CompiledTask> again, boolean quits) {
    static final Next ON = new Next(Optional.empty(), false);
    static final Next END = new Next(Optional.empty(), true);
  }

  private final UserPrompt prompt;
  private final Masking masking;
  private final String host;
  private final CompiledTask task;
  private final String name;
  private final Scope scope;
  private final Map<String, Object> result;
  private final Map<String, Object> parameters;
  private final Map<String, Object> variables = new LinkedHashMap<>();
  private final Map<String, Object> updated = new LinkedHashMap<>();

  /// @param name of the task, as it is shown
  Debugger(
      UserPrompt prompt,
      Masking masking,
      String host,
      CompiledTask task,
      String name,
      Scope scope,
      Map<String, Object> result) {
    this.prompt = prompt;
    this.masking = masking;
    this.host = host;
    this.task = task;
    this.name = name;
    this.scope = scope;
    this.result = result;
    this.parameters = new LinkedHashMap<>(task.parameters());
  }

  /// Whether it is wanted after such an outcome.
  ///
  /// @param keyword `debugger`, rendered; empty if it isn't given
  /// @param everywhere by the strategy or the configuration
  static boolean isWanted(String keyword, boolean everywhere, Outcome outcome) {
    boolean failed =
        (outcome.kind() == Kind.FAILED || outcome.kind() == Kind.REFUSED)
            && outcome.handled() != Outcome.Handling.IGNORED;
    boolean unreachable = outcome.kind() == Kind.UNREACHABLE;
    return switch (keyword.toLowerCase(Locale.ROOT)) {
      case "always" -> true;
      case "never" -> false;
      case "on_failed" -> failed || (everywhere && unreachable);
      case "on_unreachable" -> unreachable || (everywhere && failed);
      case "on_skipped" ->
          outcome.kind() == Kind.SKIPPED || (everywhere && (failed || unreachable));
      default -> everywhere && (failed || unreachable);
    };
  }

  /// Asks until the user knows what to do next.
  Next run() {
    while (true) {
      Optional<String> line = prompt.line("[%s] TASK: %s (debug)> ".formatted(host, name));
      if (line.isEmpty()) {
        return quit();
      }
      String[] words = line.get().strip().split("\\s+", 2);
      String rest = words.length > 1 ? words[1] : "";
      switch (words[0]) {
        case "c", "continue" -> {
          return Next.ON;
        }
        case "q", "quit", "EOF" -> {
          return quit();
        }
        case "r", "redo" -> {
          return new Next(Optional.of(task.changed(parameters, updated)), false);
        }
        case "u", "update_task" -> {
          updated.putAll(variables);
          parameters.clear();
          parameters.putAll(task.parameters());
        }
        case "p", "pprint" -> show(rest);
        case "h", "help", "?" -> prompt.say(HELP);
        case "" -> {}
        default -> assign(line.get().strip());
      }
    }
  }

  private Next quit() {
    prompt.say("User interrupted execution");
    return Next.END;
  }

  private void show(String expression) {
    try {
      Object value =
          switch (expression.strip()) {
            case "task" -> "TASK: " + name;
            case "host" -> host;
            default -> value(expression);
          };
      Object shown =
          scope
              .under(Map.of("runner_shown", value))
              .expression(Text.of("runner_shown | pprint", Marks.TRUSTED));
      boolean plain = expression.strip().equals("task") || expression.strip().equals("host");
      prompt.say(masking.text(plain ? value.toString() : Written.plain(shown)));
    } catch (TemplateException e) {
      complain(e.sentence());
    }
  }

  private Object value(String expression) {
    Object value = under().expression(Text.of(expression, Marks.TRUSTED));
    if (value instanceof Undefined undefined) {
      throw new TemplateException(undefined.hint(), "", null, true, null);
    }
    return scope.value(Untrusted.of(value)); // no text that is typed is a template
  }

  /// The names that expressions may use, besides the host's variables.
  private Scope under() {
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("name", name);
    about.put("action", task.module());
    about.put("args", parameters);
    about.put("vars", variables);
    Map<String, Object> all = new LinkedHashMap<>();
    for (String each : scope.names()) {
      if (!each.equals("hostvars") && !each.equals("vars")) {
        all.put(each, scope.get(each));
      }
    }
    all.putAll(variables);
    Map<String, Object> outcome = new LinkedHashMap<>(result);
    outcome.put("_result", result);
    return scope.under(Map.of("task", about, "task_vars", all, "host", host, "result", outcome));
  }

  private void assign(String line) {
    Matcher matcher = ASSIGNMENT.matcher(line);
    if (!matcher.matches()) {
      complain("'%s' is no command; h lists them".formatted(line));
      return;
    }
    try {
      String key = Written.plain(value(matcher.group(2)));
      Object value = value(matcher.group(3));
      (matcher.group(1).equals("task.args") ? parameters : variables).put(key, value);
    } catch (TemplateException e) {
      complain(e.sentence());
    }
  }

  private void complain(String sentence) {
    prompt.say("***" + masking.text(sentence));
  }
}
