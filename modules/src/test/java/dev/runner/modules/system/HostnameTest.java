package dev.runner.modules.system;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.Showing;
import dev.runner.module.testing.FakeHost;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Golden plans of `hostname`.
class HostnameTest {
  private static FakeHost host(String said) {
    return FakeHost.named("web1")
        .answering(
            "the look", command -> command.toString().startsWith("sh -c"), Output.of(0, said, ""))
        .absent("/etc/hostname")
        .absent("/etc/HOSTNAME")
        .absent("/etc/conf.d/hostname")
        .absent("/etc/sysconfig/network");
  }

  @Test
  void systemdKeepsTheName() {
    Hostname named = task(Hostname.class, "name", "web1.example");
    Plan.Changes plan =
        assertInstanceOf(
            Plan.Changes.class, named.plan(host("now old\nway systemd\nstatic old\n")));
    assertEquals(
        List.of(
            "set the name web1.example transient",
            "  $ hostnamectl --transient set-hostname web1.example",
            "set the name web1.example pretty",
            "  $ hostnamectl --pretty set-hostname web1.example",
            "set the name web1.example static",
            "  $ hostnamectl --static set-hostname web1.example"),
        Showing.lines(plan));
    assertEquals(
        Map.of("before", "hostname = old\n", "after", "hostname = web1.example\n"),
        plan.predicted().get("diff"));
    assertInstanceOf(
        Plan.Learned.class,
        named.plan(host("now web1.example\nway systemd\nstatic web1.example\n")));
  }
}
