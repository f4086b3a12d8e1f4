package dev.runner.modules.services;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.Showing;
import dev.runner.module.TaskModule;
import dev.runner.module.testing.FakeHost;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Golden plans on hosts without systemd.
class InitScriptTest {
  private static final String DEBIAN =
      "@manager sysv\n@has service\n@has update-rc.d\n@found yes\n";

  private static FakeHost host(String... answers) {
    FakeHost host =
        FakeHost.named("web1")
            .answering(
                "what starts services",
                command -> command.toString().contains("runner-look"),
                Stream.of(answers).map(text -> Output.of(0, text, "")).toArray(Output[]::new))
            .answering(
                "no systemd",
                command -> command.toString().contains("is-enabled"),
                Output.of(0, "", ""));
    for (String place : List.of("/etc", "/run", "/usr/local/lib", "/usr/lib", "/lib")) {
      host.absent(place + "/systemd/system/app.service");
    }
    return host.absent("/etc/init.d/app");
  }

  private static List<String> plan(FakeHost host, TaskModule task) {
    return Showing.lines(task.plan(host));
  }

  @Test
  void somethingHasToBeAskedFor() {
    assertEquals(
        "one of the following is required: state, enabled",
        assertInstanceOf(Plan.Refused.class, task(Service.class, "name", "app").plan(host(DEBIAN)))
            .because());
  }

  @Test
  void startsAndEnables() {
    Service app =
        task(
            Service.class,
            "name",
            "app",
            "state",
            "started",
            "enabled",
            true,
            "arguments",
            "-v 'a b'");
    FakeHost host = host(DEBIAN + "@statusrc 3\n@status app is not running\n@off 2\n");
    assertEquals(
        List.of(
            "enable app",
            "  $ update-rc.d app enable",
            "start app",
            "  $ service app start -v 'a b'"),
        plan(host, app));
    assertEquals(1, host.roundTrips());
    assertInstanceOf(
        Plan.Unchanged.class,
        app.plan(host(DEBIAN + "@statusrc 0\n@status app is running\n@on 2\n@on 3\n")));
  }

  @Test
  void aScriptWithoutStatusIsJudgedByItsProcess() {
    Service stop = task(Service.class, "name", "app", "state", "stopped", "pattern", "appd");
    String mute = DEBIAN + "@statusrc 1\n@status Usage: app {start|stop}\n";
    assertInstanceOf(Plan.Unchanged.class, stop.plan(host(mute)));
    assertEquals(
        List.of("stop app", "  $ service app stop"), plan(host(mute + "@process yes\n"), stop));
    String liar = DEBIAN + "@statusrc 0\n@status app is stopped\n";
    assertInstanceOf(Plan.Unchanged.class, stop.plan(host(liar)));
  }

  @Test
  void aRestartWithAPause() {
    String runs = DEBIAN + "@statusrc 0\n";
    assertEquals(
        List.of("restart app", "  $ service app restart"),
        plan(host(runs), task(Service.class, "name", "app", "state", "restarted")));
    assertEquals(
        List.of(
            "stop app",
            "  $ service app stop",
            "wait 1 s",
            "  $ sleep 1",
            "start app",
            "  $ service app start"),
        plan(host(runs), task(Sysvinit.class, "name", "app", "state", "restarted")));
  }

  @Test
  void tellsWhatEachPartDidAndWhetherItWorked() {
    Sysvinit app =
        task(Sysvinit.class, "name", "app", "enabled", true, "runlevels", List.of("3", "5"));
    FakeHost host =
        host(DEBIAN, DEBIAN + "@on 3\n@on 5\n")
            .answering("update-rc.d app defaults", "")
            .answering("update-rc.d app enable 3 5", "done");
    Finished done = assertInstanceOf(Finished.class, host.apply(app.plan(host)));
    Map<?, ?> enabled = (Map<?, ?>) ((Map<?, ?>) done.values().get("status")).get("enabled");
    assertEquals("done", enabled.get("stdout").toString().strip());
    FakeHost stubborn =
        host(DEBIAN)
            .answering("update-rc.d app defaults", "")
            .answering("update-rc.d app enable 3 5", "");
    Finished vain = assertInstanceOf(Finished.class, stubborn.apply(app.plan(stubborn)));
    assertEquals(true, vain.failed());
  }

  @Test
  void openrcAndChkconfig() {
    Service app = task(Service.class, "name", "app", "state", "reloaded", "enabled", true);
    assertEquals(
        List.of(
            "enable app",
            "  $ rc-update add app default",
            "reload app",
            "  $ rc-service app reload"),
        plan(host("@manager openrc\n@has rc-service\n@found yes\n@statusrc 0\n"), app));
    assertEquals(
        List.of(
            "enable app",
            "  $ chkconfig --add app",
            "enable app",
            "  $ chkconfig app on",
            "start app",
            "  $ /etc/init.d/app start"),
        plan(host("@manager sysv\n@has chkconfig\n@found yes\n@statusrc 3\n"), app));
  }

  @Test
  void learnsServices() {
    Map<String, Object> services =
        ServiceFacts.read(
            """
            unit ssh.service loaded active running OpenBSD Secure Shell server
            unit ● gone.service not-found inactive dead gone.service
            file ssh.service enabled enabled
            file app.service disabled enabled
            file getty@.service enabled enabled
            file sshd.service alias -
            unit getty@tty1.service loaded inactive dead Getty on tty1
            listed + ssh
            listed - hwclock.sh
            show Names=ssh.service sshd.service
            show ActiveState=active
            show
            show Names=app.service
            show ActiveState=inactive
            """
                .lines()
                .toList());
    assertEquals(
        "{app.service={name=app.service, state=inactive, status=disabled, source=systemd},"
            + " getty@.service={name=getty@.service, state=unknown, status=enabled,"
            + " source=systemd},"
            + " getty@tty1.service={name=getty@tty1.service, state=stopped, status=inactive,"
            + " source=systemd},"
            + " gone.service={name=gone.service, state=stopped, status=not-found,"
            + " source=systemd},"
            + " hwclock.sh={name=hwclock.sh, state=stopped, source=sysv},"
            + " ssh={name=ssh, state=running, source=sysv},"
            + " ssh.service={name=ssh.service, state=running, status=enabled, source=systemd},"
            + " sshd.service={name=sshd.service, state=active, status=alias, source=systemd}}",
        services.toString());
    assertEquals(
        "{sshd={name=sshd, state=running, status=enabled, source=openrc, runlevels=[default]}}",
        ServiceFacts.read(List.of("openrc  sshd   [  started  ]", "level  sshd | default "))
            .toString());
  }
}
