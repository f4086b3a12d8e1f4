package dev.runner.modules.scheduling;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.Step;
import dev.runner.module.testing.FakeHost;
import dev.runner.values.None;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which jobs `at` adds and removes.
class AtTest {
  private static FakeHost waiting(String jobs) {
    return FakeHost.named("web1")
        .answering("the look", at -> at.toString().startsWith("sh -c"), Output.of(0, jobs, ""));
  }

  private static List<Command> commands(Plan plan) {
    return assertInstanceOf(Plan.Changes.class, plan).steps().stream()
        .map(step -> assertInstanceOf(Step.Run.class, step).command())
        .toList();
  }

  private static At later(Object... more) {
    Object[] all = java.util.Arrays.copyOf(more, more.length + 4);
    Object[] rest = {"count", 20, "units", At.Unit.MINUTES};
    System.arraycopy(rest, 0, all, more.length, 4);
    return task(At.class, all);
  }

  @Test
  void addsAJobWhoseCommandComesByStandardInput() {
    Plan plan = later("command", " echo $HOME; date ").plan(FakeHost.named("web1"));
    Command at = commands(plan).getFirst();
    assertEquals("at now + 20 minutes", at.toString().split(" <", 2)[0].strip());
    assertEquals("echo $HOME; date\n", at.stdin().orElseThrow().lenientText());
    assertEquals(20L, ((Plan.Changes) plan).predicted().get("count"));
    assertEquals("minutes", ((Plan.Changes) plan).predicted().get("units"));
    assertEquals(None.NONE, ((Plan.Changes) plan).predicted().get("script_file"));
  }

  @Test
  void runsAScriptOfTheHost() {
    assertEquals(
        "at -f /srv/it now + 20 minutes",
        commands(later("script_file", "/srv/it").plan(FakeHost.named("web1")))
            .getFirst()
            .toString());
  }

  @Test
  void oneIsEnoughIfThatIsSaid() {
    At module = later("command", "date", "unique", true);
    assertInstanceOf(Plan.Unchanged.class, module.plan(waiting("7\n")));
    assertEquals(1, commands(module.plan(waiting(""))).size());
  }

  @Test
  void removesAllThatDoThat() {
    At module = task(At.class, "command", "date", "state", At.State.ABSENT);
    assertEquals(
        List.of("at -r 7", "at -r 9"),
        commands(module.plan(waiting("7\n9\n"))).stream().map(Command::toString).toList());
    assertInstanceOf(Plan.Unchanged.class, module.plan(waiting("")));
  }

  /// What the look prints where `at` has these two jobs.
  private static String seen(Path directory, String wanted, String script) throws Exception {
    Map<String, String> programs =
        Map.of(
            "atq",
            "printf '%s\\n' '7\tFri Nov 27 13:00:00 2026 a root' '9\tFri Nov 27 14:00:00'",
            "at",
            "case $2 in 7) printf 'export A=date\\n"
                + "update\\n"
                + "' ;; *) printf 'x\\n"
                + "date\\n"
                + "echo b\\n"
                + "' ;; esac");
    for (Map.Entry<String, String> each : programs.entrySet()) {
      Path program = directory.resolve(each.getKey());
      Files.writeString(program, "#!/bin/sh\n" + each.getValue() + "\n");
      Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    ProcessBuilder look = new ProcessBuilder("/bin/sh", "-c", At.LOOK, "at", script);
    look.environment().put("PATH", directory + ":/usr/bin:/bin");
    Process said = look.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (OutputStream in = said.getOutputStream()) {
      in.write(wanted.getBytes(StandardCharsets.UTF_8));
    }
    String out = new String(said.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return said.waitFor() == 0 ? out : "refused";
  }

  @Test
  void takesWholeLinesForAJob(@TempDir Path directory) throws Exception {
    assertEquals("9\n", seen(directory, "date\n", ""));
    assertEquals("9\n", seen(directory, "date\necho b\n", ""));
    assertEquals("", seen(directory, "dat\n", ""));
    assertEquals("refused", seen(directory, "", ""));
    Path script = directory.resolve("script");
    Files.writeString(script, " \n\n");
    assertEquals("refused", seen(directory, "", script.toString()));
    Files.writeString(script, "date\n");
    assertEquals("9\n", seen(directory, "", script.toString()));
  }

  @Test
  void refusesWhatCannotBeMeant() {
    assertThrows(BadParameter.class, () -> task(At.class, "command", "date"));
    assertThrows(BadParameter.class, () -> later());
    assertThrows(BadParameter.class, () -> later("command", "date", "script_file", "/x"));
    assertThrows(
        BadParameter.class,
        () -> task(At.class, "command", "x", "count", 0, "units", At.Unit.DAYS));
    FakeHost denied =
        FakeHost.named("web1")
            .answering(
                "the look",
                at -> at.toString().startsWith("sh -c"),
                Output.of(1, "", "You do not have permission to use at."));
    assertInstanceOf(
        Plan.Refused.class,
        task(At.class, "command", "date", "state", At.State.ABSENT).plan(denied));
  }
}
