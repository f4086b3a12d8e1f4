import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// The twenty tasks on twenty hosts that are 100 ms away, against what round trips allow.
final class WideRow {
  private static final Duration ROUND_TRIP = Duration.ofMillis(100);

  /// Tasks of the play that run a command each time: shell and command without `creates`.
  private static final int OPAQUE = 2;

  private final Rows rows;
  private final Stage stage;

  WideRow(Rows rows, Stage stage) {
    this.rows = rows;
    this.stage = stage;
  }

  void measure() throws IOException, InterruptedException {
    Rows.head("20 hosts at %d ms".formatted(ROUND_TRIP.toMillis()));
    try (Proxy _ = Proxy.start(stage.port(), stage.farm().port(), ROUND_TRIP)) {
      Commands.delete(stage.trees());
      stage.prepared();
      Measured connect =
          rows.shell("ssh %s %s true".formatted(Player.Floor.ssh(stage), stage.hosts().getFirst()));
      Rows.line("ssh to one host", connect, connect.wall());
      Measured floor = rows.take(new Player.Floor(), "wan");
      Rows.line("floor, first run", floor, connect.wall());
      Commands.delete(stage.trees());
      stage.prepared();
      for (String which : List.of("first", "second", "check")) {
        Measured taken =
            rows.take(
                rows.runner(which.equals("check") ? List.of("--check") : List.of()),
                "wan-" + which);
        Rows.line("runner, %s run".formatted(which), taken, connect.wall());
        System.out.printf("  allowed are %.2f s%n", allowed(which, connect.wall()));
      }
    }
  }

  private static double allowed(String which, double connect) {
    double trip = ROUND_TRIP.toMillis() / 1000.0;
    double trips = which.equals("first") ? 30 : 6 + 2 * OPAQUE;
    return trips * trip + connect + 1;
  }
}
