package dev.runner.modules.system;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runner.module.BadParameter;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.Step;
import dev.runner.module.testing.FakeHost;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What `alternatives` makes of what a host says of a name.
class AlternativesTest {
  private static final String DEBIAN =
      """
      editor - auto mode
        link best version is /bin/vim
        link currently points to /bin/vim
        link editor is /usr/bin/editor
        slave editor.1.gz is /man/editor.1.gz
      /bin/nano - priority 40
        slave editor.1.gz: /man/nano.1.gz
      /bin/vim - priority 60
      """;
  private static final String RED_HAT =
      """
      java - status is manual.
       link currently points to /jre17/java
      /jre17/java - family jre17 priority 17
       follower man: /man/java17
      /jre21/java - family jre21 priority 21
       follower man: (null)
      Current `best' version is /jre21/java.
      """;

  private static FakeHost host(String said) {
    return FakeHost.named("web1")
        .answering(
            "display",
            command -> command.toString().contains("--display"),
            Output.of(said.isEmpty() ? 2 : 0, said, ""))
        .file("/bin/nano", "")
        .file("/bin/vim", "")
        .file("/bin/ed", "");
  }

  private static Alternatives editor(Object... more) {
    Object[] all = new Object[more.length + 2];
    System.arraycopy(new Object[] {"name", "editor"}, 0, all, 0, 2);
    System.arraycopy(more, 0, all, 2, more.length);
    return task(Alternatives.class, all);
  }

  private static List<String> commands(Plan plan) {
    return assertInstanceOf(Plan.Changes.class, plan).steps().stream()
        .map(step -> assertInstanceOf(Step.Run.class, step).command().toString())
        .toList();
  }

  @Test
  void tellsWhatBecomesOfAnAlternative() {
    Plan.Changes plan =
        assertInstanceOf(
            Plan.Changes.class, editor("path", "/bin/nano", "priority", 70).plan(host(DEBIAN)));
    Map<?, ?> difference = assertInstanceOf(Map.class, plan.predicted().get("diff"));
    Map<?, ?> before = assertInstanceOf(Map.class, difference.get("before"));
    assertEquals("present", before.get("state"));
    assertEquals("/bin/nano", before.get("path"));
    Map<?, ?> after = assertInstanceOf(Map.class, difference.get("after"));
    assertEquals("selected", after.get("state"));
    assertEquals(70L, after.get("priority"));
    assertEquals(
        Map.of("before", Map.of("state", "absent"), "after", Map.of()),
        assertInstanceOf(
                Plan.Unchanged.class,
                editor("path", "/bin/ed", "state", "absent").plan(host(DEBIAN)))
            .values()
            .get("diff"));
  }

  @Test
  void selectsWhatIsThere() {
    Plan plan = editor("path", "/bin/nano").plan(host(DEBIAN));
    assertEquals(List.of("update-alternatives --set editor /bin/nano"), commands(plan));
    assertEquals(
        "Set alternative '/bin/nano' for 'editor'.",
        assertInstanceOf(Plan.Changes.class, plan).predicted().get("msg"));
    FakeHost done = host(DEBIAN);
    assertInstanceOf(Plan.Unchanged.class, editor("path", "/bin/vim").plan(done));
    assertEquals(1, done.roundTrips());
  }

  @Test
  void installsWhatIsNot() {
    assertEquals(
        List.of(
            "update-alternatives --install /usr/bin/editor editor /bin/ed 50",
            "update-alternatives --set editor /bin/ed"),
        commands(editor("path", "/bin/ed").plan(host(DEBIAN))));
    assertEquals(
        List.of(
            "update-alternatives --install /usr/bin/editor editor /bin/nano 70"
                + " --slave /man/editor.1.gz editor.1.gz /man/nano.1.gz"),
        commands(
            editor("path", "/bin/nano", "priority", 70, "state", "present").plan(host(DEBIAN))));
  }

  @Test
  void followersAreCompared() {
    var right = new Alternatives.Subcommand("editor.1.gz", "/man/editor.1.gz", "/man/nano.1.gz");
    var other = new Alternatives.Subcommand("editor.1.gz", "/man/editor.1.gz", "/man/n.1.gz");
    assertInstanceOf(
        Plan.Unchanged.class,
        editor("path", "/bin/nano", "state", "present", "subcommands", List.of(right))
            .plan(host(DEBIAN)));
    assertEquals(
        1,
        commands(
                editor("path", "/bin/nano", "state", "present", "subcommands", List.of(other))
                    .plan(host(DEBIAN)))
            .size());
  }

  @Test
  void choosesByFamilyOrByPriority() {
    assertEquals(
        List.of("update-alternatives --set java jre21"),
        commands(task(Alternatives.class, "name", "java", "family", "jre21").plan(host(RED_HAT))));
    assertInstanceOf(
        Plan.Unchanged.class,
        task(Alternatives.class, "name", "java", "family", "jre17").plan(host(RED_HAT)));
    assertEquals(
        List.of("update-alternatives --auto java"),
        commands(
            task(Alternatives.class, "name", "java", "family", "jre17", "state", "auto")
                .plan(host(RED_HAT))));
  }

  @Test
  void takesOut() {
    Plan plan = editor("path", "/bin/nano", "state", "absent").plan(host(DEBIAN));
    assertEquals(List.of("update-alternatives --remove editor /bin/nano"), commands(plan));
    assertEquals(
        "Remove alternative '/bin/nano' from 'editor'.",
        assertInstanceOf(Plan.Changes.class, plan).predicted().get("msg"));
    assertInstanceOf(
        Plan.Unchanged.class, editor("path", "/bin/ed", "state", "absent").plan(host(DEBIAN)));
  }

  @Test
  void refusesWhatCanNotBe() {
    assertInstanceOf(Plan.Refused.class, editor("path", "/bin/ed").plan(host("")));
    assertInstanceOf(
        Plan.Refused.class,
        editor("path", "/bin/joe", "link", "/usr/bin/editor").plan(host("").absent("/bin/joe")));
    assertThrows(BadParameter.class, () -> editor());
  }
}
