package dev.runner.modules.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.BadParameter;
import dev.runner.module.Finished;
import dev.runner.module.HostPython;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.Showing;
import dev.runner.module.Step;
import dev.runner.module.testing.FakeHost;
import dev.runner.modules.Tasks;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PipTest {
  private static Pip pip(
      PackageState state, Optional<String> version, Optional<String> executable, String... names) {
    return pip(state, version, HostPython.of("python3"), executable, names);
  }

  private static Pip pip(
      PackageState state,
      Optional<String> version,
      HostPython python,
      Optional<String> executable,
      String... names) {
    return new Pip(
        Optional.of(List.of(names)),
        version,
        Optional.empty(),
        Optional.empty(),
        false,
        "virtualenv",
        Optional.empty(),
        state,
        Optional.empty(),
        false,
        Optional.empty(),
        python,
        executable,
        Optional.empty(),
        true);
  }

  private static FakeHost host(String python) {
    return FakeHost.named("web1")
        .answering(
            "environment",
            command -> command.toString().contains("platform_machine"),
            Output.of(0, "{\"python_version\": \"3.11\"}", ""))
        .answering(python + " -m pip --version", "pip 20.3 from /x (python 3.11)")
        .answering(
            python + " -m pip list --format=json",
            "[{\"name\": \"Django\", \"version\": \"4.2a1\"}, {\"name\": \"pip\", \"version\":"
                + " \"20.3\"}]")
        .answering(
            "importable",
            command -> command.toString().contains("__import__"),
            Output.of(0, "{}", ""));
  }

  @Test
  void thePythonOfTheHostIsTheOneThatItsVariableNames() {
    Pip task =
        pip(
            PackageState.PRESENT,
            Optional.empty(),
            HostPython.of("/opt/a/bin/python"),
            Optional.empty(),
            "six");
    assertEquals(
        List.of("install six", "  $ /opt/a/bin/python -m pip install six"),
        Showing.lines(task.plan(host("/opt/a/bin/python"))));
  }

  @Test
  void aPythonWithoutPipLeavesItToTheHostsOwn() {
    FakeHost host = host("python3").without("uv");
    host.answering("/opt/a/bin/python -m pip --version", Output.of(1, "", "No module named pip"))
        .answering("/opt/a/bin/python -m pip list --format=json", Output.of(1, "", "No module"));
    Pip task =
        pip(
            PackageState.PRESENT,
            Optional.empty(),
            HostPython.of("/opt/a/bin/python"),
            Optional.empty(),
            "six");
    assertEquals(
        List.of("install six", "  $ python3 -m pip install six"), Showing.lines(task.plan(host)));
  }

  @Test
  void commasDividePackagesAndConditions() {
    assertEquals(
        List.of("a<=100, !=9.0.0,>=0.1", "b[x,y]>1", "c"),
        PipNames.of(List.of("a<=100, !=9.0.0,>=0.1,b[x,y]>1", "c")));
  }

  @Test
  void whatIsInstalledIsTold() {
    Plan.Unchanged plan =
        assertInstanceOf(
            Plan.Unchanged.class,
            pip(PackageState.PRESENT, Optional.of(" "), Optional.empty(), "django")
                .plan(host("python3")));
    assertEquals("django==4.2a1\npip==20.3\n", plan.values().get("stdout"));
  }

  @Test
  void anExecutableNamesItsInterpreter() {
    FakeHost host =
        host("/opt/py/bin/python")
            .answering(
                "head",
                command -> command.toString().contains("head pip3.11"),
                Output.of(0, "#!/opt/py/bin/python -s\nimport sys\n", ""))
            .answering(
                "version",
                command -> command.toString().endsWith("by pip3.11 -m pip --version"),
                Output.of(0, "pip 20.3 from /x (python 3.11)", ""))
            .answering(
                "list",
                command -> command.toString().endsWith("by pip3.11 -m pip list --format=json"),
                Output.of(0, "[{\"name\": \"Django\", \"version\": \"4.2\"}]", ""))
            .answering(
                "/opt/py/bin/python -m pip install --upgrade --force-reinstall South",
                Output.of(0, "Successfully installed South-1", ""));
    Plan.Changes plan =
        assertInstanceOf(
            Plan.Changes.class,
            pip(PackageState.FORCEREINSTALL, Optional.empty(), Optional.of("pip3.11"), "South")
                .plan(host));
    assertEquals(1, host.roundTrips());
    Step.Run step = assertInstanceOf(Step.Run.class, plan.steps().getFirst());
    assertEquals("1", step.command().environment().get("PIP_BREAK_SYSTEM_PACKAGES").value());
    Finished done = assertInstanceOf(Finished.class, host.apply(plan));
    assertTrue(done.changed());
  }

  @Test
  void anEnvironmentOfOnesOwnCostsOneRoundTrip() {
    String own = "sh -c '[ -O \"$1\" ] || exit 1; shift; exec \"$@\"' own /srv/venv ";
    FakeHost host =
        host(own + "/srv/venv/bin/python")
            .directory("/srv/venv")
            .file("/srv/venv/bin/python", "")
            .program("virtualenv", "/usr/bin/virtualenv");
    Pip pip = Tasks.task(Pip.class, "name", List.of("django"), "virtualenv", "/srv/venv");
    assertInstanceOf(Plan.Unchanged.class, pip.plan(host));
    assertEquals(1, host.roundTrips());
  }

  @Test
  void theEnvironmentOfAnotherIsAskedByItsOwner() {
    FakeHost host =
        host("/srv/venv/bin/python")
            .user("site", 1001)
            .directory("/srv/venv", 0755, "site", "site")
            .file("/srv/venv/bin/python", "")
            .answering("own", command -> command.toString().contains(" -O "), Output.of(1, "", ""))
            .without("virtualenv");
    Pip pip = Tasks.task(Pip.class, "name", List.of("django"), "virtualenv", "/srv/venv");
    assertInstanceOf(Plan.Unchanged.class, pip.plan(host));
    assertEquals(2, host.roundTrips());
  }

  @Test
  void contradictionsAreRefused() {
    assertThrows(
        BadParameter.class,
        () -> pip(PackageState.PRESENT, Optional.of("1"), Optional.empty(), "a", "b"));
    assertThrows(
        BadParameter.class,
        () -> pip(PackageState.PRESENT, Optional.of("1"), Optional.empty(), "a>2"));
    assertThrows(
        BadParameter.class,
        () -> pip(PackageState.LATEST, Optional.of("1"), Optional.empty(), "a"));
    assertThrows(
        BadParameter.class,
        () -> pip(PackageState.PRESENT, Optional.empty(), Optional.empty(), "--pre"));
  }
}
