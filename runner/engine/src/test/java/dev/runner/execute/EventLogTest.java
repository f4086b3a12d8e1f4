package dev.runner.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runner.event.RunEvent;
import dev.runner.journal.RunJournal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EventLogTest {
  private final List<RunEvent> written = new ArrayList<>();
  private final List<RunEvent> shown = new ArrayList<>();

  private RunJournal journal() {
    return new RunJournal() {
      @Override
      public String run() {
        return "r";
      }

      @Override
      public void event(RunEvent event) {
        written.add(event);
      }

      @Override
      public void intent(String attempt, String host, String task, List<String> steps) {}

      @Override
      public void outcome(String attempt, String result) {}

      @Override
      public void barrier() {}

      @Override
      public void close() {}
    };
  }

  @Test
  void warnsOfAThingOnce() {
    EventLog log = new EventLog(journal(), shown::add);
    RunEvent one = new RunEvent.Warned("a handler", "");
    RunEvent other = new RunEvent.Warned("a handler", "play.yml:3:1");
    for (int host = 0; host < 3; host++) {
      log.accept(new RunEvent.Warned("a handler", ""));
      log.accept(new RunEvent.Warned("a handler", "play.yml:3:1"));
    }
    assertEquals(List.of(one, other), shown);
    assertEquals(shown, written);
  }
}
