import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The twenty tasks on N hosts: everyone in turn, first and second run, as often as was asked for.
final class HostsRow {
  private final Options options;
  private final Commands commands;
  private final List<Player> players;

  HostsRow(Options options, Commands commands, List<Player> players) {
    this.options = options;
    this.commands = commands;
    this.players = players;
  }

  /// What one player took in all rounds.
  private record Taken(List<Measured> first, List<Measured> second) {
    Taken() {
      this(new ArrayList<>(), new ArrayList<>());
    }
  }

  void measure(Stage stage) throws IOException, InterruptedException {
    List<Player> playing =
        players.stream()
            .filter(
                player -> !stage.facts() || player.knowsFacts() || player instanceof Player.Floor)
            .filter(player -> isQuick(player) || stage.hosts().size() <= options.peerHosts())
            .toList();
    Map<Player, Taken> taken = new LinkedHashMap<>();
    playing.forEach(player -> taken.put(player, new Taken()));
    for (int round = 0; round < options.rounds(); round++) {
      Trees expected = null;
      for (Player player : playing) {
        // those that take minutes are told apart without being asked twice
        if (round > 0 && !isQuick(player)) {
          continue;
        }
        Trees left = pair(stage, player, taken.get(player));
        if (expected == null) {
          expected = left;
        } else {
          report(player, left.differences(expected));
        }
      }
    }
    print(stage, taken);
  }

  private static boolean isQuick(Player player) {
    return player instanceof Player.Floor || player instanceof Player.Runner;
  }

  private Trees pair(Stage stage, Player player, Taken taken)
      throws IOException, InterruptedException {
    Commands.delete(stage.trees());
    stage.prepared();
    taken.first().add(run(stage, player, "first"));
    Trees first = Trees.of(stage.trees());
    taken.second().add(run(stage, player, "second"));
    Trees second = Trees.of(stage.trees());
    if (!second.differences(first).isEmpty() || second.writtenSince(first) > 0) {
      System.out.printf(
          "! the second run of %s wrote %d files%n", player.name(), second.writtenSince(first));
    }
    return second;
  }

  private Measured run(Stage stage, Player player, String which)
      throws IOException, InterruptedException {
    Path log =
        stage
            .scratch()
            .resolve("%s-%s.log".formatted(player.name().replaceAll("\\W+", "-"), which));
    Measured measured = commands.measure(player.command(stage), log);
    if (measured.status() != 0) {
      System.out.printf(
          "! the %s run of %s ended with %d; it said:%n%s%n",
          which, player.name(), measured.status(), tail(log));
    }
    return measured;
  }

  private static String tail(Path log) throws IOException {
    List<String> lines =
        java.nio.file.Files.readAllLines(log, java.nio.charset.StandardCharsets.ISO_8859_1);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
  }

  private static void report(Player player, List<String> differences) {
    if (!differences.isEmpty()) {
      System.out.printf(
          "! %s leaves %d paths that differ from the first player's; one of them: %s%n",
          player.name(), differences.size(), differences.getFirst());
    }
  }

  private static void print(Stage stage, Map<Player, Taken> taken) {
    System.out.printf(
        "%n%d hosts, facts %s%n%-16s %28s %28s%n",
        stage.hosts().size(),
        stage.facts() ? "on (the floor gathers none)" : "off",
        "",
        "first run",
        "second run");
    System.out.printf("%-16s %s %s%n", "", HEAD, HEAD);
    Taken floor =
        taken.entrySet().stream()
            .filter(entry -> entry.getKey() instanceof Player.Floor)
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(new Taken());
    taken.forEach(
        (player, runs) ->
            System.out.printf(
                "%-16s %s %s%n",
                player.name(),
                line(runs.first(), floor.first()),
                line(runs.second(), floor.second())));
    System.out.flush();
  }

  private static final String HEAD = "|   wall  ratio  control     host  MiB";

  private static String line(List<Measured> runs, List<Measured> floor) {
    Measured middle = Measured.median(runs);
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < Math.min(runs.size(), floor.size()); i++) {
      ratios.add(runs.get(i).wall() / floor.get(i).wall());
    }
    return "| %6.2f %6s %8.2f %8.2f %4.0f"
        .formatted(
            middle.wall(),
            ratios.isEmpty() ? "" : "%.2fx".formatted(Numbers.median(ratios)),
            middle.control(),
            middle.host(),
            middle.memory());
  }
}
