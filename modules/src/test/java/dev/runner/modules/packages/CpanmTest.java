package dev.runner.modules.packages;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.BadParameter;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.Step;
import dev.runner.module.testing.FakeHost;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What cpanm is called with, and when it isn't.
class CpanmTest {
  private static FakeHost host(Output look, Output... cpanm) {
    FakeHost host =
        FakeHost.named("web1")
            .answering("the look", command -> command.toString().contains("sh -c"), look);
    return cpanm.length == 0
        ? host
        : host.answering("cpanm", command -> !command.toString().contains("sh -c"), cpanm);
  }

  private static String command(Cpanm module) {
    Plan.Changes plan =
        assertInstanceOf(Plan.Changes.class, module.plan(host(Output.of(1, "", ""))));
    return assertInstanceOf(Step.Run.class, plan.steps().getFirst())
        .command()
        .toString()
        .replace("LC_ALL=C ", "");
  }

  private static Finished done(Output cpanm) {
    FakeHost host = host(Output.of(1, "", ""), cpanm);
    return assertInstanceOf(
        Finished.class, host.apply(task(Cpanm.class, "name", "JSON").plan(host)));
  }

  @Test
  void saysWhatIsWanted() {
    assertEquals("cpanm JSON", command(task(Cpanm.class, "name", "JSON")));
    assertEquals("cpanm 'JSON~4.1'", command(task(Cpanm.class, "name", "JSON", "version", "4.1")));
    assertEquals("cpanm JSON@4.01", command(task(Cpanm.class, "name", "JSON", "version", "@4.01")));
    assertEquals(
        "cpanm https://x.example/a.git@1",
        command(task(Cpanm.class, "name", "https://x.example/a.git", "version", "1")));
    assertEquals(
        "/opt/cpanm --notest --local-lib /srv/lib --mirror http://cpan.example/ --mirror-only"
            + " --installdeps --with-recommends --without-suggests /srv/app",
        command(
            task(
                Cpanm.class,
                "from_path",
                "/srv/app",
                "notest",
                true,
                "locallib",
                "/srv/lib",
                "mirror",
                "http://cpan.example/",
                "mirror_only",
                true,
                "installdeps",
                true,
                "install_recommendations",
                true,
                "install_suggestions",
                false,
                "executable",
                "/opt/cpanm")));
  }

  @Test
  void whatPerlHasIsLeft() {
    Plan.Unchanged same =
        assertInstanceOf(
            Plan.Unchanged.class,
            task(Cpanm.class, "name", "JSON", "name_check", "JSON")
                .plan(host(Output.of(0, "", ""))));
    assertEquals("JSON", same.values().get("name"));
  }

  @Test
  void whatIsUpToDateIsNoChange() {
    assertFalse(done(Output.of(0, "JSON is up to date. (4.10)\n", "")).changed());
    assertTrue(done(Output.of(0, "Successfully installed JSON-4.10\n", "")).changed());
    Finished failed = done(Output.of(1, "", "! Couldn't find module\n"));
    assertTrue(failed.failed());
    assertEquals("! Couldn't find module", failed.message());
  }

  @Test
  void refusesWhatCannotBeMeant() {
    assertInstanceOf(
        Plan.Refused.class,
        task(Cpanm.class, "name", "JSON").plan(host(Output.of(1, "none\n", ""))));
    for (List<Object> words :
        List.<List<Object>>of(
            List.of(),
            List.of("name", "a", "from_path", "/b"),
            List.of("name", "-x"),
            List.of("name", "a", "name_check", "a; unlink 'x'"),
            List.of("name", "a.tar.gz", "version", "1"),
            List.of("name", "a.git", "version", "~1"),
            List.of("name", "a", "version", "1; rm"))) {
      assertThrows(BadParameter.class, () -> task(Cpanm.class, words.toArray()), words.toString());
    }
  }
}
