package dev.runner.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.runner.module.Asking;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.TaskModule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
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

  /// Lets time pass.
  private record Waits(Optional<Duration> time) implements Asking {
    @Override
    public Optional<String> question() {
      return Optional.empty();
    }

    @Override
    public boolean hidden() {
      return false;
    }

    @Override
    public TaskModule answered(String answer) {
      return this;
    }

    @Override
    public Optional<Rest> rest() {
      return time.map(Waiting::new);
    }

    @Override
    public Plan plan(Probe host) {
      return Plan.unchanged("waited by itself");
    }
  }

  private record Waiting(Duration length) implements Asking.Rest {
    @Override
    public List<String> announcement(String title, boolean somebody) {
      return List.of("%s %s".formatted(title, somebody));
    }

    @Override
    public TaskModule over(Instant start, Instant stop, boolean aborted) {
      return new Said("%s %s %s".formatted(start, stop, aborted));
    }
  }

  private final List<String> asked = new ArrayList<>();
  private final Answers answers = answers(Optional.empty());

  /// @param rested how times that are let pass end; nothing if nobody is there
  private Answers answers(Optional<UserPrompt.Rested> rested) {
    UserPrompt user =
        new UserPrompt() {
          @Override
          public Optional<String> ask(String question, boolean hidden) {
            asked.add(question + hidden);
            return Optional.of("answer " + asked.size());
          }

          @Override
          public boolean isAttended() {
            return rested.isPresent();
          }

          @Override
          public void say(String text) {
            asked.add(text);
          }

          @Override
          public Optional<Rested> rest(
              Duration length, List<String> announcement, Consumer<String> saying) {
            announcement.forEach(saying);
            return rested;
          }
        };
    return new Answers(user, () -> Instant.EPOCH);
  }

  private TaskModule of(Answers answers, Asking asking, String host, String... batch)
      throws InterruptedException {
    return answers.of(asking, "1", "pause", host, List.of(batch), true);
  }

  @Test
  void asksOnceForAllHostsOfABatch() throws InterruptedException {
    Asks asks = new Asks(Optional.of("Ready?"), true);
    assertEquals(new Said("answer 1"), of(answers, asks, "a", "a", "b"));
    assertEquals(new Said("answer 1"), of(answers, asks, "b", "a", "b"));
    assertEquals(new Said("answer 2"), of(answers, asks, "c", "c"));
    assertEquals(List.of("[pause]\nReady?:\ntrue", "[pause]\nReady?:\ntrue"), asked);
  }

  @Test
  void asksAgainForTheNextItem() throws InterruptedException {
    Asks asks = new Asks(Optional.of("Ready?"), false);
    assertEquals(new Said("answer 1"), of(answers, asks, "a", "a", "b"));
    assertEquals(new Said("answer 2"), of(answers, asks, "a", "a", "b"));
    assertEquals(new Said("answer 1"), of(answers, asks, "b", "a", "b"));
    assertEquals(new Said("answer 2"), of(answers, asks, "b", "a", "b"));
    assertEquals(2, asked.size());
  }

  @Test
  void leavesTheModuleAloneWhereNobodyIsOrNothingIsAsked() throws InterruptedException {
    Asks asks = new Asks(Optional.of("Ready?"), false);
    assertSame(asks, of(new Answers(UserPrompt.NOBODY, () -> Instant.EPOCH), asks, "a", "a"));
    Asks silent = new Asks(Optional.empty(), false);
    assertSame(silent, of(answers, silent, "a", "a"));
    assertEquals(List.of(), asked);
  }

  @Test
  void letsTimePassWhereSomebodyIs() throws InterruptedException {
    Waits waits = new Waits(Optional.of(Duration.ofDays(1)));
    assertEquals(
        new Said("1970-01-01T00:00:00Z 1970-01-01T00:00:00Z true"),
        of(answers(Optional.of(UserPrompt.Rested.ABORTED)), waits, "a", "a"));
    assertEquals(
        new Said("1970-01-01T00:00:00Z 1970-01-01T00:00:00Z false"),
        of(answers(Optional.of(UserPrompt.Rested.CUT_SHORT)), waits, "a", "a"));
    assertEquals(List.of("pause true", "pause true"), asked);
  }

  @Test
  void saysThatATaskLetsTimePassWhereNobodyIs() throws InterruptedException {
    Waits waits = new Waits(Optional.of(Duration.ofDays(1)));
    assertSame(waits, of(answers, waits, "a", "a"));
    assertEquals(List.of("pause false"), asked);
    assertSame(waits, answers.of(waits, "1", "pause", "b", List.of("b"), false));
    assertEquals(List.of("pause false"), asked, "a check waits for nothing");
  }
}
