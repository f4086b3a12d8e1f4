package dev.runner.execute;

import dev.runner.execute.compile.Keywords;
import dev.runner.execute.task.Masking;
import dev.runner.playbook.Play;
import dev.runner.source.Vars;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import dev.runner.values.Marks;
import dev.runner.values.Text;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Asks for the variables of `vars_prompt`.
final class Questions {
  private final UserPrompt prompt;
  private final Masking masking;

  Questions(UserPrompt prompt, Masking masking) {
    this.prompt = prompt;
    this.masking = masking;
  }

  /// The answers to the questions of a play; what is known already isn't asked.
  Vars ask(Play play, Scope scope, Vars extra) {
    Map<String, Object> answers = new LinkedHashMap<>();
    for (Play.Prompt each : play.prompts()) {
      if (extra.get(each.name()) == null) {
        answers.put(each.name(), answer(each, scope));
      }
    }
    return Vars.of(answers, play.origin());
  }

  Object answer(Play.Prompt each, Scope scope) {
    Optional<String> byDefault =
        each.byDefault().flatMap(written -> Keywords.plain(written, scope));
    String question = each.prompt().flatMap(w -> Keywords.plain(w, scope)).orElse(each.name());
    String shown =
        byDefault
            .map(value -> "%s [%s]: ".formatted(question, each.hidden() ? "hidden" : value))
            .orElse(question + ": ");
    String text = typed(each, shown).filter(line -> !line.isEmpty()).or(() -> byDefault).orElse("");
    Text value = Text.of(text, each.unsafe() ? Marks.NONE : Marks.trustedAt(each.origin()));
    if (each.hidden()) {
      value = value.with(value.marks().asSecret());
      masking.learnAll(value);
    }
    return each.encrypt().isPresent() ? encrypted(each, value, scope) : value;
  }

  private Optional<String> typed(Play.Prompt each, String question) {
    while (true) {
      Optional<String> first = prompt.ask(question, each.hidden());
      if (first.isEmpty() || !each.confirm()) {
        return first;
      }
      Optional<String> again = prompt.ask("confirm " + question, each.hidden());
      if (first.equals(again)) {
        return first;
      }
      prompt.say("***** VALUES ENTERED DO NOT MATCH ****");
    }
  }

  /// The hash that the filter `password_hash` makes.
  private static Object encrypted(Play.Prompt each, Text value, Scope scope) {
    String kind = each.encrypt().orElseThrow().replaceFirst("_crypt$", "");
    Map<String, Object> names = new LinkedHashMap<>();
    names.put("runner_answer", value);
    names.put("runner_kind", kind);
    each.salt().ifPresent(salt -> names.put("runner_salt", scope.value(salt)));
    String call =
        each.salt().isPresent()
            ? "runner_answer | password_hash(runner_kind, runner_salt)"
            : "runner_answer | password_hash(runner_kind)";
    try {
      return scope.under(names).expression(Text.of(call, Marks.TRUSTED));
    } catch (TemplateException e) {
      throw new TemplateException(
          "the answer for '%s' can't be hashed: %s".formatted(each.name(), e.sentence()),
          e.hint(),
          each.origin(),
          false,
          e);
    }
  }
}
