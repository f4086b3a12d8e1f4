import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Rows of one table each: files that are carried, and starts.
final class Rows {
  private final Options options;
  private final Commands commands;
  private final Stage stage;

  Rows(Options options, Commands commands, Stage stage) {
    this.options = options;
    this.commands = commands;
    this.stage = stage;
  }

  static void head(String title) {
    System.out.printf("%n%-44s |   wall  ratio  control     host  MiB%n", title);
  }

  static void line(String name, Measured taken, double against) {
    System.out.printf(
        "%-44s | %6.2f %5.2fx %8.2f %8.2f %4.0f%s%n",
        name,
        taken.wall(),
        taken.wall() / against,
        taken.control(),
        taken.host(),
        taken.memory(),
        taken.status() == 0 ? "" : "  ! ended with " + taken.status());
    System.out.flush();
  }

  private interface Turn {
    Measured take() throws IOException, InterruptedException;
  }

  /// Takes turns in pairs, as often as was asked for, and prints the medians; the first is the
  /// measure.
  private void pairs(List<Map.Entry<String, Turn>> turns) throws IOException, InterruptedException {
    List<List<Measured>> taken = new ArrayList<>();
    turns.forEach(turn -> taken.add(new ArrayList<>()));
    for (int round = 0; round < options.rounds(); round++) {
      for (int i = 0; i < turns.size(); i++) {
        taken.get(i).add(turns.get(i).getValue().take());
      }
    }
    double against = Measured.median(taken.getFirst()).wall();
    for (int i = 0; i < turns.size(); i++) {
      line(turns.get(i).getKey(), Measured.median(taken.get(i)), against);
    }
  }

  Measured shell(String script) throws IOException, InterruptedException {
    return commands.measure(
        new Commands.Command(List.of("sh", "-c", script), Map.of(), stage.scratch()),
        stage.scratch().resolve("shell.log"));
  }

  private Measured play(String tasks, String... more) throws IOException, InterruptedException {
    Path playbook = stage.scratch().resolve("row.yml");
    Files.writeString(
        playbook, "- hosts: all\n  gather_facts: false\n  tasks:\n" + tasks.indent(4));
    return playFile(playbook, List.of(more));
  }

  /// Plays a playbook by the product.
  Measured playFile(Path playbook, List<String> more) throws IOException, InterruptedException {
    List<String> words =
        Commands.words(List.of(options.runner().toString(), "play", playbook.toString()));
    words.addAll(more);
    words.addAll(options.more());
    return commands.measure(
        new Commands.Command(words, Map.of("RUNNER_NO_BUILD", "1"), stage.scratch()), log());
  }

  /// What the product said last.
  Path log() {
    return stage.scratch().resolve("row.log");
  }

  /// One run of the twenty tasks.
  Measured take(Player player, String name) throws IOException, InterruptedException {
    return commands.measure(player.command(stage), stage.scratch().resolve(name + ".log"));
  }

  Player runner(List<String> more) {
    List<String> all = new ArrayList<>(options.more());
    all.addAll(more);
    return new Player.Runner(options.runner(), all);
  }

  private String inventory() {
    return stage.inventory().toString();
  }

  /// `--version`, a local playbook of one task, and the share of the script that starts Java.
  void start() throws IOException, InterruptedException {
    head("start");
    String runner = options.runner().toString();
    String direct = direct(runner);
    pairs(
        List.of(
            Map.entry("--version", () -> shell("RUNNER_NO_BUILD=1 " + runner + " --version")),
            Map.entry("--version, without the launcher", () -> shell(direct + " --version")),
            Map.entry(
                "one-task local playbook",
                () -> play("- command: 'true'", "-i", "localhost,", "-c", "local"))));
  }

