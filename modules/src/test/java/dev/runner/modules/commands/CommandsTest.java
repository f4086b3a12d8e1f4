package dev.runner.modules.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.BadParameter;
import dev.runner.module.Content;
import dev.runner.module.ControlScript;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.RemotePath;
import dev.runner.module.Showing;
import dev.runner.module.Step;
import dev.runner.module.testing.FakeControlFile;
import dev.runner.module.testing.FakeHost;
import dev.runner.values.Marks;
import dev.runner.values.Text;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Golden plans of `command`, `shell`, `raw` and `script`.
class CommandsTest {
  private final FakeHost host = FakeHost.named("web1");

  private static Text text(String value) {
    return Text.of(value, Marks.NONE);
  }

  private static Command command(String line, Optional<String> creates, Optional<String> removes) {
    return new Command(
        Optional.of(text(line)),
        List.of(),
        creates.map(RemotePath::of),
        removes.map(RemotePath::of),
        Optional.empty(),
        Optional.empty(),
        true,
        true,
        true,
        Optional.empty());
  }

  private static Command command(String line) {
    return command(line, Optional.empty(), Optional.empty());
  }

  @Test
  void wordsReachTheProgramAsTheyAre() {
    Plan plan = command("echo 'a  b' \"*\" c\\ d").plan(host);
    assertEquals(List.of("run", "  $ echo 'a  b' '*' 'c d'"), Showing.lines(plan));
    assertEquals(0, host.roundTrips());
  }

  @Test
  void anExitStatusOtherThanZeroFails() {
    host.answering("false", Output.of(1, "out\n\n", "bad\n"));
    Finished done = assertInstanceOf(Finished.class, host.apply(command("false").plan(host)));
    assertTrue(done.failed());
    assertEquals("The command exited with a non-zero return code.", done.message());
    assertEquals(1L, done.values().get("rc"));
    assertEquals("out", done.values().get("stdout"));
    assertEquals(List.of("out"), done.values().get("stdout_lines"));
    assertEquals("bad", done.values().get("stderr"));
    assertEquals(List.of(text("false")), done.values().get("cmd"));
  }

