package dev.runner.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runner.event.RunEvent;
import java.util.ArrayList;
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
}
