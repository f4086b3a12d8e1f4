package dev.runner.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class TurnsTest {
  private final List<CountDownLatch> asked = new ArrayList<>();

  private void ask(Turns turns, int times) {
    for (int i = 0; i < times; i++) {
      asked.add(turns.ask());
    }
  }

  /// Whose turn has come, by the order in which they asked.
  private List<Integer> come() {
    List<Integer> come = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      if (asked.get(i).getCount() == 0) {
        come.add(i);
      }
    }
    return come;
  }

  @Test
  void letsSoManyBeginAndTheOthersFollowInTheOrderInWhichTheyAsked() {
    Turns turns = new Turns(2);
    ask(turns, 5);
    assertEquals(List.of(0, 1), come());
    turns.end();
    assertEquals(List.of(0, 1, 2), come());
    turns.end();
    assertEquals(List.of(0, 1, 2, 3), come());
  }

  @Test
  void keepsTheTurnOfWhoAskedBeforeAnotherAsks() {
    Turns turns = new Turns(1);
    ask(turns, 2);
    turns.end();
    ask(turns, 1);
    assertEquals(List.of(0, 1), come());
  }

  @Test
  void givesTurnsBackThatNobodyWaitsFor() {
    Turns turns = new Turns(2);
    ask(turns, 2);
    turns.end();
    turns.end();
    ask(turns, 3);
    assertEquals(List.of(0, 1, 2, 3), come());
  }
}
