package dev.runner.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.containers.Fault.End;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Each trouble of a deploy ends in a decided state and says its cause. The usual build has each on
/// one stack; the matrix has it on both, and gives the same command again once the cause is put
/// right.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class FaultsIT {
  private static final int HOST_FAILED = 2;

  private final Spring spring = new Spring();
  private final FaultTable table = new FaultTable();

  static Stream<Arguments> faults() {
    return Faults.all()
        .flatMap(
            fault ->
                fault.stacks().stream()
                    .limit(Stacks.inMatrix() ? Stack.ofSites().size() : 1)
                    .map(stack -> Arguments.of(stack, fault)));
  }

  @ParameterizedTest(name = "{1}, {0}")
  @MethodSource("faults")
  void endsAsItMust(Stack stack, Fault fault, @TempDir Path folder) {
    spring.lend(stack, host -> bears(host, fault, new Workspace(folder).with("web1", host)));
  }

  @AfterAll
  void close() {
    spring.close();
    table.write("1-faults");
  }

  /// Brings it about and deploys.
  ///
  /// @return whether the host is in spring again
  private boolean bears(TestHost host, Fault fault, Workspace here) {
    boolean first = fault.end() == End.UNTOUCHED;
    host.tidepool().release(fault.season());
    SiteState inSpring = SiteState.of(host);
    assertTrue(inSpring.hasDatabase(), inSpring.toString());
    if (fault.when().isEmpty()) {
      host.bash("{ %s; } 2>/dev/null\ntrue".formatted(fault.bring()));
    } else {
      Faults.strikeLater(host, fault.when(), fault.bring());
    }
    SiteState before = first ? SiteState.of(host) : inSpring;
    Mark mark = Mark.besideDatabases(host);
    Ran ran = here.deploy(fault.words().toArray(String[]::new));
    String told = fault + "\n" + ran.out() + ran.err();
    assertEquals(HOST_FAILED, ran.exit(), told);
    String cause = FaultTable.line("cause", ran.out());
    fault.says().forEach(said -> assertTrue(cause.contains(said), () -> said + "?\n" + told));
    if (first) {
      assertEquals(Set.of(), withoutRecords(mark.changed()), told);
    }
    endedAs(fault.end(), before, SiteState.of(host), told);
    String again = Stacks.inMatrix() ? again(host, fault, here) : "";
    table.add(fault.key(), host.stack(), fault.name(), fault.end().words(), again, ran.out());
    host.bash(fault.undo() + "\ntrue");
    return first && !Stacks.inMatrix() && inSpring.equals(SiteState.of(host));
  }

  private static void endedAs(End end, SiteState before, SiteState after, String told) {
    switch (end) {
      case UNTOUCHED -> assertEquals(before, after, told);
      case BACK -> {
        assertEquals(before.site(), after.site(), told);
        assertTrue(told.contains("\"server: up\"") && told.contains("\"message: down\""), told);
        assertTrue(
            told.contains("migrations run: none") || told.contains(", and taken back; pending"),
            told);
      }
      case MESSAGE_ALONE_STAYS -> {
        assertEquals(before.withoutMessage(), after.withoutMessage(), told);
        assertTrue(after.messageIsUp() && told.contains("\"message: up\""), told);
        assertTrue(told.contains("\"server: up\""), told);
      }
      case MESSAGE_STAYS -> {
        assertTrue(after.messageIsUp() && told.contains("\"message: up\""), told);
        boolean up = told.contains("\"server: up\"");
        assertEquals(up, after.apachePid().isPresent(), told);
        assertTrue(!up || before.site().getFirst().equals(after.site().getFirst()), told);
      }
      case HELD, HELD_FOR_A_PERSON -> {
        assertEquals(Optional.empty(), after.apachePid(), told);
        assertTrue(after.messageIsUp(), told);
        assertTrue(told.contains("\"server: down\"") && told.contains("\"message: up\""), told);
      }
    }
  }

  /// The directories in which obligations are recorded stay on a host.
  private static Set<String> withoutRecords(Set<String> paths) {
    return paths.stream()
        .filter(path -> !path.startsWith("/var/lib/runner") && !path.equals("/var/lib"))
        .collect(Collectors.toSet());
  }

  private static String again(TestHost host, Fault fault, Workspace here) {
    host.bash(fault.undo() + "\ntrue");
    Tidepool site = host.tidepool();
    boolean better = fault.when().isEmpty() && fault.end().passes();
    String autumn = site.release(better ? "autumn" : fault.season());
    Ran ran = here.deploy();
    if (!fault.end().passes()) {
      assertEquals(HOST_FAILED, ran.exit(), ran.out());
      fault.says().forEach(said -> assertTrue(ran.out().contains(said), ran.out()));
      SiteState now = SiteState.of(host);
      endedAs(fault.end(), now, now, ran.out());
      return "refuses";
    }
    ran.orThrow();
    assertEquals(autumn, site.revision(), ran.out());
    assertEquals(Optional.of("autumn"), site.season(), ran.out());
    assertEquals("", site.status(), ran.out());
    assertEquals(
        List.of(),
        site.manage(host.stack() == Stack.CLASSIC ? "migrate --list" : "showmigrations")
            .lines()
            .filter(line -> line.contains("( )") || line.contains("[ ]"))
            .toList(),
        ran.out());
    return "deploys";
  }
}
