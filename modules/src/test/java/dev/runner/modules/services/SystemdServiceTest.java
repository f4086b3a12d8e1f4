package dev.runner.modules.services;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runner.module.BadParameter;
import dev.runner.module.Finished;
import dev.runner.module.Foretold;
import dev.runner.module.Output;
import dev.runner.module.Outputs;
import dev.runner.module.Plan;
import dev.runner.module.Showing;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.module.testing.FakeHost;
import dev.runner.values.Text;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Golden plans on hosts with systemd, by the outputs that `systemctl` is documented to have.
class SystemdServiceTest {
  private static final String BOOTED =
      "@manager systemd\n@has systemctl\n@runtime /run/user/0\n@booted yes\n";

  private static String unit(String active, String enabled) {
    return """
    %d %s
    Id=app.service
    Names=app.service website.service
    ExecStart={ path=/bin/sh ; argv[]=/bin/sh -c a=b
    c=d ; ignore_errors=no }
    LoadState=loaded
    ActiveState=%s
    """
        .formatted(enabled.equals("enabled") ? 0 : 1, enabled, active);
  }

  private static FakeHost host(String... units) {
    FakeHost host =
        FakeHost.named("web1")
            .answering(
                "what starts services",
                command -> command.toString().contains("runner-look"),
                Output.of(0, BOOTED, ""));
    if (units.length > 0) {
      host.answering(
          "the unit",
          command -> command.toString().contains("is-enabled"),
          Stream.of(units).map(text -> Output.of(0, text, "")).toArray(Output[]::new));
    }
    for (String place : List.of("/etc", "/run", "/usr/local/lib", "/usr/lib", "/lib")) {
      host.absent(place + "/systemd/system/app.service")
          .absent(place + "/systemd/system/no.service");
    }
    return host.absent("/etc/init.d/app").absent("/etc/init.d/no");
  }

  private static List<String> plan(FakeHost host, TaskModule task) {
    return Showing.lines(task.plan(host));
  }

  @Test
  void startsAndEnables() {
    Service app = task(Service.class, "name", "app", "state", "started", "enabled", true);
    FakeHost host = host(unit("inactive", "disabled"));
    assertEquals(
        List.of("enable app", "  $ systemctl enable app", "start app", "  $ systemctl start app"),
        plan(host, app));
    assertEquals(1, host.roundTrips());
  }

  @Test
  void disablesWhatIsEnabled() {
    for (Class<? extends TaskModule> module : List.of(Service.class, SystemdService.class)) {
      TaskModule app = task(module, "name", "app", "enabled", false);
      assertEquals(
          List.of("disable app", "  $ systemctl disable app"),
          plan(host(unit("active", "enabled")), app));
      assertInstanceOf(Plan.Unchanged.class, app.plan(host(unit("active", "disabled"))));
    }
  }

  @Test
  void nothingAskedForChangesNothing() {
    Plan.Unchanged plan =
        assertInstanceOf(
            Plan.Unchanged.class,
            task(Service.class, "name", "app").plan(host(unit("active", "enabled"))));
    assertEquals("app", plan.values().get("name"));
    assertEquals(
        Map.of(),
        assertInstanceOf(Plan.Unchanged.class, task(SystemdService.class).plan(host()))
            .values()
            .get("status"));
  }

  @Test
  void serviceHandsOnWhatIsSystemds() {
    Service app = task(Service.class, "name", "app", "state", "started", "daemon_reload", true);
    FakeHost host = host(unit("inactive", "disabled"));
    assertEquals(
        List.of(
            "daemon-reload", "  $ systemctl daemon-reload", "start app", "  $ systemctl start app"),
        plan(host, app));
    assertEquals(1, host.roundTrips());
    assertEquals(
        List.of("unmask app", "  $ systemctl unmask app"),
        plan(
            host(unit("inactive", "masked")), task(Service.class, "name", "app", "masked", false)));
    assertEquals(
        List.of("restart app", "  $ systemctl --no-block restart app"),
        plan(
            host(unit("active", "enabled")),
            task(Service.class, "name", "app", "state", "restarted", "no_block", true)));
    assertEquals(
        "Unsupported parameters for (service) module: enbaled",
        assertThrows(BadParameter.class, () -> task(Service.class, "name", "app", "enbaled", true))
            .getMessage());
  }

