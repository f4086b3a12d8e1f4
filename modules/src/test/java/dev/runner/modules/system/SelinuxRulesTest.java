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

/// What `sefcontext` and `seport` make of `semanage`'s lists.
class SelinuxRulesTest {
  private static final String CONTEXTS =
      """
      SELinux fcontext                                   type               Context

      /srv/site(/.*)?                                    all files          system_u:object_r:httpd_sys_content_t:s0
      /srv/sock                                          socket             staff_u:object_r:httpd_var_run_t:s0:c1

      SELinux Local fcontext Equivalence

      /srv/home = /home
      """;

  private static final String PORTS =
      """
      http_port_t                    tcp      80, 81, 443, 8008, 9000
      ssh_port_t                     tcp      22
      http_port_t                    udp      443
      vnc_port_t                     tcp      5900-5983, 5985-5999
      --
      http_port_t                    tcp      81
      """;

  private static FakeHost host(String said) {
    return FakeHost.named("web1")
        .answering("what there is", command -> true, Output.of(0, said, ""));
  }

  private static List<String> commands(Plan plan) {
    return assertInstanceOf(Plan.Changes.class, plan).steps().stream()
        .map(step -> assertInstanceOf(Step.Run.class, step).command().toString())
        .toList();
  }

  private static Plan rule(String target, Object... more) {
    Object[] all = java.util.Arrays.copyOf(more, more.length + 2);
    all[more.length] = "target";
    all[more.length + 1] = target;
    return task(Sefcontext.class, all).plan(host(CONTEXTS));
  }

  @Test
  void labelsPaths() {
    assertEquals(
        List.of("semanage fcontext -a -t var_log_t -f a -s system_u -r s0 '/srv/log(/.*)?'"),
        commands(rule("/srv/log(/.*)?", "setype", "var_log_t")));
    assertInstanceOf(
        Plan.Unchanged.class, rule("/srv/site(/.*)?", "setype", "httpd_sys_content_t"));
    Plan other = rule("/srv/site(/.*)?", "setype", "var_log_t", "reload", false);
    assertEquals(
        List.of("semanage fcontext -m -N -t var_log_t -f a -s system_u -r s0 '/srv/site(/.*)?'"),
        commands(other));
    Map<?, ?> difference =
        assertInstanceOf(
            Map.class, assertInstanceOf(Plan.Changes.class, other).predicted().get("diff"));
    assertEquals(
        "/srv/site(/.*)? a system_u:object_r:httpd_sys_content_t:s0\n", difference.get("before"));
    assertInstanceOf(
        Plan.Unchanged.class,
        rule("/srv/sock", "setype", "httpd_var_run_t", "ftype", Sefcontext.Kind.S));
    assertEquals(
        List.of("semanage fcontext -a -t '<<none>>' -f a /srv/x"),
        commands(rule("/srv/x", "setype", "<<none>>")));
  }

  @Test
  void makesPathsEqual() {
    assertInstanceOf(Plan.Unchanged.class, rule("/srv/home", "substitute", "/home"));
    assertEquals(
        List.of(
            "semanage fcontext -d -e /home /srv/home", "semanage fcontext -a -e /root /srv/home"),
        commands(rule("/srv/home", "substitute", "/root")));
  }

  @Test
  void dropsRules() {
    assertEquals(
        List.of("semanage fcontext -d -f a '/srv/site(/.*)?'"),
        commands(rule("/srv/site(/.*)?", "state", Sefcontext.State.ABSENT)));
    assertEquals(
        List.of("semanage fcontext -d -e /home /srv/home"),
        commands(rule("/srv/home", "state", Sefcontext.State.ABSENT)));
    assertInstanceOf(Plan.Unchanged.class, rule("/none", "state", Sefcontext.State.ABSENT));
    assertInstanceOf(
        Plan.Unchanged.class,
        rule("/srv/home", "state", Sefcontext.State.ABSENT, "substitute", "/root"));
  }

  @Test
  void refusesHostsWithoutSelinuxAndWhatIsNoRule() {
    assertInstanceOf(
        Plan.Refused.class,
        task(Sefcontext.class, "target", "/srv/x", "setype", "var_log_t")
            .plan(host("off\n" + CONTEXTS)));
    assertInstanceOf(
        Plan.Changes.class,
        task(
                Sefcontext.class,
                "target",
                "/srv/x",
                "setype",
                "var_log_t",
                "ignore_selinux_state",
                true)
            .plan(host("off\n" + CONTEXTS)));
    assertThrows(BadParameter.class, () -> rule("/srv/x"));
    assertThrows(BadParameter.class, () -> rule("--deleteall", "setype", "var_log_t"));
    assertThrows(
        BadParameter.class, () -> rule("/srv/x", "setype", "var_log_t", "substitute", "/home"));
  }

  private static Plan ports(List<String> ports, Object... more) {
    Object[] all = java.util.Arrays.copyOf(more, more.length + 6);
    Object[] rest = {"ports", ports, "proto", Seport.Protocol.TCP, "setype", "http_port_t"};
    System.arraycopy(rest, 0, all, more.length, 6);
    return task(Seport.class, all).plan(host(PORTS));
  }

  @Test
  void givesPortsAType() {
    assertInstanceOf(Plan.Unchanged.class, ports(List.of("443", "8008")));
    assertEquals(
        List.of(
            "semanage port -a -p tcp -t http_port_t 8888",
            "semanage port -m -p tcp -t http_port_t 22"),
        commands(ports(List.of("8888", "80", "22"))));
    assertEquals(
        List.of("semanage port -m -p tcp -t http_port_t 5900-5983"),
        commands(ports(List.of("5900-5983"))));
    assertEquals(
        List.of("semanage port -m -N -p tcp -t http_port_t 80"),
        commands(ports(List.of("80", "81"), "local", true, "reload", false)));
  }

  @Test
  void takesTypesFromPorts() {
    assertEquals(
        List.of("semanage port -d -p tcp 81"),
        commands(ports(List.of("81", "22"), "state", Seport.State.ABSENT)));
    assertThrows(BadParameter.class, () -> ports(List.of("http")));
    assertThrows(BadParameter.class, () -> ports(List.of()));
  }
}
