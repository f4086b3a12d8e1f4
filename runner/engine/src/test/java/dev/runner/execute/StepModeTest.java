package dev.runner.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runner.event.RunEvent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StepModeTest {
  private final List<String> asked = new ArrayList<>();

  @Test
  void aTaskIsAskedForByTheNameThatItsTitleShows() {
    UserPrompt agreeing =
        (question, hidden) -> {
          asked.add(question);
          return Optional.of("y");
        };
    StepMode step = new StepMode(true, agreeing);
    assertEquals(true, step.agrees(new RunEvent.Task("1", "say", "debug", "web", "", false)));
    assertEquals(List.of("Perform task: TASK: web : say (N)o/(y)es/(c)ontinue: "), asked);
  }

  @Test
  void aScriptAnswersOnStandardInput() {
    Iterator<String> lines = List.of("y", "n", "c").iterator();
    UserPrompt script =
        new UserPrompt() {
          @Override
          public Optional<String> ask(String question, boolean hidden) {
            return Optional.empty();
          }

          @Override
          public Optional<String> line(String question) {
            return lines.hasNext() ? Optional.of(lines.next()) : Optional.empty();
          }
        };
    StepMode step = new StepMode(true, script);
    RunEvent.Task task = new RunEvent.Task("1", "say", "debug", "", "", false);
    List<Boolean> agreed = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      agreed.add(step.agrees(task));
    }
    assertEquals(List.of(true, false, true, true), agreed);
  }

  @Test
  void theEndOfAllAnswersIsNo() {
    StepMode step = new StepMode(true, UserPrompt.NOBODY);
    assertEquals(false, step.agrees(new RunEvent.Task("1", "say", "debug", "", "", false)));
  }
}