  @Test
  void whatHasNoMeaningForSystemdIsWarnedOf() {
    Plan.Unchanged plan =
        assertInstanceOf(
            Plan.Unchanged.class,
            task(Service.class, "name", "app", "state", "started", "pattern", "x")
                .plan(host(unit("active", "enabled"))));
    assertEquals(List.of("Ignoring \"pattern\" as it is not used in \"systemd\""), plan.warnings());
  }

  @Test
  void anotherModuleIsUsed() {
    Service reload = task(Service.class, "use", "ping", "data", "x");
    assertInstanceOf(Plan.Learned.class, reload.plan(host()));
    assertInstanceOf(
        Plan.Unchanged.class,
        task(Service.class, "name", "app", "state", "started", "use", "no_such_module")
            .plan(host(unit("active", "enabled"))));
  }

  @Test
  void whatIsSoStaysSo() {
    Service app = task(Service.class, "name", "app", "state", "started", "enabled", true);
    Plan.Unchanged plan =
        assertInstanceOf(Plan.Unchanged.class, app.plan(host(unit("active", "enabled"))));
    assertEquals("started", plan.values().get("state"));
    Map<?, ?> status = (Map<?, ?>) plan.values().get("status");
    assertEquals("active", status.get("ActiveState"));
    assertEquals(
        "{ path=/bin/sh ; argv[]=/bin/sh -c a=b\nc=d ; ignore_errors=no }",
        status.get("ExecStart"));
  }

  @Test
  void aRestartIsAStartOfWhatDoesNotRun() {
    SystemdService restart =
        task(SystemdService.class, "name", "app", "state", "restarted", "no_block", true);
    assertEquals(
        List.of("restart app", "  $ systemctl --no-block restart app"),
        plan(host(unit("active", "enabled")), restart));
    assertEquals(
        List.of("start app", "  $ systemctl --no-block start app"),
        plan(host(unit("failed", "enabled")), restart));
  }

  @Test
  void checkModeGoesOnFromWhatASystemdWouldSayThen() {
    Service app = task(Service.class, "name", "app", "state", "started", "enabled", true);
    Service website = task(Service.class, "name", "website.service", "state", "started");
    Service stopped = task(Service.class, "name", "app", "state", "stopped", "enabled", false);
    FakeHost host = host(unit("inactive", "disabled"));
    for (Service so : List.of(app, website)) {
      assertInstanceOf(Plan.Unchanged.class, so.plan(after(app.plan(host))));
    }
    assertEquals(
        List.of("disable app", "  $ systemctl disable app", "stop app", "  $ systemctl stop app"),
        plan(after(app.plan(host(unit("inactive", "disabled")))), stopped));
  }

  /// A host where systemd says what the plan foretells.
  private static FakeHost after(Plan plan) {
    Step.Run last = (Step.Run) assertInstanceOf(Plan.Changes.class, plan).steps().getLast();
    FakeHost host = host();
    for (Foretold each : last.foretold()) {
      Foretold.Says says = assertInstanceOf(Foretold.Says.class, each);
      host.answering(
          "the unit then",
          command -> command.words().stream().map(Text::value).toList().equals(says.words()),
          says.output());
    }
    for (String place : List.of("/etc", "/run", "/usr/local/lib", "/usr/lib", "/lib")) {
      host.absent(place + "/systemd/system/website.service");
    }
    return host.absent("/etc/init.d/website.service");
  }

  @Test
  void aReloadOfSystemdAloneIsNoChange() {
    SystemdService reload = task(SystemdService.class, "daemon_reload", true);
    FakeHost host = host().answering("systemctl daemon-reload", "");
    Plan.Changes plan = assertInstanceOf(Plan.Changes.class, reload.plan(host));
    assertInstanceOf(Plan.Unchanged.class, plan.expected().orElseThrow());
    assertEquals(false, assertInstanceOf(Finished.class, host.apply(plan)).changed());
    assertEquals(
        List.of(
            "daemon-reload",
            "  $ systemctl daemon-reload",
            "unmask app",
            "  $ systemctl unmask app",
            "stop app",
            "  $ systemctl stop app"),
        plan(
            host(unit("active", "masked")),
            task(
                SystemdService.class,
                "name",
                "app",
                "daemon_reload",
                true,
                "masked",
                false,
                "state",
                "stopped")));
  }

