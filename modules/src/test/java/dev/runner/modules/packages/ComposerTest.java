package dev.runner.modules.packages;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runner.module.BadParameter;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.testing.FakeHost;
import org.junit.jupiter.api.Test;

/// What `composer` makes of what composer says that it would do.
class ComposerTest {
  private static final String HELP =
      """
      Warning: something
      {"name": "install", "definition": {"options": {"no-ansi": {}, "no-interaction": {},
       "no-progress": {}, "no-dev": {}, "dry-run": {}, "optimize-autoloader": {}}}}
      """;

  private static final String WORDS =
      "composer install --no-ansi --no-interaction --no-progress --no-dev --optimize-autoloader";

  private static Composer site(Object... more) {
    Object[] all = java.util.Arrays.copyOf(more, more.length + 2);
    all[more.length] = "working_dir";
    all[more.length + 1] = RemotePath.of("/srv/site");
    return task(Composer.class, all);
  }

  private static FakeHost host(Output dry) {
    return FakeHost.named("web1")
        .answering("help", command -> command.toString().contains(" help "), Output.of(0, HELP, ""))
        .answering("dry run", command -> command.toString().contains("--dry-run"), dry);
  }

  @Test
  void installsWhatIsMissing() {
    Plan plan = site("no_scripts", true).plan(host(Output.of(0, "", "  - Installing a/b (1.0)\n")));
    Plan.Changes changes = assertInstanceOf(Plan.Changes.class, plan);
    Step.Run run = assertInstanceOf(Step.Run.class, changes.steps().getFirst());
    assertEquals("composer install", run.title());
    assertEquals(WORDS, run.command().toString());
    assertEquals("/srv/site", run.command().directory().orElseThrow().text());
  }

  @Test
  void leavesWhatComposerWouldLeave() {
    Plan.Unchanged same =
        assertInstanceOf(
            Plan.Unchanged.class,
            site()
                .plan(host(Output.of(0, "", "Verifying\nNothing to install, update or remove\n"))));
    assertEquals("Verifying Nothing to install, update or remove", same.values().get("msg"));
  }

  @Test
  void saysWhatComposerSays() {
    assertInstanceOf(Plan.Refused.class, site().plan(host(Output.of(1, "", "no composer.json\n"))));
    FakeHost none =
        FakeHost.named("web1")
            .answering("help", command -> true, Output.of(127, "", "composer: not found"));
    assertInstanceOf(Plan.Refused.class, site().plan(none));
    assertThrows(BadParameter.class, () -> task(Composer.class));
    assertThrows(BadParameter.class, () -> site("command", "require x"));
  }

  @Test
  void makesAProjectOnce() {
    FakeHost there = host(Output.of(0, "", "")).file("/srv/site/composer.json", "{}");
    assertInstanceOf(
        Plan.Unchanged.class, site("command", "create-project", "arguments", "a/b .").plan(there));
  }
}
