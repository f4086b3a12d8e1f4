package dev.runner.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.runner.module.Asking;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.TaskModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnswersTest {
  private record Said(String text) implements TaskModule {
    @Override
    public Plan plan(Probe host) {
      return Plan.unchanged(text);
    }
  }

  private record Asks(Optional<String> question, boolean hidden) implements Asking {
    @Override
    public TaskModule answered(String answer) {
      return new Said(answer);
    }

    @Override
    public Plan plan(Probe host) {
      return Plan.unchanged("nobody said anything");
    }
  }

  private final List<String> asked = new ArrayList<>();
  private final Answers answers =
      new Answers(
          (question, hidden) -> {
            asked.add(question + hidden);
            return Optional.of("answer " + asked.size());
          });

  @Test
  void asksOnceForAllHostsOfABatch() {
    Asks asks = new Asks(Optional.of("Ready?"), true);
    assertEquals(new Said("answer 1"), answers.of(asks, "1", "pause", List.of("a", "b")));
    assertEquals(new Said("answer 1"), answers.of(asks, "1", "pause", List.of("a", "b")));
    assertEquals(new Said("answer 2"), answers.of(asks, "1", "pause", List.of("c")));
    assertEquals(List.of("[pause]\nReady?:\ntrue", "[pause]\nReady?:\ntrue"), asked);
  }

  @Test
  void leavesTheModuleAloneWhereNobodyIsOrNothingIsAsked() {
    Asks asks = new Asks(Optional.of("Ready?"), false);
    assertSame(asks, new Answers(UserPrompt.NOBODY).of(asks, "1", "pause", List.of("a")));
    Asks silent = new Asks(Optional.empty(), false);
    assertSame(silent, answers.of(silent, "1", "pause", List.of("a")));
    assertEquals(List.of(), asked);
  }
}
