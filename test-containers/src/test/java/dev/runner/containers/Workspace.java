package dev.runner.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The folder in which a user stands: an inventory of test hosts, the variables of the site, and
/// the command.
public final class Workspace {
  /// Variables of the demo, with so short a lead that a test needn't wait.
  private static final List<String> QUICK = List.of("-e", "site_banner_lead=1s");

  private final Path folder;
  private final RunnerCommand runner;
  private final List<String> lines = new ArrayList<>();

  /// @param folder empty
  public Workspace(Path folder) {
    this.folder = folder;
    this.runner = new RunnerCommand(folder);
    Path vars = root().resolve("inventories/demo/group_vars/web.yml");
    try {
      Files.createDirectories(folder.resolve("hosts/group_vars"));
      Files.copy(vars, folder.resolve("hosts/group_vars/web.yml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The checkout of the project.
  static Path root() {
    return Path.of(System.getProperty("runner.root"));
  }

  /// Where the user stands.
  public Path folder() {
    return folder;
  }

  /// The command.
  public RunnerCommand runner() {
    return runner;
  }

  /// Adds a host to the group `web`.
  public Workspace with(String name, TestHost host) {
    return with(host.inventoryLine(name, "admin"));
  }

  /// Adds a line to the group `web`.
  public Workspace with(String line) {
    lines.add(line);
    String common =
        "ansible_ssh_common_args='-o IdentitiesOnly=yes -o UserKnownHostsFile=%s'"
            .formatted(folder.resolve("known_hosts"));
    write(
        "hosts/hosts.ini",
        "[web]\n%s\n\n[web:vars]\n%s\n".formatted(String.join("\n", lines), common));
    return this;
  }

  /// Writes a file below the folder.
  public Path write(String name, String text) {
    Path file = folder.resolve(name);
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Deploys, with more words on the command line.
  public Ran deploy(String... more) {
    return runner.run(playing("deploy.yml", more));
  }

  /// Starts to deploy.
  public RunnerCommand.Running startDeploy(String... more) {
    return runner.start(playing("deploy.yml", more));
  }

  /// Starts to go back.
  public RunnerCommand.Running startRollback(String... more) {
    return runner.start(playing("rollback.yml", more));
  }

  private static String[] playing(String playbook, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "play", root().resolve("playbooks").resolve(playbook).toString(), "-i", "hosts"));
    words.addAll(QUICK);
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  /// Plays a playbook that is written down here.
  public Ran play(String playbook, String... more) {
    Path file = write("play.yml", playbook);
    List<String> words = new ArrayList<>(List.of("play", file.toString(), "-i", "hosts"));
    words.addAll(List.of(more));
    return runner.run(words.toArray(String[]::new));
  }
}
