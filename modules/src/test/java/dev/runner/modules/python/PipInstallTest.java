package dev.runner.modules.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.testing.FakeHost;
import dev.runner.modules.git.OtherRevision;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PipInstallTest {
  private static final String LISTED =
      "[{\"name\": \"Django\", \"version\": \"1.4.22\"}, {\"name\": \"pip\", \"version\": \"%s\"}]";

  private static PipInstall pip(PackageState state, Optional<RemotePath> venv, String... names) {
    return pip(state, venv, Optional.empty(), Optional.empty(), names);
  }

  private static PipInstall pip(
      PackageState state,
      Optional<RemotePath> venv,
      Optional<RemotePath> requirements,
      Optional<String> revision,
      String... names) {
    return new PipInstall(
        List.of(names),
        Optional.empty(),
        requirements,
        new OtherRevision(revision, Optional.empty(), "origin", "master"),
        state,
        venv,
        Optional.empty(),
        false,
        "python3",
        false,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty());
  }

  private static PipInstall present(String... names) {
    return pip(PackageState.PRESENT, Optional.empty(), names);
  }

  private static FakeHost host(String version, String importable, Output... lists) {
    Output[] outputs =
        lists.length == 0 ? new Output[] {Output.of(0, LISTED.formatted(version), "")} : lists;
    return FakeHost.named("web1")
        .answering(
            "environment",
            command -> command.toString().contains("platform_machine"),
            Output.of(0, "{\"python_version\": \"2.7\"}", ""))
        .answering(
            "importable",
            command -> command.toString().contains("__import__"),
            Output.of(0, importable, ""))
        .answering("python3 -m pip --version", "pip %s from /x (python 2.7)".formatted(version))
        .answering("python3 -m pip list --format=json", outputs);
  }

  @Test
  void whatSatisfiesIsLeftAloneWithoutAskingAnIndex() {
    FakeHost host = host("20.3.4", "{}");
    assertInstanceOf(
        Plan.Unchanged.class,
        present("django>=1.4,<1.5", "enum34; python_version >= '3'").plan(host));
    assertEquals(1, host.roundTrips());
  }

  @Test
  void anOldPipInstallsWhatIsMissing() {
    FakeHost host =
        host(
            "20.3.4",
            "{}",
            Output.of(0, LISTED.formatted("20.3.4"), ""),
            Output.of(
                0,
                "[{\"name\": \"Django\", \"version\": \"1.4.22\"}, {\"name\": \"pip\", \"version\": \"20.3.4\"}, {\"name\": \"South\", \"version\": \"0.7.6\"}]",
                ""));
    host.answering("python3 -m pip install South==0.7.6", "");
    Plan.Changes plan = assertInstanceOf(Plan.Changes.class, present("South==0.7.6").plan(host));
    Finished done = assertInstanceOf(Finished.class, host.apply(plan));
    assertFalse(done.failed(), done.message());
    assertEquals(List.of("+ south 0.7.6"), done.values().get("installed"));
  }

  @Test
  void aNewPipPredictsVersions() {
    FakeHost host =
        host("23.2", "{}")
            .answering(
                "python3 -m pip install South --dry-run --quiet --no-cache-dir --report -",
                "{\"install\": [{\"metadata\": {\"name\": \"South\", \"version\": \"1.0.2\"}}]}");
    Plan.Changes plan = assertInstanceOf(Plan.Changes.class, present("South").plan(host));
    assertEquals(List.of("South 1.0.2"), plan.predicted().get("would_install"));
    Step.Run step = assertInstanceOf(Step.Run.class, plan.steps().getFirst());
    assertEquals("python3 -m pip install South", step.command().toString());
  }

  @Test
  void anExternallyManagedPythonIsNamedAsTheCause() {
    FakeHost host =
        host("23.2", "{}")
            .answering(
                "python3 -m pip install South --dry-run --quiet --no-cache-dir --report -",
                Output.of(1, "", "error: externally-managed-environment\n\n× This environment …"));
    Plan.Refused plan = assertInstanceOf(Plan.Refused.class, present("South").plan(host));
    assertTrue(plan.because().contains("PEP 668"), plan.because());
  }

  @Test
  void aFullDiskIsNamedAsTheCause() {
    FakeHost host =
        host("20.3.4", "{}")
            .answering(
                "python3 -m pip install South",
                Output.of(
                    1,
                    "",
                    "ERROR: Could not install packages due to an EnvironmentError: [Errno 28] No space left on device"));
    Finished done = assertInstanceOf(Finished.class, host.apply(present("South").plan(host)));
    assertTrue(done.message().startsWith("the disk is full: "), done.message());
  }

  /// Of two versions side by side pip may list either.
  @Test
  void whatAFailedInstallationLeftBesideTheOldVersionIsRemoved() {
    String whole = LISTED.formatted("20.3.4");
    String old = whole.replace("]", ", {\"name\": \"South\", \"version\": \"0.7.6\"}]");
    FakeHost host =
        host("20.3.4", "{}", Output.of(0, old, ""), Output.of(0, old, ""), Output.of(0, old, ""))
            .answering(
                "python3 -m pip install South==1.0.2",
                Output.of(
                    1,
                    "Installing collected packages: South\n",
                    "ERROR: [Errno 28] No space left on device"))
            .answering(
                "sweep",
                command ->
                    command.toString().contains("RECORD")
                        && command.toString().endsWith(" 'south !0.7.6'"),
                Output.of(0, "", ""));
    Finished done =
        assertInstanceOf(Finished.class, host.apply(present("South==1.0.2").plan(host)));
    assertTrue(done.failed());
    assertFalse(done.changed());
  }

  @Test
  void whatAFailedInstallationLeftIsNotTakenForInstalled() {
    String whole = LISTED.formatted("20.3.4");
    String torn = whole.replace("]", ", {\"name\": \"South\", \"version\": \"1.0.2\"}]");
    FakeHost host =
        host(
                "20.3.4",
                "{}",
                Output.of(0, whole, ""),
                Output.of(0, torn, ""),
                Output.of(0, whole, ""))
            .answering(
                "python3 -m pip install South",
                Output.of(1, "", "ERROR: [Errno 28] No space left on device"))
            .answering(
                "sweep",
                command ->
                    command.toString().contains("RECORD")
                        && command.toString().endsWith(" 'south 1.0.2'"),
                Output.of(0, "", ""));
    Finished done = assertInstanceOf(Finished.class, host.apply(present("South").plan(host)));
    assertTrue(done.failed());
    assertFalse(done.changed());
    assertEquals(List.of(), done.values().get("installed"));
  }

  @Test
  void anIndexThatCannotBeReachedIsNamed() {
    FakeHost host =
        host("20.3.4", "{}")
            .answering(
                "python3 -m pip install South",
                Output.of(
                    1,
                    "",
                    "WARNING: Retrying after connection broken by 'NewConnectionError'\nERROR: No matching distribution found for South"));
    Finished done = assertInstanceOf(Finished.class, host.apply(present("South").plan(host)));
    assertTrue(done.failed());
    assertFalse(done.changed());
    assertTrue(done.message().startsWith("the package index can't be reached"), done.message());
  }

  @Test
  void whatCanBeImportedWithoutMetadataIsNotUpgraded() {
    Plan.Unchanged plan =
        assertInstanceOf(
            Plan.Unchanged.class,
            present("South>=0.7").plan(host("20.3.4", "{\"south\": \"0.7.6\"}")));
    assertEquals(1, plan.warnings().size());
  }

  @Test
  void aVirtualEnvironmentIsMadeFirst() {
    FakeHost host =
        FakeHost.named("web1")
            .directory("/srv")
            .answering("own", command -> command.toString().contains(" -O "), Output.of(1, "", ""));
    Plan.Changes plan =
        assertInstanceOf(
            Plan.Changes.class,
            pip(PackageState.PRESENT, Optional.of(RemotePath.of("/srv/venv")), "Django")
                .plan(host));
    Step.Run step = assertInstanceOf(Step.Run.class, plan.steps().getFirst());
    assertEquals("python3 -m venv /srv/venv", step.command().toString());
    assertEquals(List.of("Django"), plan.predicted().get("missing"));
  }

  private static PipInstall incoming() {
    return pip(
        PackageState.PRESENT,
        Optional.empty(),
        Optional.of(RemotePath.of("/srv/site/requirements.txt")),
        Optional.of("abc"));
  }

  /// Whose incoming revision wants one package more.
  private static FakeHost wantsSouth(FakeHost host) {
    return host.directory("/srv/site")
        .file("/srv/site/requirements.txt", "Django==1.4.22\n")
        .answering("rev-parse", c -> c.toString().contains("rev-parse"), Output.of(0, "abc", ""))
        .answering(
            "show",
            c -> c.toString().endsWith("show abc:requirements.txt"),
            Output.of(0, "Django==1.4.22\n-r more/south.txt\n", ""))
        .answering(
            "show",
            c -> c.toString().endsWith("show abc:more/south.txt"),
            Output.of(0, "South==1.0.2\n", ""));
  }

  @Test
  void theRequirementsOfTheIncomingRevisionCount() {
    FakeHost host =
        wantsSouth(host("23.2", "{}"))
            .answering(
                "python3 -m pip install South==1.0.2 --dry-run --quiet --no-cache-dir --report -",
                "{\"install\": [{\"metadata\": {\"name\": \"South\", \"version\": \"1.0.2\"}}]}");
    Plan.Changes plan = assertInstanceOf(Plan.Changes.class, incoming().plan(host));
    assertEquals(List.of("South 1.0.2"), plan.predicted().get("would_install"));
  }

  /// The pip of 2014 has no command that fetches, and complains on standard output.
  @Test
  void aPipOfThatDayIsAskedWhetherTheIndexHasWhatIsMissing() {
    FakeHost host =
        wantsSouth(host("1.5.6", "{}"))
            .answering(
                "fetch",
                c ->
                    c.toString()
                        .matches(
                            "python3 -m pip install --log-file \\S+/pip.log --download \\S+ --quiet --no-deps South==1.0.2"),
                Output.of(
                    1,
                    """
                      Could not find a version that satisfies the requirement South==1.0.2 (from versions: 0.7.6)
                    No distributions matching the version for South==1.0.2
                    Storing debug log for failure in /tmp/pip.log
                    """,
                    ""));
    Plan.Refused plan = assertInstanceOf(Plan.Refused.class, incoming().plan(host));
    assertEquals(
        "the package index has no such version: No distributions matching the version for South==1.0.2",
        plan.because());
  }

  @Test
  void uvDoesTheWorkWhereThereIsNoPip() {
    FakeHost host =
        FakeHost.named("web1")
            .program("uv", "/usr/bin/uv")
            .answering(
                "environment",
                command -> command.toString().startsWith("python3 -c"),
                Output.of(0, "{\"python_version\": \"3.12\"}\n", ""))
            .answering("python3 -m pip --version", Output.of(1, "", "python3: No module named pip"))
            .answering("python3 -m pip list --format=json", Output.of(1, "", "No module named pip"))
            .answering("/usr/bin/uv pip list --python python3 --format=json", "[]")
            .answering(
                "/usr/bin/uv pip install --python python3 six==1.16.0 --dry-run --no-cache",
                Output.of(0, "", "Would install 1 package\n + six==1.16.0\n"));
    Plan.Changes plan = assertInstanceOf(Plan.Changes.class, present("six==1.16.0").plan(host));
    assertEquals(List.of("six 1.16.0"), plan.predicted().get("would_install"));
    Step.Run step = assertInstanceOf(Step.Run.class, plan.steps().getFirst());
    assertEquals("/usr/bin/uv pip install --python python3 six==1.16.0", step.command().toString());
  }
}