  /// The command that the launcher ends as.
  private String direct(String runner) throws IOException, InterruptedException {
    Path pause = stage.scratch().resolve("pause.yml");
    Files.writeString(
        pause, "- hosts: localhost\n  gather_facts: false\n  tasks: [{command: sleep 5}]\n");
    Process process =
        new ProcessBuilder(runner, "play", pause.toString(), "-i", "localhost,", "-c", "local")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      for (int i = 0; i < 100; i++) {
        List<String> words = Processes.words(process.pid());
        int verb = words.indexOf("play");
        if (words.getFirst().endsWith("java") && verb > 0) {
          StringBuilder quoted = new StringBuilder();
          words.subList(0, verb).forEach(word -> quoted.append('\'').append(word).append("' "));
          return quoted.toString();
        }
        Thread.sleep(50);
      }
      throw new IOException("the launcher didn't become Java");
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  /// One large file: scp, then the product, then the product once more when nothing has changed.
  void upload() throws IOException, InterruptedException {
    stage.prepared();
    Path large = stage.scratch().resolve("large");
    fill(large, options.size());
    Path there = stage.trees().resolve("large");
    String task = "- copy: {src: %s, dest: %s}".formatted(large, there);
    head("%d MiB to one host".formatted(options.size()));
    pairs(
        List.of(
            Map.entry(
                "scp",
                () ->
                    fresh(
                        there,
                        () ->
                            shell(
                                "scp -q "
                                    + copyOptions()
                                    + " "
                                    + large
                                    + " "
                                    + host()
                                    + ":"
                                    + there))),
            Map.entry("runner", () -> fresh(there, () -> play(task, "-i", inventory()))),
            Map.entry(
                "runner, C2 too",
                () ->
                    fresh(
                        there,
                        () ->
                            shell(
                                "RUNNER_NO_BUILD=1 RUNNER_JAVA_OPTS=-XX:TieredStopAtLevel=4 %s play %s -i %s"
                                    .formatted(
                                        options.runner(),
                                        stage.scratch().resolve("row.yml"),
                                        inventory())))),
            Map.entry("runner, nothing to do", () -> play(task, "-i", inventory()))));
    Files.delete(large);
    Files.deleteIfExists(there);
  }

  /// A folder of small files: tar over ssh, then the product.
  void files() throws IOException, InterruptedException {
    stage.prepared();
    Path folder = Files.createDirectories(stage.scratch().resolve("many"));
    for (int i = 0; i < 1000; i++) {
      byte[] content = new byte[1024];
      new Random(i).nextBytes(content);
      Files.write(folder.resolve("file" + i), content);
    }
    Path there = stage.trees().resolve("many");
    String task = "- copy: {src: %s/, dest: %s}".formatted(folder, there);
    String tar =
        "tar -C %s -cf - . | ssh %s %s 'mkdir %5$s && tar -C %5$s -xf -'"
            .formatted(folder, Player.Floor.ssh(stage), host(), "", there);
    head("1000 files of 1 KiB to one host");
    pairs(
        List.of(
            Map.entry("tar over ssh", () -> fresh(there, () -> shell(tar))),
            Map.entry("runner", () -> fresh(there, () -> play(task, "-i", inventory()))),
            Map.entry("runner, nothing to do", () -> play(task, "-i", inventory()))));
  }

  private Measured fresh(Path there, Turn turn) throws IOException, InterruptedException {
    Commands.delete(there);
    return turn.take();
  }

  private String host() {
    return stage.hosts().getFirst();
  }

  private String copyOptions() {
    return Player.Floor.ssh(stage).replace(" -T -p", " -P");
  }

  private static void fill(Path file, int mib) throws IOException {
    byte[] content = new byte[1 << 20];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int i = 0; i < mib; i++) {
        new Random(i).nextBytes(content);
        out.write(content);
      }
    }
  }

  /// A large inventory of which a few are played.
  void inventory50000() throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      if (i % 1000 == 0) {
        lines.add("[group%d]".formatted(i / 1000));
      }
      lines.add("web%05d ansible_host=127.0.1.%d rack=%d".formatted(i, 1 + i % 10, i % 40));
    }
    stage.prepared();
    List<String> all = Files.readAllLines(stage.inventory());
    lines.addAll(all.subList(all.indexOf("[all:vars]"), all.size()));
    Path large = stage.scratch().resolve("large.ini");
    Files.write(large, lines);
    head("10 of 50,000 hosts, one task");
    Path ten = stage.scratch().resolve("ten.ini");
    List<String> few = new ArrayList<>(lines.subList(0, 11));
    few.addAll(all.subList(all.indexOf("[all:vars]"), all.size()));
    Files.write(ten, few);
    String task = "- command: 'true'";
    pairs(
        List.of(
            Map.entry("an inventory of these 10", () -> play(task, "-i", ten.toString())),
            Map.entry(
                "limited to 10 of 50,000",
                () -> play(task, "-i", large.toString(), "--limit", "web0000*"))));
  }
}
