package dev.runner.modules.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.BadParameter;
import dev.runner.module.Effect;
import dev.runner.module.HostPython;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.RemotePath;
import dev.runner.module.testing.FakeHost;
import dev.runner.modules.site.ThisMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetupTest {
  @TempDir Path temp = Path.of("");

  private Setup setup(List<String> subsets, List<String> filter) {
    return setup(subsets, filter, "python3");
  }

  private Setup setup(List<String> subsets, List<String> filter, String python) {
    RemotePath facts = RemotePath.of(temp.toString());
    Duration patience = Duration.ofSeconds(10);
    return new Setup(subsets, filter, facts, patience, true, HostPython.of(python));
  }

  private Map<?, ?> here(List<String> subsets, List<String> filter) {
    Plan plan = setup(subsets, filter).plan(new ThisMachine(temp));
    return assertInstanceOf(
        Map.class, assertInstanceOf(Plan.Learned.class, plan).values().get("ansible_facts"));
  }

  @Test
  void knowsThisMachine() throws IOException {
    Map<?, ?> facts = here(List.of("all"), List.of());
    assertEquals(System.getProperty("os.version"), facts.get("ansible_kernel"));
    assertEquals(System.getProperty("user.name"), facts.get("ansible_user_id"));
    assertEquals(
        (long) Runtime.getRuntime().availableProcessors(), facts.get("ansible_processor_nproc"));
    assertEquals(
        Files.readString(Path.of("/proc/sys/kernel/hostname")).strip(),
        facts.get("ansible_nodename"));
    Map<?, ?> variables = assertInstanceOf(Map.class, facts.get("ansible_env"));
    assertEquals(System.getenv("PATH"), variables.get("PATH"));
    Map<?, ?> time = assertInstanceOf(Map.class, facts.get("ansible_date_time"));
    long epoch = Long.parseLong(String.valueOf(time.get("epoch")));
    assertTrue(Math.abs(System.currentTimeMillis() / 1000 - epoch) < 3600);
    assertTrue(assertInstanceOf(List.class, facts.get("ansible_interfaces")).contains("lo"));
    assertEquals(true, facts.get("module_setup"));
  }

  @Test
  void tellsOfThePythonThatIsNamed() throws IOException {
    Path mine = Files.writeString(temp.resolve("my python"), "#!/bin/sh\necho 3.8.1\n");
    assertTrue(mine.toFile().setExecutable(true));
    Setup setup = setup(List.of("python"), List.of(), mine.toString());
    Plan.Learned plan = assertInstanceOf(Plan.Learned.class, setup.plan(new ThisMachine(temp)));
    Map<?, ?> facts = assertInstanceOf(Map.class, plan.values().get("ansible_facts"));
    Map<?, ?> python = assertInstanceOf(Map.class, facts.get("ansible_python"));
    assertEquals(mine.toString(), python.get("executable"));
    assertEquals("3.8.1", facts.get("ansible_python_version"));
    assertFalse(facts.containsKey("discovered_interpreter_python"));
  }

  @Test
  void thePythonThatNobodyNamesIsToldAsFound() {
    Map<?, ?> facts = here(List.of("python"), List.of("ansible_python"));
    Map<?, ?> python = assertInstanceOf(Map.class, facts.get("ansible_python"));
    assertEquals(python.get("executable"), facts.get("discovered_interpreter_python"));
  }

  @Test
  void localFactsAreReadOrRun() throws IOException {
    Files.writeString(temp.resolve("plain.fact"), "[a]\nb=1\n");
    Path program = temp.resolve("told by a program.fact");
    Files.writeString(program, "#!/bin/sh\necho '{\"x\": [1, 2]}'\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    Map<?, ?> facts = here(List.of("!all", "!min", "local"), List.of());
    assertEquals(
        Map.of(
            "plain", Map.of("a", Map.of("b", "1")),
            "told by a program", Map.of("x", List.of(1L, 2L))),
        facts.get("ansible_local"));
    assertEquals(3, facts.size());
  }

  @Test
  void aFilterTakesPatternsAndNames() {
    Map<?, ?> facts = here(List.of("all"), List.of("ansible_*_mb", "os_family"));
    assertTrue(facts.containsKey("ansible_memtotal_mb"));
    assertTrue(facts.containsKey("ansible_os_family"));
    assertFalse(facts.containsKey("ansible_kernel"));
  }

  @Test
  void oneQuestionTellsAll() {
    FakeHost host =
        FakeHost.named("web1")
            .answering(
                "the script",
                command -> command.words().getLast().value().equals("python3"),
                Output.of(0, Hosts.section("uname", "Linux web1 6.1 x86_64\n"), ""));
    Plan.Learned plan =
        assertInstanceOf(Plan.Learned.class, setup(List.of("all"), List.of()).plan(host));
    assertEquals(1, host.roundTrips());
    Effect.Facts facts = assertInstanceOf(Effect.Facts.class, plan.effects().getFirst());
    assertEquals("web1", facts.values().get("ansible_hostname"));
  }

  @Test
  void nothingWantedAsksNothing() {
    FakeHost host = FakeHost.named("web1");
    setup(List.of("!all", "!min"), List.of()).plan(host);
    assertEquals(0, host.roundTrips());
  }

  @Test
  void refusesUnknownSubsets() {
    assertThrows(BadParameter.class, () -> setup(List.of("netwrok"), List.of()));
  }
}
