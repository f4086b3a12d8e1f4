package dev.runner.modules.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.BadParameter;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Outputs;
import dev.runner.module.Plan;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.Value;
import dev.runner.module.testing.FakeHost;
import dev.runner.values.Marks;
import dev.runner.values.None;
import dev.runner.values.Text;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpectTest {
  private final FakeHost host = FakeHost.named("web1").program("script", "/usr/bin/script");

  private static Expect task(String command, Object answer, Object timeout, boolean echo) {
    return new Expect(
        Text.of(command, Marks.NONE),
        Map.of("(?P<what>pass)word:", new Value(answer)),
        Optional.of(RemotePath.of("/tmp/done")),
        Optional.empty(),
        Optional.empty(),
        new Value(timeout),
        echo);
  }

  private Step.Dialogue dialogue(Expect task) {
    host.absent("/tmp/done");
    Plan.Changes plan = assertInstanceOf(Plan.Changes.class, task.plan(host));
    return assertInstanceOf(Step.Dialogue.class, plan.steps().getFirst());
  }

  @Test
  void answersWithTextAgainAndAgainAndWithAListOnceEach() {
    Step.Dialogue dialogue = dialogue(task("passwd 'a b'", Text.secret("hush"), 30L, false));
    assertEquals("passwd 'a b'", dialogue.command().toString());
    assertEquals("(?<what>pass)word:", dialogue.exchanges().getFirst().pattern());
    assertTrue(dialogue.exchanges().getFirst().repeats());
    assertTrue(dialogue.exchanges().getFirst().answers().getFirst().isSecret());
    assertEquals(Duration.ofSeconds(60), dialogue.deadline());
    Step.Dialogue listed = dialogue(task("passwd", List.of("a", 1L), None.NONE, true));
    assertFalse(listed.exchanges().getFirst().repeats());
    assertEquals("1", listed.exchanges().getFirst().answers().getLast().value());
    assertTrue(listed.deadline().compareTo(Duration.ofDays(1)) > 0);
    assertEquals("sh -c 'stty echo; exec \"$@\"' sh passwd", listed.command().toString());
  }

  @Test
  void isNotNeededTwice() {
    host.file("/tmp/done", "");
    assertInstanceOf(Plan.Unchanged.class, task("passwd", "x", 30L, false).plan(host));
  }

  private Finished end(Output output) {
    host.absent("/tmp/done");
    Plan.Changes plan =
        assertInstanceOf(Plan.Changes.class, task("passwd", "x", 30L, false).plan(host));
    return assertInstanceOf(Finished.class, plan.after().look(Outputs.of(List.of(output)), host));
  }

  @Test
  void saysHowItEnded() {
    assertFalse(end(Output.of(0, "all\nwell", "")).failed());
    assertEquals("non-zero return code", end(Output.of(3, "no", "")).values().get("msg"));
    assertEquals(
        "command exceeded timeout", end(Output.of(124, "", "stopped")).values().get("msg"));
    assertEquals(
        "No remaining responses for 'x'",
        end(Output.of(1, "", "No remaining responses for 'x'")).values().get("msg"));
  }

  @Test
  void refusesWhatIsNoPatternOrTime() {
    assertThrows(BadParameter.class, () -> task("a", "x", "pi", false));
    assertThrows(
        BadParameter.class,
        () ->
            new Expect(
                Text.of("a", Marks.NONE),
                Map.of("(", new Value("x")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new Value(30L),
                false));
  }
}
