import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whoever plays the twenty tasks.
sealed interface Player {

  String name();

  /// The command that plays them.
  Commands.Command command(Stage stage);

  /// Whether it gathers facts if it is told to; others are measured without only.
  default boolean knowsFacts() {
    return true;
  }

  /// One hand-written script per host, by the OpenSSH client.
  record Floor() implements Player {
    @Override
    public String name() {
      return "floor";
    }

    @Override
    public boolean knowsFacts() {
      return false;
    }

    @Override
    public Commands.Command command(Stage stage) {
      String each =
          "ssh %s {} sh -s %s/{} {} <%s/floor.sh"
              .formatted(ssh(stage), stage.trees(), stage.play());
      return new Commands.Command(
          List.of("xargs", "-P", "" + stage.forks(), "-I{}", "sh", "-c", "exec " + each),
          Map.of(),
          stage.scratch(),
          Optional.of(stage.scratch().resolve("hosts")));
    }

    /// The options of the quickest connection that OpenSSH can make.
    static String ssh(Stage stage) {
      return "-F none -T -p %d -i %s -o IdentitiesOnly=yes -o UserKnownHostsFile=%s/known_hosts -o KexAlgorithms=curve25519-sha256 -o BatchMode=yes"
          .formatted(stage.port(), stage.farm().key(), stage.farm().key().getParent());
    }
  }

  /// The product.
  record Runner(Path command, List<String> more) implements Player {
    @Override
    public String name() {
      return "runner";
    }

    @Override
    public Commands.Command command(Stage stage) {
      List<String> words =
          Commands.words(
              List.of(command.toString()),
              "play",
              stage.play() + "/site.yml",
              "-i",
              stage.inventory().toString(),
              "-f",
              "" + stage.forks(),
              "-e",
              "facts=" + stage.facts());
      words.addAll(more);
      return new Commands.Command(words, Map.of("RUNNER_NO_BUILD", "1"), stage.scratch());
    }
  }

  /// ansible-playbook: as it comes, tuned (pipelining, forks), or with Mitogen.
  ///
  /// @param program its path
  record Ansible(String name, Path program, Map<String, String> settings, boolean tuned)
      implements Player {
    @Override
    public Commands.Command command(Stage stage) {
      List<String> words =
          Commands.words(
              List.of(program.toString()),
              stage.play() + "/site.yml",
              "-i",
              stage.inventory().toString(),
              "-e",
              "facts=" + stage.facts());
      if (tuned) {
        words.addAll(List.of("-f", "" + stage.forks()));
      }
      Map<String, String> environment = new java.util.HashMap<>(settings);
      environment.put("ANSIBLE_SSH_CONTROL_PATH_DIR", stage.scratch() + "/control");
      environment.put("ANSIBLE_LOCAL_TEMP", stage.scratch() + "/ansible");
      return new Commands.Command(words, environment, stage.scratch());
    }

    static Ansible plain(Path program) {
      return new Ansible("ansible", program, Map.of(), false);
    }

    static Ansible tuned(Path program) {
      return new Ansible("ansible, tuned", program, Map.of("ANSIBLE_PIPELINING", "1"), true);
    }

    static Ansible mitogen(Path program, Path strategies) {
      return new Ansible(
          "mitogen",
          program,
          Map.of(
              "ANSIBLE_STRATEGY",
              "mitogen_linear",
              "ANSIBLE_STRATEGY_PLUGINS",
              strategies.toString(),
              "ANSIBLE_HOST_KEY_CHECKING",
              "False"),
          true);
    }
  }

  /// pyinfra, with the same tasks as operations.
  record Pyinfra(Path program) implements Player {
    @Override
    public String name() {
      return "pyinfra";
    }

    @Override
    public boolean knowsFacts() {
      return false;
    }

    @Override
    public Commands.Command command(Stage stage) {
      List<String> words =
          new ArrayList<>(List.of(program.toString(), "-y", "--parallel", "" + stage.forks()));
      Map<String, String> hostValues =
          Map.of(
              "ssh_port", "" + stage.port(),
              "ssh_user", System.getProperty("user.name"),
              "ssh_key", stage.farm().key().toString(),
              "ssh_known_hosts_file", stage.farm().key().resolveSibling("known_hosts").toString(),
              "root", stage.trees().toString(),
              "play", stage.play().toString());
      hostValues.forEach((name, value) -> words.addAll(List.of("--data", name + "=" + value)));
      words.addAll(List.of(String.join(",", stage.hosts()), stage.play() + "/pyinfra.py"));
      return new Commands.Command(words, Map.of(), stage.scratch());
    }
  }

  /// All that are installed, the floor first.
  static List<Player> all(Options options) {
    List<Player> found =
        new ArrayList<>(List.of(new Floor(), new Runner(options.runner(), options.more())));
    options
        .ansible()
        .ifPresent(
            program -> found.addAll(List.of(Ansible.plain(program), Ansible.tuned(program))));
    options
        .mitogen()
        .ifPresent(
            venv ->
                strategies(venv)
                    .ifPresent(
                        folder ->
                            found.add(
                                Ansible.mitogen(venv.resolve("bin/ansible-playbook"), folder))));
    options.pyinfra().ifPresent(program -> found.add(new Pyinfra(program)));
    return found.stream().filter(player -> options.wants(player.name())).toList();
  }

  private static Optional<Path> strategies(Path venv) {
    try (var folders =
        Files.find(
            venv.resolve("lib"),
            6,
            (path, is) -> path.endsWith("ansible_mitogen/plugins/strategy"))) {
      return folders.findFirst();
    } catch (java.io.IOException e) {
      return Optional.empty();
    }
  }
}
