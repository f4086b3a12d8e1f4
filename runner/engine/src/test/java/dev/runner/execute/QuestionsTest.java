package dev.runner.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runner.execute.task.Masking;
import dev.runner.jinja.Language;
import dev.runner.playbook.Play;
import dev.runner.source.ControlFiles;
import dev.runner.template.RawVariables;
import dev.runner.template.Scope;
import dev.runner.template.Templates;
import dev.runner.template.ports.Ports;
import dev.runner.values.Origin;
import dev.runner.values.Python;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuestionsTest {
  private final List<String> shown = new ArrayList<>();

  @Test
  void whatIsAskedForTwiceIsAskedForAgainUntilBothAnswersAreTheSame() {
    Play.Prompt prompt =
        new Play.Prompt(
            "colour",
            Optional.of("Which colour"),
            false,
            true,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            new Origin("play.yml", 3, 5));
    Deque<String> typed = new ArrayDeque<>(List.of("red", "rad", "blue", "blue"));
    UserPrompt someone =
        new UserPrompt() {
          @Override
          public Optional<String> ask(String question, boolean hidden) {
            shown.add(question);
            return Optional.of(typed.remove());
          }

          @Override
          public void say(String text) {
            shown.add(text);
          }
        };
    Templates templates =
        new Templates(Language.ANSIBLE_2_19, Ports.local(ControlFiles.disk(), Path.of("/")));
    Scope scope = templates.scope(RawVariables.of(Map.of()));
    Object answer = new Questions(someone, new Masking()).answer(prompt, scope);
    assertEquals("blue", Python.string(answer));
    String question = "Which colour: ";
    assertEquals(
        List.of(
            question,
            "confirm " + question,
            "***** VALUES ENTERED DO NOT MATCH ****",
            question,
            "confirm " + question),
        shown);
  }
}