  @Test
  void aLineWithASecretOfAProgramThatIsNotThereIsSecret() {
    host.answering(
        "the program",
        asked -> asked.words().getFirst().value().equals("/no/such"),
        Output.of(127, "", "sh: 1: exec: /no/such: not found\n"));
    Command command =
        new Command(
            Optional.empty(),
            List.of(text("/no/such"), text("--key"), Text.secret("kq7x")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            true,
            true,
            Optional.empty());
    Finished done = assertInstanceOf(Finished.class, host.apply(command.plan(host)));
    assertEquals(2L, done.values().get("rc"));
    Text line = assertInstanceOf(Text.class, done.values().get("cmd"));
    assertTrue(line.isSecret());
    assertEquals("/no/such --key kq7x", line.value());
  }

  @Test
  void variablesAndHomesAreReplacedInOneRoundTrip() {
    host.user("ann", 1000).self("ann");
    host.answering(
        "the variables",
        asked -> asked.words().getFirst().value().equals("sh"),
        Output.of(0, "SITE=/srv/my site\0", ""));
    Plan plan = command("ls $SITE ${SITE}x $NONE ~ ~/a a~").plan(host);
    assertEquals(
        List.of("run", "  $ ls '/srv/my site' '/srv/my sitex' '$NONE' /home/ann /home/ann/a 'a~'"),
        Showing.lines(plan));
    assertEquals(1, host.roundTrips());
    Object cmd = assertInstanceOf(Plan.Changes.class, plan).predicted().get("cmd");
    assertEquals("[ls, $SITE, ${SITE}x, $NONE, ~, ~/a, a~]", String.valueOf(cmd));
  }

  @Test
  void whatIsMadeAlreadyIsNotMadeAgain() {
    host.file("/srv/done", "");
    Plan.Unchanged plan =
        assertInstanceOf(
            Plan.Unchanged.class,
            command("make", Optional.of("/srv/done"), Optional.empty()).plan(host));
    assertEquals("skipped, since /srv/done exists", plan.because());
    assertEquals("Did not run command since '/srv/done' exists", plan.values().get("msg"));
    assertEquals(0L, plan.values().get("rc"));
  }

  @Test
  void whatIsGoneAlreadyIsNotRemovedAgain() {
    host.absent("/srv/old");
    Plan plan = command("clean", Optional.empty(), Optional.of("/srv/old")).plan(host);
    assertEquals(List.of("unchanged: skipped, since /srv/old does not exist"), Showing.lines(plan));
    host.file("/srv/old", "");
    assertInstanceOf(
        Plan.Changes.class, command("clean", Optional.empty(), Optional.of("/srv/old")).plan(host));
  }

  @Test
  void onlyATraceMakesItForeseeable() {
    assertFalse(command("x").foreseeable());
    assertTrue(command("x", Optional.of("/a"), Optional.empty()).foreseeable());
  }

  @Test
  void tracesAreRelativeToTheDirectoryAndMayBePatterns() {
    host.directory("/srv/app").absent("/srv/app/made");
    Command module =
        new Command(
            Optional.empty(),
            List.of(text("make"), text("-C"), text("a b")),
            Optional.of(RemotePath.of("made")),
            Optional.empty(),
            Optional.of(RemotePath.of("/srv/app")),
            Optional.of(text("y")),
            true,
            true,
            true,
            Optional.empty());
    Plan.Changes plan = assertInstanceOf(Plan.Changes.class, module.plan(host));
    Step.Run run = assertInstanceOf(Step.Run.class, plan.steps().getFirst());
    assertEquals(Optional.of(RemotePath.of("/srv/app")), run.command().directory());
    assertEquals(Optional.of(Content.of("y\n")), run.command().stdin());

    host.answering(
        "the pattern",
        asked -> asked.words().getLast().value().equals("/tmp/*.done"),
        Output.of(0, "", ""));
    assertInstanceOf(
        Plan.Unchanged.class,
        command("make", Optional.of("/tmp/*.done"), Optional.empty()).plan(host));
  }

  @Test
  void aSecretOnTheCommandLineIsWarnedOf() {
    Command module =
        new Command(
            Optional.empty(),
            List.of(text("login"), Text.secret("hunter2")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            true,
            true,
            true,
            Optional.empty());
    Plan.Changes plan = assertInstanceOf(Plan.Changes.class, module.plan(host));
    assertEquals(1, plan.warnings().size());
    assertEquals(List.of("run", "  $ login ********"), Showing.lines(plan));
  }

  @Test
  void oneWayToSayTheCommandIsEnough() {
    assertThrows(BadParameter.class, () -> command(" "));
    assertThrows(
        BadParameter.class,
        () ->
            new Command(
                Optional.of(text("a")),
                List.of(text("b")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                true,
                true,
                Optional.empty()));
  }

  @Test
  void shellKeepsTheLineWhole() {
    Shell module =
        new Shell(
            text("a | b > 'c d'; $X"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            "/bin/bash",
            Optional.empty(),
            true,
            true);
    assertEquals(
        List.of("run", "  $ /bin/bash -c 'a | b > '\\''c d'\\''; $X'"),
        Showing.lines(module.plan(host)));
    assertFalse(module.foreseeable());
  }

  @Test
  void rawKeepsTheEndsOfItsOutput() {
    host.answering("/bin/sh -c ls", Output.of(0, "a\n\n", ""));
    Finished done =
        assertInstanceOf(Finished.class, host.apply(new Raw(text("ls"), "/bin/sh").plan(host)));
    assertEquals("a\n\n", done.values().get("stdout"));
    assertEquals(List.of("a", ""), done.values().get("stdout_lines"));
  }

  @Test
  void aScriptIsReadByWhatItsFirstLineNames() {
    ControlScript script =
        new ControlScript(
            FakeControlFile.of("files/up.py", "#!/usr/bin/env python3 -u\nprint()\n"),
            List.of(text("--all"), text("a b")),
            text("files/up.py --all 'a b'"));
    Script module =
        new Script(
            Optional.of(script),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            true);
    assertEquals(
        List.of(
            "put files/up.py on the host",
            "  mode: 0700",
            "run",
            "  $ /usr/bin/env 'python3 -u' /tmp/scratch/up.py --all 'a b'"),
        Showing.lines(module.plan(host)));
  }

  @Test
  void aScriptThatIsNotNeededIsSkipped() {
    ControlScript script =
        new ControlScript(FakeControlFile.of("files/x.sh", ""), List.of(), text("files/x.sh"));
    FakeHost done = FakeHost.named("web1").file("/srv/done", "").absent("/srv/old");
    Plan.Learned made = skipped(script, Optional.of("/srv/done"), Optional.empty(), done);
    assertEquals("/srv/done exists, matching creates option", made.values().get("msg"));
    assertEquals(true, made.values().get("skipped"));
    Plan.Learned gone = skipped(script, Optional.empty(), Optional.of("/srv/old"), done);
    assertEquals("/srv/old does not exist, matching removes option", gone.values().get("msg"));
  }

  private static Plan.Learned skipped(
      ControlScript script, Optional<String> creates, Optional<String> removes, FakeHost host) {
    Script module =
        new Script(
            Optional.of(script),
            creates.map(RemotePath::of),
            removes.map(RemotePath::of),
            Optional.empty(),
            Optional.empty(),
            true);
    return assertInstanceOf(Plan.Learned.class, module.plan(host));
  }
}
