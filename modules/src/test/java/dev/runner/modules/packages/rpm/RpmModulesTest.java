package dev.runner.modules.packages.rpm;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.Step;
import dev.runner.module.testing.FakeHost;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RpmModulesTest {
  private static final String TABLE =
      """
      Dependencies resolved.
      ================================================
       Package   Arch     Version   Repository   Size
      ================================================
      Installing:
       a-very-long-name-of-a-package
                 noarch   1.1-1     local       5.4 k
      Removing dependent packages:
       bar       noarch   1.0-1     @local         0

      Transaction Summary
      ================================================
      Install  1 Package
      """;

  private final FakeHost host =
      FakeHost.named("web1")
          .program("dnf", "/usr/bin/dnf")
          .without("dnf5")
          .without("yum")
          .answering(
              "all",
              command -> command.toString().startsWith("rpm -qa "),
              Output.of(0, "foo\t0\t1.1\t1\tnoarch\n", ""))
          .answering(
              "provided",
              command -> command.toString().contains("--whatprovides"),
              Output.of(1, "no package provides it", ""));

  private static Dnf dnf(Dnf.State state, String... names) {
    return task(Dnf.class, "name", List.of(names), "state", state);
  }

  @Test
  void whatIsInstalledIsRpmsToSay() {
    Dnf module =
        dnf(
            Dnf.State.PRESENT,
            "foo",
            "foo-1.1",
            "foo-1.1-1.noarch",
            "foo >= 1.0",
            "f?o",
            "foo-1.0");
    assertInstanceOf(Plan.Unchanged.class, module.plan(host));
    assertEquals(1, host.roundTrips());
    assertInstanceOf(Plan.Unchanged.class, dnf(Dnf.State.ABSENT, "bar", "foo<1").plan(host));
  }

  @Test
  void dnfIsAskedWhatItWouldDo() {
    host.answering(
        "install",
        command -> command.toString().contains("--assumeno install bar"),
        Output.of(1, TABLE, "Operation aborted."));
    Plan.Changes plan =
        assertInstanceOf(Plan.Changes.class, dnf(Dnf.State.PRESENT, "bar", "foo").plan(host));
    assertEquals(
        List.of(
            "Installed: a-very-long-name-of-a-package-1.1-1.noarch", "Removed: bar-1.0-1.noarch"),
        plan.predicted().get("results"));
    assertEquals(
        "dnf --setopt=localpkg_gpgcheck=1 --setopt=install_weak_deps=1 -y install bar",
        assertInstanceOf(Step.Run.class, plan.steps().getFirst()).command().toString());
  }

  @Test
  void whatCannotBeHadIsNamed() {
    host.answering(
        "install",
        command -> command.toString().contains("--assumeno install"),
        Output.of(1, "No match for argument: nosuch\n", "Error: Unable to find a match: nosuch"));
    Plan.Refused refused =
        assertInstanceOf(Plan.Refused.class, dnf(Dnf.State.PRESENT, "nosuch").plan(host));
    assertEquals("Failed to install some of the specified packages", refused.because());
    assertEquals(List.of("No package nosuch available."), refused.values().get("failures"));
  }

  @Test
  void versionsAreComparedAsRpmDoes() {
    List<String> ascending =
        List.of("1.0~rc1", "1.0", "1.0^git1", "1.0a", "1.0.1", "1.2", "1.10", "1:0.1");
    for (int i = 0; i < ascending.size(); i++) {
      for (int j = 0; j < ascending.size(); j++) {
        assertEquals(
            Integer.compare(i, j),
            Integer.signum(RpmVersion.ORDER.compare(ascending.get(i), ascending.get(j))),
            ascending.get(i) + " and " + ascending.get(j));
      }
    }
  }

  /// The key of the example in RFC 9580, A.3.
  private static final String BLOCK =
      """
      -----BEGIN PGP PUBLIC KEY BLOCK-----

      xioGY4d/4xsAAAAg+U2nu0jWCmHlZ3BqZYfQMxmZu52JGggkLq2EVD34laPCsQYf
      GwoAAABCBYJjh3/jAwsJBwUVCg4IDAIWAAKbAwIeCSIhBssYbE8GCaaX5NUt+mxy
      KwwfHifBilZwj2Ul7Ce62azJBScJAgcCAAAAAK0oIBA+LX0ifsDm185Ecds2v8lw
      gyU2kCcUmKfvBXbAf6rhRYWzuQOwEn7E/aLwIwRaLsdry0+VcallHhSu4RN6HWaE
      QsiPlR4zxP/TP7mhfVEe7XWPxtnMUMtf15OyA51YBM4qBmOHf+MZAAAAIIaTJINn
      +eUBXbki+PSAld2nhJh/LVmFsS+60WyvXkQ1wpsGGBsKAAAALAWCY4d/4wKbDCIh
      BssYbE8GCaaX5NUt+mxyKwwfHifBilZwj2Ul7Ce62azJAAAAAAQBIKbpGG2dWTX8
      j+VjFM21J0hqWlEg+bdiojWnKfA5AQpWUWtnNwDEM0g12vYxoWM8Y81W+bHBw805
      I8kWVkXU6vFOi+HWvv/ira7ofJu16NnoUkhclkUrk0mXubZvyl4GBg==
      -----END PGP PUBLIC KEY BLOCK-----
      """;

  @Test
  void keysAreToldByTheirFingerprints() {
    assertEquals(
        "CB186C4F0609A697E4D52DFA6C722B0C1F1E27C18A56708F6525EC27BAD9ACC9",
        PgpKeys.in(BLOCK).getFirst().fingerprint());
    host.answering("rpm --version", "RPM version 4.18.0")
        .answering("rpm -q gpg-pubkey --qf '%{description}\\n'", "")
        .file("/tmp/key", BLOCK);
    RpmKey wrong = new RpmKey("/tmp/key", RpmKey.State.PRESENT, List.of("EBC6 E12C"), true);
    assertInstanceOf(Plan.Refused.class, wrong.plan(host));
    RpmKey right = new RpmKey("/tmp/key", RpmKey.State.PRESENT, List.of(), true);
    assertInstanceOf(Plan.Changes.class, right.plan(host));
    host.answering("rpm -q gpg-pubkey --qf '%{description}\\n'", BLOCK);
    assertInstanceOf(Plan.Unchanged.class, right.plan(host));
    assertInstanceOf(
        Plan.Changes.class,
        new RpmKey("CB186C4F0609A697", RpmKey.State.ABSENT, List.of(), true).plan(host));
  }

  @Test
  void otherRepositoriesOfAFileAreKept() {
    RepoFile file = RepoFile.parse("# ours\n[a]\nname=A\n; why\n[b]\nname = B\nbaseurl = x\n\ty\n");
    assertEquals(Optional.of("x\ny"), file.section("b").map(values -> values.get("baseurl")));
    assertEquals(
        "# ours\n[a]\nname=A\n; why\n",
        new String(file.without("b").content().bytes(), java.nio.charset.StandardCharsets.UTF_8));
    assertEquals(
        Optional.of(java.util.Map.of("name", "C", "gpgkey", "1\n2")),
        RepoFile.parse(
                file.with(
                        "c",
                        new java.util.TreeMap<>(java.util.Map.of("name", "C", "gpgkey", "1\n2")))
                    .content()
                    .lenientText())
            .section("c"));
  }

  @Test
  void whatOlderSystemsKeepIsWritten() {
    FakeHost host = FakeHost.named("web1").directory("/etc/yum.repos.d");
    Plan plan =
        task(
                YumRepository.class,
                "name",
                "x",
                "description",
                "d",
                "baseurl",
                "http://repo.example/",
                "keepcache",
                "0")
            .plan(host);
    host.apply(plan);
    assertTrue(host.text("/etc/yum.repos.d/x.repo").contains("\nkeepcache = 0\n"));
  }
}