  @Test
  void linksOfOneBootAreMadeToLast() {
    assertEquals(
        List.of("enable app", "  $ systemctl --force enable app"),
        plan(
            host(unit("active", "enabled-runtime")),
            task(SystemdService.class, "name", "app", "enabled", true, "force", true)));
    for (String state : List.of("static", "enabled-runtime", "linked")) {
      assertInstanceOf(
          Plan.Unchanged.class,
          task(SystemdService.class, "name", "app", "enabled", false)
              .plan(host(unit("active", state))));
    }
  }

  @Test
  void aUnitThatOthersEnableIsEnabledIfTheyAre() {
    SystemdService on = task(SystemdService.class, "name", "app", "enabled", true);
    SystemdService off = task(SystemdService.class, "name", "app", "enabled", false);
    String linked = unit("active", "indirect linked");
    String alone = unit("active", "indirect");
    assertInstanceOf(Plan.Unchanged.class, on.plan(host(linked)));
    assertInstanceOf(Plan.Unchanged.class, off.plan(host(alone)));
    assertEquals(List.of("enable app", "  $ systemctl enable app"), plan(host(alone), on));
    assertEquals(List.of("disable app", "  $ systemctl disable app"), plan(host(linked), off));
  }

  @Test
  void aUserHasUnitsToo() {
    FakeHost host = host(unit("inactive", "disabled")).answering("systemctl --user start app", "");
    host.apply(
        task(SystemdService.class, "name", "app", "scope", "user", "state", "started").plan(host));
    assertEquals("/run/user/0", host.ran().getLast().environment().get("XDG_RUNTIME_DIR").value());
  }

  @Test
  void aUnitThatIsNotThereIsMaskedBeforeThatIsAFailure() {
    SystemdService off =
        task(SystemdService.class, "name", "no", "masked", "true", "state", "stopped");
    FakeHost host = host("1 \nLoadState=not-found\nActiveState=inactive\n");
    Plan.Changes plan = assertInstanceOf(Plan.Changes.class, off.plan(host));
    assertEquals(List.of("mask no", "  $ systemctl mask no"), plan(host, off));
    Output masked = Output.of(0, "", "");
    Finished finished =
        assertInstanceOf(Finished.class, plan.after().look(Outputs.of(List.of(masked)), host));
    assertEquals("Could not find the requested service no: host", finished.message());
    assertEquals(List.of(true, false), List.of(finished.failed(), finished.changed()));
    assertInstanceOf(Plan.Refused.class, plan.expected().orElseThrow());
  }

  @Test
  void aUnitMustBeThereOrBeBroughtByAFile() {
    SystemdService no = task(SystemdService.class, "name", "no", "state", "started");
    String missing = "1 \nLoadState=not-found\nActiveState=inactive\n";
    Plan.Refused refused = assertInstanceOf(Plan.Refused.class, no.plan(host(missing)));
    assertEquals("Could not find the requested service no: host", refused.because());
    assertEquals(
        List.of("start no", "  $ systemctl start no"),
        plan(host(missing).file("/etc/systemd/system/no.service", "[Unit]\n"), no));
  }

  @Test
  void whatIsAskedForHasAName() {
    assertThrows(BadParameter.class, () -> task(SystemdService.class, "state", "started"));
    assertThrows(
        BadParameter.class, () -> task(SystemdService.class, "name", "a*", "state", "started"));
  }

  @Test
  void allThatSystemdSaysOfAFailureIsTold() {
    Service app = task(Service.class, "name", "app", "state", "restarted");
    FakeHost host = host(unit("active", "enabled"));
    Plan.Changes plan = assertInstanceOf(Plan.Changes.class, app.plan(host));
    String said =
        """
        Job for app.service failed because the control process exited with error code.
        See "systemctl status app.service" for details.
        """;
    Output failed = Output.of(1, "", said);
    Finished finished =
        assertInstanceOf(Finished.class, plan.after().look(Outputs.of(List.of(failed)), host));
    assertEquals("Unable to restart service app: " + said, finished.message());
    assertEquals(List.of(true, false), List.of(finished.failed(), finished.changed()));
    assertEquals(Map.of(), finished.values());
  }
}
