import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Starts hosts, measures the rows that are asked for, and ends the hosts. See [Options#HELP].
final class Bench {
  private static final List<String> ROWS =
      List.of("hosts", "start", "upload", "files", "inventory", "troubled", "wan");

  private Bench() {}

  public static void main(String[] words) throws IOException, InterruptedException {
    Path bench = Path.of(words[0]);
    List<String> rest = Arrays.asList(words).subList(1, words.length);
    if (rest.contains("--help")) {
      System.out.print(Options.HELP.formatted(String.join(", ", ROWS)));
      return;
    }
    Options options;
    try {
      options = Options.parse(rest, bench);
    } catch (IllegalArgumentException e) {
      System.err.println("bench: " + e.getMessage() + "; --help shows them");
      System.exit(5);
      return;
    }
    Path scratch =
        options.scratch().isPresent()
            ? Files.createDirectories(options.scratch().get())
            : Files.createTempDirectory("runner-bench");
    try (Farm farm = Farm.start(scratch.resolve("farm"), options.port())) {
      Runtime.getRuntime().addShutdownHook(new Thread(farm::close));
      Files.createDirectories(scratch.resolve("control"));
      prepare(options);
      System.out.printf(
          "%d cores, load %s, hosts are one sshd on loopback; wall and CPU in seconds, medians of %d%n",
          Runtime.getRuntime().availableProcessors(),
          Files.readString(Path.of("/proc/loadavg")).split(" ")[0],
          options.rounds());
      Commands commands = new Commands(farm, scratch);
      for (String row : options.rows(ROWS)) {
        measure(
            row,
            options,
            commands,
            new Stage(bench, scratch, farm, List.of(), options.port(), options.forks(), false));
      }
    } finally {
      if (!options.keep()) {
        Commands.delete(scratch);
      }
    }
  }

  /// Builds what is to be measured, so that no run waits for it.
  private static void prepare(Options options) throws IOException, InterruptedException {
    Commands.run(options.runner().toString(), "--version");
  }

  private static void measure(String row, Options options, Commands commands, Stage stage)
      throws IOException, InterruptedException {
    Stage one = stage.of(Farm.addresses(1), options.port());
    switch (row) {
      case "hosts" -> {
        HostsRow hosts = new HostsRow(options, commands, Player.all(options));
        for (int count : options.hosts()) {
          for (boolean facts : options.facts()) {
            hosts.measure(stage.of(Farm.addresses(count), options.port()).withFacts(facts));
          }
        }
      }
      case "start" -> new Rows(options, commands, one).start();
      case "upload" -> new Rows(options, commands, one).upload();
      case "files" -> new Rows(options, commands, one).files();
      case "inventory" ->
          new Rows(options, commands, stage.of(Farm.addresses(10), options.port()))
              .inventory50000();
      case "troubled" -> {
        Stage thousand = stage.of(Farm.addresses(1000), options.port());
        new TroubledRow(new Rows(options, commands, thousand), thousand).measure();
      }
      case "wan" -> {
        Stage far = stage.of(Farm.addresses(20), options.port() + 1);
        new WideRow(new Rows(options, commands, far), far).measure();
      }
      default -> throw new IllegalArgumentException("there is no row " + row);
    }
  }
}
