package dev.runner.modules.text;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runner.module.BadParameter;
import dev.runner.module.Plan;
import dev.runner.module.RemotePath;
import dev.runner.module.Value;
import dev.runner.module.testing.FakeHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What `ssh_config` makes of a configuration.
class SshConfigTest {
  private static final String FILE = "/etc/ssh/ssh_config";
  private static final String BEFORE =
      """
      # for all
      User all

      Host a b
        HostName 1.2.3.4
        Port 22
      # why
      \tIdentityFile ~/.ssh/x
        IdentityFile ~/.ssh/y

      Host b
          ProxyCommand ssh -W %h:%p x
      Match user joe
        Port 3
      Host *
        Port=9\
      """;

  private static SshConfig section(String host, Object... more) {
    List<Object> all = new ArrayList<>(List.of("host", host));
    all.addAll(List.of(more));
    return task(SshConfig.class, all.toArray());
  }

  private static FakeHost host(String text) {
    return FakeHost.named("web1")
        .directory("/etc/ssh")
        .file(FILE, text)
        .file("/root/key", "")
        .absent("/etc/ssh/none");
  }

  /// The file afterwards; the same once more changes nothing.
  private static String after(SshConfig module) {
    FakeHost host = host(BEFORE);
    host.apply(module.plan(host));
    assertInstanceOf(Plan.Unchanged.class, module.plan(host));
    return host.text(FILE);
  }

  @Test
  void changesWhatIsNamedInTheSectionAlone() {
    assertEquals(BEFORE.replace("Port 22", "Port 2222"), after(section("a b", "port", "2222")));
    assertEquals(
        BEFORE.replace("%p x\n", "%p x\n    user joe\n    forwardagent yes\n"),
        after(section("b", "remote_user", "joe", "forward_agent", true)));
    assertEquals(BEFORE, after(section("b", "proxycommand", "ssh -W %h:%p x")));
    assertEquals(BEFORE.replace("Port=9", "Port=10\n"), after(section("*", "port", "10")));
  }

  @Test
  void oneOfManyKeysIsEnough() {
    assertEquals(
        BEFORE,
        after(section("a  b", "other_options", Map.of("identityfile", new Value("~/.ssh/y")))));
    assertEquals(
        BEFORE
            .replace("IdentityFile ~/.ssh/x", "IdentityFile /root/key")
            .replace("  IdentityFile ~/.ssh/y\n", ""),
        after(section("a b", "identity_file", "/root/key")));
  }

  @Test
  void makesASectionAtTheEnd() {
    assertEquals(
        BEFORE
            + """

            Host new
                hostname 192.0.2.1
                identityfile /root/key
                stricthostkeychecking accept-new
                controlpersist yes
                serveraliveinterval 30
            """,
        after(
            section(
                "new",
                "hostname",
                "192.0.2.1",
                "identity_file",
                "/root/key",
                "strict_host_key_checking",
                SshConfig.HostKeys.ACCEPT_NEW,
                "controlpersist",
                "True",
                "other_options",
                Map.of("serveraliveinterval", new Value("30")))));
    assertEquals(BEFORE, after(section("new")));
  }

  @Test
  void removesASection() {
    assertEquals(
        BEFORE.replace("Host b\n    ProxyCommand ssh -W %h:%p x\n", ""),
        after(section("b", "state", SshConfig.State.ABSENT)));
    assertEquals(BEFORE, after(section("c", "state", SshConfig.State.ABSENT)));
  }

  @Test
  void tellsWhatBecameOfTheHost() {
    Plan.Changes changed =
        assertInstanceOf(Plan.Changes.class, section("b", "port", "9").plan(host(BEFORE)));
    assertEquals(List.of("b"), changed.predicted().get("hosts_changed"));
    assertEquals(List.of(), changed.predicted().get("hosts_added"));
    assertEquals(
        "[{b={old={proxycommand=ssh -W %h:%p x}, new={proxycommand=ssh -W %h:%p x, port=9}}}]",
        String.valueOf(changed.predicted().get("hosts_change_diff")));
    Plan.Changes added =
        assertInstanceOf(Plan.Changes.class, section("c", "port", "9").plan(host(BEFORE)));
    assertEquals(List.of("c"), added.predicted().get("hosts_added"));
    Plan.Unchanged same =
        assertInstanceOf(
            Plan.Unchanged.class, section("c", "state", SshConfig.State.ABSENT).plan(host(BEFORE)));
    assertEquals(List.of(), same.values().get("hosts_removed"));
  }

  @Test
  void aUsersFileIsTheUsersAlone() {
    FakeHost host = FakeHost.named("web1").user("ann", 1001).directory("/home/ann");
    SshConfig module = section("x", "user", "ann", "port", "9");
    host.apply(module.plan(host));
    RemotePath file = RemotePath.of("/home/ann/.ssh/config");
    assertEquals("Host x\n    port 9\n", host.text(file.text()));
    assertEquals(0600, host.lstat(file).mode());
    assertEquals("ann", host.lstat(file).owner());
    assertEquals(0700, host.lstat(file.parent()).mode());
    assertInstanceOf(Plan.Unchanged.class, module.plan(host));
  }

  @Test
  void refusesWhatCannotBeMeant() {
    assertInstanceOf(Plan.Refused.class, section("x", "identity_file", "none").plan(host(BEFORE)));
    assertInstanceOf(
        Plan.Refused.class, section("x", "hostname", "a\nUser root").plan(host(BEFORE)));
    assertInstanceOf(
        Plan.Refused.class,
        section("x", "user", "eve").plan(FakeHost.named("web1").withoutUser("eve")));
    assertThrows(BadParameter.class, () -> section("x\nHost *"));
    assertThrows(
        BadParameter.class, () -> section("x", "user", "ann", "ssh_config_file", "/tmp/x"));
    assertThrows(BadParameter.class, () -> section("x", "proxyjump", "a", "proxycommand", "b"));
    assertThrows(
        BadParameter.class,
        () -> section("x", "other_options", Map.of("ForwardX11", new Value("yes"))));
    assertThrows(
        BadParameter.class, () -> section("x", "other_options", Map.of("port", new Value(9L))));
  }
}
