package dev.runner.modules.apache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.Command;
import dev.runner.module.Content;
import dev.runner.module.Finished;
import dev.runner.module.HttpReply;
import dev.runner.module.Output;
import dev.runner.module.Outputs;
import dev.runner.module.Plan;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.testing.FakeHost;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ApacheServiceTest {
  /// As Apache 2.4 of Debian 12 writes it.
  private static final String DUMP =
      """
      ServerRoot: "/etc/apache2"
      Main DocumentRoot: "/var/www/html"
      Main ErrorLog: "/var/log/apache2/error.log"
      Mutex default: dir="/var/run/apache2/" mechanism=default
      PidFile: "/var/run/apache2/apache2.pid"
      Define: DUMP_RUN_CFG
      User: name="www-data" id=33
      """;

  private static final HttpReply REFUSED =
      new HttpReply(0, "", Map.of(), Content.of(""), Duration.ZERO, "connection refused");
  private static final Output NOTHING = Output.of(0, "", "");

  private static ApacheService service(ApacheState state) {
    return new ApacheService(
        state,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Duration.ofSeconds(60));
  }

  private static FakeHost host() {
    return FakeHost.named("web1")
        .program("apache2ctl", "/usr/sbin/apache2ctl")
        .without("apachectl")
        .without("httpd")
        .directory("/var/run/apache2")
        .directory("/proc")
        .answering("/usr/sbin/apache2ctl -t", Output.of(0, "", "Syntax OK"))
        .answering("/usr/sbin/apache2ctl -t -D DUMP_RUN_CFG", DUMP)
        .answering("/usr/sbin/apache2ctl -S", "*:80    site.example (/etc/apache2/s.conf:1)\n")
        .answering(
            "/usr/sbin/apache2ctl -t -D DUMP_INCLUDES",
            "Included configuration files:\n"
                + "  (*) /etc/apache2/apache2.conf\n"
                + "    (146) /etc/apache2/ports.conf\n")
        .answering("/usr/sbin/apache2ctl -V", "")
        .answering(Units.LOOK.toString(), "")
        .answering(
            "the Listen directives",
            command -> command.toString().startsWith("grep "),
            Output.of(0, "Listen 80\n<IfModule ssl_module>\n\tListen 443\n</IfModule>\n", ""));
  }

  private static FakeHost up() {
    return host()
        .file("/var/run/apache2/apache2.pid", "812\n")
        .file("/proc/812/comm", "apache2\n")
        .process(812)
        .port("127.0.0.1", 80, true);
  }

  private static FakeHost down() {
    return host().port("127.0.0.1", 80, false);
  }

  @Test
  void runningIsStarted() {
    FakeHost host = up();
    Plan.Unchanged plan =
        assertInstanceOf(Plan.Unchanged.class, service(ApacheState.STARTED).plan(host));
    assertEquals("Apache runs (pid 812), port 80 is open", plan.because());
    assertEquals(List.of("apache:/etc/apache2"), plan.settles());
    assertEquals(4, host.roundTrips());
  }

  @Test
  void stopWaitsForProcessAndPortAndOwesAStart() {
    FakeHost host = up();
    Plan.Changes plan =
        assertInstanceOf(Plan.Changes.class, service(ApacheState.STOPPED).plan(host));
    Step.Run stop = assertInstanceOf(Step.Run.class, plan.steps().get(0));
    assertEquals("/usr/sbin/apache2ctl stop", stop.command().toString());
    assertEquals(
        "wait until process 812 is gone and port 80 is closed", plan.steps().get(1).title());
    assertEquals("apache:/etc/apache2", plan.owes().getFirst().key());
    assertEquals("/usr/sbin/apache2ctl start", plan.owes().getFirst().remedy());
  }

  /// As systemd 252 shows them.
  private static String services(int pid) {
    return """
    MainPID=0
    Id=apache-htcacheclean.service
    ExecStart={ path=/usr/bin/htcacheclean ; argv[]=/usr/bin/htcacheclean -d 120 ; ignore_errors=no ; pid=0 }

    MainPID=%d
    ExecStart={ path=/usr/sbin/apachectl ; argv[]=/usr/sbin/apachectl start ; ignore_errors=no ; pid=34 }
    Id=apache2.service

    MainPID=301
    Id=ssh.service
    ExecStart={ path=/usr/sbin/sshd ; argv[]=/usr/sbin/sshd -D $SSHD_OPTS ; ignore_errors=no ; pid=301 }
    """
        .formatted(pid);
  }

  private static List<String> commands(Plan plan) {
    return assertInstanceOf(Plan.Changes.class, plan).steps().stream()
        .filter(Step.Run.class::isInstance)
        .map(step -> ((Step.Run) step).command().toString())
        .toList();
  }

  @Test
  void whatSystemdStartedItStops() {
    FakeHost host = up().answering(Units.LOOK.toString(), services(812));
    Plan.Changes stop =
        assertInstanceOf(Plan.Changes.class, service(ApacheState.STOPPED).plan(host));
    assertEquals(List.of("systemctl stop apache2.service"), commands(stop));
    assertEquals("systemctl start apache2.service", stop.owes().getFirst().remedy());
    assertEquals(
        List.of("systemctl stop apache2.service", "systemctl start apache2.service"),
        commands(service(ApacheState.RESTARTED).plan(host)));
    assertEquals(
        List.of("/usr/sbin/apache2ctl graceful"),
        commands(service(ApacheState.RELOADED).plan(host)));
  }

  @Test
  void whatIsDownIsStartedBySystemdWhereItHasAServiceForIt() {
    FakeHost host = down().answering(Units.LOOK.toString(), services(0));
    assertEquals(
        List.of("systemctl start apache2.service"),
        commands(service(ApacheState.STARTED).plan(host)));
  }

  @Test
  void anApacheThatSomebodyStartedBesideSystemdIsStoppedByItsOwnProgram() {
    FakeHost host = up().answering(Units.LOOK.toString(), services(0));
    assertEquals(
        List.of("/usr/sbin/apache2ctl stop"), commands(service(ApacheState.STOPPED).plan(host)));
  }

  @Test
  void neitherProcessNorPortIsStopped() {
    assertInstanceOf(Plan.Unchanged.class, service(ApacheState.STOPPED).plan(down()));
  }

  @Test
  void aForeignListenerIsRefused() {
    for (FakeHost host : List.of(host().port("127.0.0.1", 80, true), held(""))) {
      Plan.Refused plan =
          assertInstanceOf(Plan.Refused.class, service(ApacheState.STARTED).plan(host));
      assertTrue(plan.because().startsWith("port 80 is open, but"), plan.because());
    }
  }

  /// @param left processes of the session of an Apache that is gone
  private static FakeHost held(String left) {
    return host()
        .file("/var/run/apache2/apache2.pid", "812\n")
        .absent("/proc/812/comm")
        .port("127.0.0.1", 80, true)
        .answering(
            "the session",
            command -> command.toString().endsWith(" session 812"),
            Output.of(0, left, ""));
  }

  @Test
  void childrenOfAnApacheThatDiedAreEndedFirst() {
    Plan.Changes start =
        assertInstanceOf(
            Plan.Changes.class, service(ApacheState.RESTARTED).plan(held("814\n815\n")));
    assertEquals(
        List.of(
            "end the children of an Apache that died (814, 815)",
            "wait until port 80 is closed",
            "start Apache",
            "wait until port 80 is open"),
        start.steps().stream().map(Step::title).toList());
    Step.Run end = assertInstanceOf(Step.Run.class, start.steps().getFirst());
    assertTrue(end.command().toString().endsWith(" end 814 815"), end.command().toString());
    Plan.Changes stop =
        assertInstanceOf(Plan.Changes.class, service(ApacheState.STOPPED).plan(held("814\n815\n")));
    assertEquals(start.steps().subList(0, 2), stop.steps());
    assertEquals("apache:/etc/apache2", stop.owes().getFirst().key());
  }

  @Test
  void withoutRootItIsRefused() {
    FakeHost host = up().user("ann", 1000).self("ann");
    Plan.Refused plan =
        assertInstanceOf(Plan.Refused.class, service(ApacheState.STOPPED).plan(host));
    assertTrue(plan.because().startsWith("only root"), plan.because());
  }

  @Test
  void aWrongConfigurationIsRefusedBeforeTheStop() {
    FakeHost host =
        up().answering(
                "/usr/sbin/apache2ctl -t", Output.of(1, "", "AH00526: Syntax error on line 3"));
    Plan.Refused plan =
        assertInstanceOf(Plan.Refused.class, service(ApacheState.STOPPED).plan(host));
    assertEquals(
        "Apache's configuration is wrong: AH00526: Syntax error on line 3", plan.because());
  }

  @Test
  void startIsVerifiedByProcessPortAndRequest() {
    FakeHost host = down();
    Plan plan = service(ApacheState.STARTED).plan(host);
    host.answering(
        "/usr/sbin/apache2ctl start",
        command -> {
          boolean start = command.toString().equals("/usr/sbin/apache2ctl start");
          if (start) {
            host.file("/var/run/apache2/apache2.pid", "913\n")
                .file("/proc/913/comm", "apache2\n")
                .process(913)
                .port("127.0.0.1", 80, true);
          }
          return start;
        },
        Output.of(0, "", ""));
    host.serving("http://127.0.0.1:80/", 200, "hello");
    Finished done = assertInstanceOf(Finished.class, host.apply(plan));
    assertFalse(done.failed(), done.message());
    assertEquals(913L, done.values().get("pid"));
  }

  @Test
  void aStartThatOnlySaysSoFailsWithTheEndOfTheLog() {
    FakeHost host =
        down()
            .answering(
                "/usr/sbin/apache2ctl start", Output.of(0, "httpd (pid 812) already running", ""))
            .answering(
                "the ErrorLog directives",
                command -> command.toString().contains("ErrorLog"),
                Output.of(0, "  ErrorLog ${APACHE_LOG_DIR}/site.log\n", ""))
            .answering(
                "variables",
                command -> command.toString().contains("envvars"),
                Output.of(0, "APACHE_LOG_DIR=/var/log/apache2\n", ""))
            .absent("/var/log/apache2/error.log")
            .file("/var/log/apache2/site.log", "")
            .answering("tail -n 20 /var/log/apache2/site.log", "AH00016: Configuration Failed");
    Plan.Changes plan =
        assertInstanceOf(Plan.Changes.class, service(ApacheState.STARTED).plan(host));
    assertInstanceOf(Step.Wait.class, plan.steps().get(1));
    host.clock(java.time.Instant.parse("2030-01-01T12:02:00Z"));
    Finished done = assertInstanceOf(Finished.class, host.apply(plan));
    assertTrue(done.failed());
    assertTrue(done.message().contains("AH00016: Configuration Failed"), done.message());
  }

  /// It ran when it was looked at, and was gone when it was asked.
  @Test
  void anApacheThatEndsBeforeItAnswersIsNotSaidToRun() {
    FakeHost host =
        up().serving("http://127.0.0.1:80/", REFUSED)
            .answering("logs", command -> command.toString().contains("ErrorLog"), NOTHING)
            .answering("variables", command -> command.toString().contains("envvars"), NOTHING)
            .answering("tail -n 20 /var/log/apache2/error.log", "segfault")
            .absent("/var/log/apache2/error.log");
    Apache apache = Apache.read(host, RemotePath.of("/usr/sbin/apache2ctl"), Optional.empty());
    Plan.Changes wait =
        assertInstanceOf(
            Plan.Changes.class,
            new StartProof(Optional.empty(), Duration.ofSeconds(60))
                .of(Outputs.of(List.of(NOTHING, NOTHING)), host, apache, false));
    host.file("/var/run/apache2/apache2.pid", "").port("127.0.0.1", 80, false);
    Finished done = assertInstanceOf(Finished.class, host.apply(wait));
    assertTrue(done.failed());
    String began = "Apache ended before it answered http://127.0.0.1:80/: connection refused\n";
    assertTrue(done.message().startsWith(began), done.message());
    assertEquals(false, done.values().get("running"));
  }

  @Test
  void anOldPidFileOfAnotherProgramIsRemovedBeforeTheStart() {
    FakeHost host =
        down()
            .file("/var/run/apache2/apache2.pid", "812\n")
            .file("/proc/812/comm", "bash\n")
            .process(812);
    Plan.Changes plan =
        assertInstanceOf(Plan.Changes.class, service(ApacheState.STARTED).plan(host));
    assertInstanceOf(Step.Delete.class, plan.steps().getFirst());
  }

  @Test
  void restartIsAStopThenAStart() {
    Plan.Changes plan =
        assertInstanceOf(Plan.Changes.class, service(ApacheState.RESTARTED).plan(up()));
    assertEquals(
        List.of("stop", "start"),
        plan.steps().stream()
            .filter(Step.Run.class::isInstance)
            .map(step -> ((Step.Run) step).command())
            .map(Command::words)
            .map(words -> words.getLast().value())
            .toList());
    assertEquals(List.of("apache:/etc/apache2"), plan.settles());
  }
}
