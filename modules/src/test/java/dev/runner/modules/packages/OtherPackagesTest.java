package dev.runner.modules.packages;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.Handover;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.module.Value;
import dev.runner.module.testing.FakeHost;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OtherPackagesTest {
  private final FakeHost host = FakeHost.named("web1");

  private static String command(Plan plan) {
    Plan.Changes changes = assertInstanceOf(Plan.Changes.class, plan);
    return assertInstanceOf(Step.Run.class, changes.steps().getLast()).command().toString();
  }

  @Test
  void apkAddsWhatTheWorldLacks() {
    host.file("/etc/apk/world", "busybox\nnginx=1.24\n")
        .answering(
            "described",
            c -> c.toString().contains("--description"),
            Output.of(0, "x description:\nsomething\n", ""))
        .answering(
            "apk add --simulate curl",
            "(1/2) Installing libcurl (8.0-r0)\n(2/2) Installing curl (8.0-r0)\nOK: 9 MiB\n");
    Plan plan = task(Apk.class, "name", List.of("nginx", "curl")).plan(host);
    assertEquals("apk add curl", command(plan));
    assertEquals(
        List.of("libcurl", "curl"),
        assertInstanceOf(Plan.Changes.class, plan).predicted().get("packages"));
    assertInstanceOf(Plan.Unchanged.class, task(Apk.class, "name", List.of("nginx")).plan(host));
  }

  @Test
  void whatApkCannotInstallTodayMayBeThereAfterTheUpdate() {
    host.file("/etc/apk/world", "busybox\n")
        .answering("described", c -> c.toString().contains("--description"), Output.of(1, "", ""))
        .answering(
            "simulated",
            c -> c.toString().equals("apk add --simulate curl"),
            Output.of(1, "", "ERROR: unable to select packages"));
    Plan.Changes update =
        assertInstanceOf(
            Plan.Changes.class,
            task(Apk.class, "name", List.of("curl"), "update_cache", true).plan(host));
    assertInstanceOf(Plan.Unknown.class, update.expected().orElseThrow());
    assertInstanceOf(Plan.Refused.class, task(Apk.class, "name", List.of("curl")).plan(host));
  }

  private static Npm npm(Npm.State state, Optional<String> version) {
    return new Npm(
        Optional.of("left-pad"),
        version,
        Optional.of(RemotePath.of("/srv/app")),
        false,
        state,
        Optional.empty(),
        false,
        true,
        Optional.empty(),
        false,
        false,
        false,
        false,
        false);
  }

  @Test
  void npmInstallsWhatItsTreeLacks() {
    host.directory("/srv/app")
        .answering(
            "npm list --json --long",
            "npm warn x\n{\"dependencies\": {\"left-pad\": {\"version\": \"1.3.0\"}}}");
    assertInstanceOf(Plan.Unchanged.class, npm(Npm.State.PRESENT, Optional.empty()).plan(host));
    assertEquals(
        "npm install --production left-pad@1.2.0",
        command(npm(Npm.State.PRESENT, Optional.of("1.2.0")).plan(host)));
    assertEquals(
        "npm uninstall left-pad", command(npm(Npm.State.ABSENT, Optional.empty()).plan(host)));
  }

  private static Gem gem(Gem.State state, Optional<String> version) {
    return new Gem(
        "rake",
        version,
        state,
        Optional.empty(),
        Optional.empty(),
        true,
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        false,
        Optional.empty(),
        false,
        true,
        false);
  }

  @Test
  void gemInstallsTheNewestOnlyIfItIsNotThere() {
    host.answering("gem list --norc '^rake$'", "rake (13.0.6, default: 12.0)\n")
        .answering("gem list --norc '^rake$' --remote", "rake (13.1.0)\n");
    assertInstanceOf(Plan.Unchanged.class, gem(Gem.State.PRESENT, Optional.of("12.0")).plan(host));
    assertEquals(
        "gem install --norc --version 13.1.0 --user-install --no-document rake",
        command(gem(Gem.State.LATEST, Optional.empty()).plan(host)));
  }

  /// Without a cache apt reads the lists of all sources, which takes seconds.
  @Test
  void factsOfAptComeWithACopyOfItsCache() {
    host.answering(
        "apt",
        c ->
            c.toString().contains("cp -p /var/cache/apt/*pkgcache.bin")
                && c.toString().endsWith(" " + host.scratch()),
        Output.of(0, "foo|1.0|amd64|web|Debian\n", ""));
    assertInstanceOf(
        Plan.Learned.class,
        new PackageFacts(List.of("apt"), PackageFacts.Strategy.FIRST).plan(host));
  }

  @Test
  void factsComeFromTheFirstThatHasAny() {
    host.answering("lists", c -> c.toString().startsWith("/bin/sh -c"), Output.of(127, "", ""))
        .answering(
            "rpm",
            c -> c.toString().contains("rpm -qa"),
            Output.of(0, "foo|1.0|1|(none)|noarch\nfoo|2.0|1|0|noarch\n", ""));
    Plan.Learned learned =
        assertInstanceOf(
            Plan.Learned.class,
            new PackageFacts(List.of("auto"), PackageFacts.Strategy.FIRST).plan(host));
    Map<?, ?> facts = assertInstanceOf(Map.class, learned.values().get("ansible_facts"));
    Map<?, ?> packages = assertInstanceOf(Map.class, facts.get("packages"));
    assertEquals(2, assertInstanceOf(List.class, packages.get("foo")).size());
    assertEquals(1, host.roundTrips());
    Plan.Refused none =
        assertInstanceOf(
            Plan.Refused.class,
            new PackageFacts(List.of("apk"), PackageFacts.Strategy.ALL).plan(host));
    assertTrue(none.because().contains("apk was not usable"), none.because());
  }

  @Test
  void aHostWithoutAnyManagerIsTold() {
    for (String program : List.of("apt-get", "dnf5", "dnf", "yum", "apk")) {
      host.without(program);
    }
    assertInstanceOf(Plan.Refused.class, packages("auto", Optional.empty()).plan(host));
    for (Package each :
        List.of(packages("lola", Optional.empty()), packages("auto", Optional.of("lola")))) {
      Plan.Refused lola = assertInstanceOf(Plan.Refused.class, each.plan(host));
      assertTrue(lola.because().startsWith("Could not find a matching action"), lola.because());
    }
  }

  @Test
  void whatIsGivenGoesToTheModuleOfTheHostsManager() {
    host.without("apt-get").program("dnf", "/usr/bin/dnf").without("dnf5").without("yum");
    host.without("apk");
    assertEquals(
        "dnf {name=[at], state=latest}",
        assertInstanceOf(Plan.Learned.class, packages("auto", Optional.empty()).plan(host))
            .because());
    assertEquals(
        "apt {name=[at], state=latest}",
        assertInstanceOf(Plan.Learned.class, packages("apt", Optional.empty()).plan(host))
            .because());
  }

  private static Package packages(String use, Optional<Object> variable) {
    Handover handover =
        new Handover() {
          @Override
          public Optional<TaskModule> to(String module, Map<String, Object> more) {
            return module.equals("lola")
                ? Optional.empty()
                : Optional.of(host -> Plan.learned(module + " " + new TreeMap<>(more)));
          }

          @Override
          public Set<String> names() {
            return Set.of();
          }

          @Override
          public Optional<Object> variable(String name) {
            return variable;
          }
        };
    return new Package(Optional.of(new Value(List.of("at"))), Optional.of("latest"), use, handover);
  }
}
