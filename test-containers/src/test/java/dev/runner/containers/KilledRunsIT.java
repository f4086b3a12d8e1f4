package dev.runner.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The command is killed as soon as a step of the twelve begins, which is just after the one
/// before; the same command again ends as if nothing had been. In the usual build one deploy is
/// killed at every other step in turn, and one of the other stack at the steps between; in the
/// matrix each at all of them, and each has a deploy of its own too.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class KilledRunsIT {
  private static final List<String> STEPS =
      List.of(
          "tell the users",
          "wait until the maintenance begins",
          "still no job is running",
          "stop the server",
          "bring the code up to date",
          "the group may write",
          "new packages",
          "new settings",
          "static files",
          "migrations",
          "start the server",
          "test it quickly",
          "take the message down",
          "the server");

  private final Spring spring = new Spring();
  private final FaultTable table = new FaultTable();

  static Stream<Arguments> deaths() {
    return Stack.ofSites().stream()
        .flatMap(
            stack ->
                Stream.concat(
                        Stream.of(Stacks.inMatrix() ? STEPS : everyOther(stack)),
                        Stacks.inMatrix() ? STEPS.stream().map(List::of) : Stream.of())
                    .map(steps -> Arguments.of(stack, steps)));
  }

  private static List<String> everyOther(Stack stack) {
    int first = stack == Stack.MODERN ? 1 : 0;
    return IntStream.iterate(first, i -> i < STEPS.size(), i -> i + 2)
        .mapToObj(STEPS::get)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("deaths")
  void theSameCommandAgainGoesOn(Stack stack, List<String> steps, @TempDir Path folder) {
    spring.lend(
        stack,
        host -> {
          String autumn = host.tidepool().release("autumn");
          Workspace here = new Workspace(folder).with("web1", host);
          steps.forEach(step -> dies(here, step));
          isDeployed(here.deploy().orThrow().out(), host, autumn);
          note(stack, steps);
          return false;
        });
  }

  @AfterAll
  void close() {
    spring.close();
    table.write("2-killed");
  }

  private static void dies(Workspace here, String step) {
    try (var running = here.startDeploy()) {
      running
          .until(out -> out.contains("TASK [django_site : " + step + "]"))
          .signal("KILL")
          .await();
    }
  }

  private static void isDeployed(String said, TestHost host, String autumn) {
    Tidepool site = host.tidepool();
    assertEquals(autumn, site.revision(), said);
    assertEquals(Optional.of("autumn"), site.season(), said);
    assertFalse(host.get("/").body().contains("closes at"), said);
    assertEquals(8, site.appliedMigrations().size(), said);
    assertEquals("", site.status(), said);
  }

  private void note(Stack stack, List<String> steps) {
    boolean each = steps.size() > 1;
    table.add(
        each ? "99" : "%02d".formatted(STEPS.indexOf(steps.getFirst())),
        stack,
        each
            ? "the command is killed (SIGKILL) %d times, each time at a later step"
                .formatted(steps.size())
            : "the command is killed (SIGKILL) as “%s” begins".formatted(steps.getFirst()),
        "as it was at that moment; what is owed is noted on the host",
        "deploys",
        "");
  }
}
