package dev.runner.modules.django;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.Step;
import dev.runner.module.testing.FakeHost;
import dev.runner.modules.Tasks;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DjangoManageTest {
  private static FakeHost host() {
    return FakeHost.named("web1")
        .user("ann", 1000)
        .directory("/srv/site", 02775, "ann", "ann")
        .file("/srv/site/manage.py", "")
        .answering("locale -a", "C\nC.utf8\nPOSIX\n")
        .answering(
            "state",
            command ->
                command.words().get(1).value().equals("-")
                    && command.words().get(2).value().equals("state"),
            Output.of(0, "<<<runner>>>{\"schema\": [\"t\"]}", ""));
  }

  private static DjangoManage manage(String command, Object... more) {
    Object[] all = new Object[more.length + 6];
    System.arraycopy(
        new Object[] {"directory", "/srv/site", "python", "/usr/bin/python3", "command", command},
        0,
        all,
        0,
        6);
    System.arraycopy(more, 0, all, 6, more.length);
    return Tasks.task(DjangoManage.class, all);
  }

  private static Command run(DjangoManage manage) {
    Plan.Changes plan = assertInstanceOf(Plan.Changes.class, manage.plan(host()));
    return assertInstanceOf(Step.Run.class, plan.steps().getFirst()).command();
  }

  private static String words(DjangoManage manage) {
    return run(manage).words().stream()
        .skip(2)
        .map(word -> word.value())
        .collect(Collectors.joining(" "));
  }

  @Test
  void aCommandThatOnlyLooksIsRunAtOnce() {
    FakeHost host =
        host().answering("/usr/bin/python3 manage.py check", Output.of(0, "no issues", ""));
    Plan.Learned plan = assertInstanceOf(Plan.Learned.class, manage("check").plan(host));
    assertEquals("no issues", plan.values().get("out"));
  }

  @Test
  void syncdbIsJudgedByTheTablesAndNotByItsExitStatus() {
    FakeHost host =
        host()
            .answering(
                "/usr/bin/python3 manage.py syncdb --noinput",
                Output.of(0, "Problem installing fixture 'initial_data.json'\n", ""));
    Plan.Changes plan = assertInstanceOf(Plan.Changes.class, manage("syncdb").plan(host));
    Finished done = assertInstanceOf(Finished.class, host.apply(plan));
    assertTrue(done.failed());
    assertTrue(done.message().contains("Problem installing fixture"), done.message());
  }

  @Test
  void parametersOfSingleCommandsAreWordsOfTheirs() {
    assertEquals(
        "test --noinput --failfast --testrunner=x.Runner shore tide",
        words(
            manage(
                "test",
                "failfast",
                true,
                "testrunner",
                "x.Runner",
                "apps",
                List.of("shore tide"))));
    assertEquals("collectstatic --noinput --clear", words(manage("collectstatic", "clear", true)));
    assertEquals(
        "loaddata --database=other a.json b.json",
        words(manage("loaddata", "database", "other", "fixtures", List.of("a.json b.json"))));
    assertEquals(
        "migrate --database=here --noinput",
        words(manage("migrate --database=here", "database", "other")));
    assertEquals(
        "createsuperuser --noinput --username=ann",
        words(manage("createsuperuser --noinput --username=ann")));
  }

  @Test
  void pythonLooksInOneMoreDirectory() {
    Command command = run(manage("migrate", "pythonpath", "/srv/lib"));
    assertEquals("/srv/lib", command.environment().get("PYTHONPATH").value());
  }

  @ParameterizedTest
  @CsvSource({"migrate,clear", "collectstatic,failfast", "test,merge"})
  void parametersOfOtherCommandsAreMistakes(String command, String parameter) {
    assertEquals(
        parameter,
        assertThrows(BadParameter.class, () -> manage(command, parameter, true)).parameter());
  }

  @Test
  void whatCannotEndOrDoAnythingIsAMistake() {
    assertThrows(BadParameter.class, () -> manage("createsuperuser"));
    assertThrows(BadParameter.class, () -> manage("loaddata"));
    assertThrows(BadParameter.class, () -> manage(" "));
  }
}
