import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// 1,000 hosts of which 10 say nothing and 10 have a long way: who waits for whom, and for how
/// long.
final class TroubledRow {
  private static final int HOSTS = 1000;
  private static final Duration FAR = Duration.ofSeconds(1);

  private final Rows rows;
  private final Stage stage;
  private final List<String> hosts = Farm.addresses(HOSTS);

  TroubledRow(Rows rows, Stage stage) {
    this.rows = rows;
    this.stage = stage;
  }

  void measure() throws IOException, InterruptedException {
    Rows.head("1,000 hosts, two tasks");
    try (ServerSocketChannel silent = ServerSocketChannel.open();
        Proxy _ = Proxy.start(stage.port() + 2, stage.port(), FAR)) {
      silent.bind(new InetSocketAddress("0.0.0.0", stage.port() + 1), 100);
      double well = take("all of them well", false, 0);
      take("10 silent, 10 with a round trip of 1 s", true, well);
      take("the same, each at its own pace (free)", true, well, "-e", "pace=free");
    }
  }

  private double take(String name, boolean troubled, double well, String... more)
      throws IOException, InterruptedException {
    Commands.delete(stage.trees());
    Path inventory = inventory(troubled);
    Instant start = Instant.now();
    Measured taken =
        rows.playFile(
            stage.play().resolve("troubled.yml"),
            Commands.words(List.of("-i", inventory.toString(), "-f", "" + stage.forks()), more));
    Rows.line(name, taken.as(expected(troubled)), well == 0 ? taken.wall() : well);
    System.out.printf(
        "  %s; the last of the good ones was through after %.1f s%n", recap(), lastGood(start));
    return taken.wall();
  }

  /// Hosts without an answer make a run end with 4.
  private static int expected(boolean troubled) {
    return troubled ? 4 : 0;
  }

  private static boolean isSilent(int host) {
    return host % 100 == 7;
  }

  private static boolean isFar(int host) {
    return host % 100 == 57;
  }

  private Path inventory(boolean troubled) throws IOException {
    stage.prepared();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < hosts.size(); i++) {
      int more = troubled && isSilent(i) ? 1 : troubled && isFar(i) ? 2 : 0;
      lines.add(hosts.get(i) + " ansible_port=" + (stage.port() + more));
    }
    Files.readAllLines(stage.inventory()).stream()
        .dropWhile(line -> !line.startsWith("["))
        .filter(line -> !line.startsWith("ansible_port"))
        .forEach(lines::add);
    lines.add("ansible_host_key_checking=false");
    Path inventory = stage.scratch().resolve("thousand.ini");
    Files.write(inventory, lines);
    return inventory;
  }

  private String recap() throws IOException {
    String said = Files.readString(rows.log());
    long reached = said.lines().filter(line -> line.matches(".*ok=2 .*unreachable=0.*")).count();
    long lost = said.lines().filter(line -> line.matches(".*unreachable=1.*")).count();
    return "recap: %d through, %d unreachable".formatted(reached, lost);
  }

  private double lastGood(Instant start) throws IOException {
    double last = 0;
    for (int i = 0; i < hosts.size(); i++) {
      Path file = stage.trees().resolve(hosts.get(i) + ".two");
      if (!isSilent(i) && !isFar(i) && Files.exists(file)) {
        Instant written = Files.getLastModifiedTime(file).toInstant();
        last = Math.max(last, Duration.between(start, written).toMillis() / 1000.0);
      }
    }
    return last;
  }
}
