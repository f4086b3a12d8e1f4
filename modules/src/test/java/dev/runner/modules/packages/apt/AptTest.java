package dev.runner.modules.packages.apt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.BadParameter;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Outputs;
import dev.runner.module.Plan;
import dev.runner.module.Step;
import dev.runner.module.testing.FakeHost;
import dev.runner.modules.Tasks;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AptTest {
  private static final String OPTIONS =
      "-o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold"
          + " -o DPkg::Lock::Timeout=60";

  private static final String SIMULATED =
      """
      Reading package lists...
      Building dependency tree...
      Reading state information...
      The following NEW packages will be installed:
        hello
      0 upgraded, 1 newly installed, 0 to remove and 2 not upgraded.
      Inst hello (2.10-3 Debian:12.15/oldstable [amd64])
      Conf hello (2.10-3 Debian:12.15/oldstable [amd64])
      """;

  private final FakeHost host =
      FakeHost.named("web1")
          .absent("/var/lib/apt/periodic/update-success-stamp")
          .directory("/var/lib/apt/lists")
          .answering("dpkg --print-architecture", "amd64\n")
          .answering("automatic", command -> command.toString().startsWith("awk "), out(""));

  private static Output out(String text) {
    return Output.of(0, text, "");
  }

  /// What dpkg knows, a line for each package: status, name, architecture, version, provides.
  private AptTest installed(String... lines) {
    String text = String.join("\n", lines).replace(' ', '\t');
    host.answering("dpkg", command -> command.toString().startsWith("dpkg-query "), out(text));
    return this;
  }

  private AptTest asked(String words, Output output) {
    host.answering(words, command -> command.toString().contains(words), output);
    return this;
  }

  private static Step.Run only(Plan plan) {
    Plan.Changes changes = assertInstanceOf(Plan.Changes.class, plan);
    assertEquals(1, changes.steps().size());
    return assertInstanceOf(Step.Run.class, changes.steps().getFirst());
  }

  @Test
  void whatIsInstalledCostsOneQuestionToDpkg() {
    installed("installed zip amd64 3.0-13 ", "installed zip i386 3.0-13 ");
    Plan plan = Apts.of("zip", "zip>=3.0-2", "zip=3.*").build().plan(host);
    assertEquals(false, assertInstanceOf(Plan.Unchanged.class, plan).values().get("cache_updated"));
    assertEquals(1, host.roundTrips());
  }

  @Test
  void installsWhatAptGetFinds() {
    installed("config-files hello amd64 2.9 ");
    asked(
        "policy hello",
        out(
            "hello:\n"
                + "  Installed: (none)\n"
                + "  Candidate: 2.10-3\n"
                + "  Version table:\n"
                + "     2.10-3 500\n"));
    asked("--simulate install hello", out(SIMULATED));
    Plan plan = Apts.of("hello").build().plan(host);
    assertEquals("install hello 2.10-3", only(plan).title());
    assertEquals("apt-get -y " + OPTIONS + " install hello", only(plan).command().toString());
    assertEquals(
        Map.of(
            "prepared",
            """
            The following NEW packages will be installed:
              hello
            0 upgraded, 1 newly installed, 0 to remove and 2 not upgraded.\
            """),
        assertInstanceOf(Plan.Changes.class, plan).predicted().get("diff"));
  }

  @Test
  void aVersionMayHaveWildcards() {
    installed();
    asked(
        "policy foo",
        out(
            "foo:\n"
                + "  Candidate: 2.0\n"
                + "  Version table:\n"
                + "     2.0 500\n"
                + "     1.2.1 500\n"
                + "     1.2 500\n"));
    asked("--simulate install foo=1.2.1", out(SIMULATED));
    assertTrue(
        only(Apts.of("foo=1.2*").build().plan(host)).command().toString().endsWith("foo=1.2.1"));
    Plan.Refused refused =
        assertInstanceOf(Plan.Refused.class, Apts.of("foo>=3").build().plan(host));
    assertEquals("no available installation candidate for foo>=3", refused.because());
  }

  @Test
  void anInstalledPackageMayStandForAVirtualOne() {
    installed("installed elpa-yaml-mode all 0.0.15-2 yaml-mode,x");
    asked("policy yaml-mode", out("yaml-mode:\n  Candidate: (none)\n  Version table:\n"));
    assertInstanceOf(Plan.Unchanged.class, Apts.of("yaml-mode").build().plan(host));
  }

  @Test
  void latestLeavesWhatIsTheCandidateAndOnlyUpgradeWhatIsNotThere() {
    installed("installed zip amd64 3.0-13 ");
    asked(
        "policy zip",
        out(
            "zip:\n"
                + "  Candidate: 3.0-13\n"
                + "  Version table:\n"
                + " *** 3.0-13 500\n"
                + "        500 http://x\n"));
    assertInstanceOf(
        Plan.Unchanged.class, Apts.of("zip").state(Apt.State.LATEST).build().plan(host));
    assertInstanceOf(
        Plan.Unchanged.class, Apts.of("nosuch", "zip").onlyUpgrade().build().plan(host));
  }

  @Test
  void aPackageThatIsThereForOthersIsMarkedAsWanted() {
    installed("installed zip amd64 3.0-13 ");
    host.answering(
        "automatic", command -> command.toString().startsWith("awk "), out("zip:amd64\n"));
    assertEquals(
        "apt-mark manual zip", only(Apts.of("zip").build().plan(host)).command().toString());
  }

  @Test
  void toMarkAPackageAsWantedIsNoChangeOfIt() {
    installed("installed zip amd64 3.0-13 ");
    host.answering(
        "automatic", command -> command.toString().startsWith("awk "), out("zip:amd64\n"));
    Plan.Changes marking = assertInstanceOf(Plan.Changes.class, Apts.of("zip").build().plan(host));
    assertInstanceOf(Plan.Unchanged.class, marking.expected().orElseThrow());
    Outputs said = Outputs.of(List.of(out("zip set to manually installed.\n")));
    Finished finished = assertInstanceOf(Finished.class, marking.after().look(said, host));
    assertEquals(List.of(false, false), List.of(finished.changed(), finished.failed()));
  }

  @Test
  void removesWhatIsThereAndPurgesWhatIsLeft() {
    installed("config-files a amd64 1 ", "installed b amd64 1 ");
    asked("remove", out("Purg b [1]\n1 upgraded\n"));
    assertTrue(
        only(Apts.of("a", "b", "b=2").state(Apt.State.ABSENT).build().plan(host))
            .command()
            .toString()
            .endsWith(" remove b"));
    assertTrue(
        only(Apts.of("a", "b").state(Apt.State.ABSENT).purge().build().plan(host))
            .command()
            .toString()
            .endsWith(" --purge remove a b"));
    Plan none = Apts.of("c", "b=2").state(Apt.State.ABSENT).build().plan(host);
    assertInstanceOf(Plan.Unchanged.class, none);
  }

  @Test
  void newListsAreNoChangeOfPackages() {
    installed("installed zip amd64 3.0-13 ");
    asked("apt-get -q ", out(""));
    Plan.Changes plan =
        assertInstanceOf(Plan.Changes.class, Apts.of("zip").update().build().plan(later()));
    assertInstanceOf(Plan.Unchanged.class, plan.expected().orElseThrow());
    Finished done = assertInstanceOf(Finished.class, host.apply(plan));
    assertFalse(done.changed());
  }

  /// Some time after the lists were made.
  private FakeHost later() {
    return host.clock(java.time.Instant.parse("2031-01-01T00:00:00Z"));
  }

  @Test
  void anUpdateThatFailsSaysWhy() {
    installed();
    asked("apt-get -q ", Output.of(100, "", "E: Failed to fetch http://x  403  Forbidden"));
    Finished done =
        assertInstanceOf(Finished.class, host.apply(Apts.of().update().build().plan(later())));
    assertTrue(done.failed());
    assertEquals(
        "Failed to update apt cache after 5 retries: E: Failed to fetch http://x  403  Forbidden",
        done.message());
  }

  @Test
  void anAptThatCannotAnswerIsNoMissingPackage() {
    installed();
    String err = "E: Syntax error /etc/apt/apt.conf.d/50x:29: Extra junk at end of file";
    asked("policy hello", Output.of(100, "", err));
    Plan.Refused refused =
        assertInstanceOf(Plan.Refused.class, Apts.of("hello").build().plan(host));
    assertEquals("apt-cache policy failed: " + err, refused.because());
  }

  @Test
  void whatAptGetRefusesIsRefused() {
    installed("installed hello amd64 1 ");
    String err =
        "E: Held packages were changed and -y was used without --allow-change-held-packages.";
    asked("--simulate remove hello", Output.of(100, "", err));
    Plan.Refused refused =
        assertInstanceOf(
            Plan.Refused.class, Apts.of("hello").state(Apt.State.ABSENT).build().plan(host));
    assertEquals(err, refused.values().get("stderr"));
    assertTrue(refused.because().endsWith("failed: " + err));
  }

  @Test
  void aPackageFileIsInstalledUnlessItsVersionIs() {
    installed("installed foo amd64 1.0 ");
    asked("dpkg-deb --show", out("foo\t1.0\tall\n"));
    assertInstanceOf(Plan.Unchanged.class, Apts.of().deb("/tmp/foo.deb").build().plan(host));
    installed("installed foo amd64 0.9 ");
    asked("install ./foo.deb", out(SIMULATED));
    assertTrue(
        only(Apts.of().deb("foo.deb").build().plan(host))
            .command()
            .toString()
            .endsWith(" install ./foo.deb"));
  }

  @Test
  void namesAreNoOptionsAndNothingElseToAptGet() {
    for (String name : List.of("-y", "foo-", "foo=1=2", "^foo", "foo/stable", "a b", "foo=-x y")) {
      assertThrows(BadParameter.class, () -> Apts.of(name).build(), name);
    }
    assertThrows(
        BadParameter.class, () -> Tasks.task(Apt.class, "package", "foo", "upgrade", "dist"));
    assertThrows(
        BadParameter.class, () -> Tasks.task(Apt.class, "package", "foo", "upgrade", "no"));
    assertThrows(BadParameter.class, () -> Apts.of("*", "foo").state(Apt.State.LATEST).build());
  }

  @Test
  void versionsAreComparedAsDpkgDoes() {
    List<String> ascending =
        List.of(
            "1.0~rc1-1",
            "1.0",
            "1.0-1",
            "1.0-1+b1",
            "1.0a",
            "1.0+x",
            "1.0.1",
            "1.2",
            "1.10",
            "1:0");
    for (int i = 0; i < ascending.size(); i++) {
      for (int j = 0; j < ascending.size(); j++) {
        assertEquals(
            Integer.compare(i, j),
            Integer.signum(DebianVersion.ORDER.compare(ascending.get(i), ascending.get(j))),
            ascending.get(i) + " and " + ascending.get(j));
      }
    }
  }
}
