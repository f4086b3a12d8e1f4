package dev.runner.cli;

import dev.runner.values.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// `runner pull`: brings a repository of playbooks to this machine, and plays one of them here; the
/// options are those of `ansible-pull`.
@CommandLine.Command(
    name = "pull",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Checks a repository out and plays a playbook of it on this machine.")
final class PullVerb implements Callable<Integer> {
  private static final List<String> KINDS = List.of("git", "subversion");

  @CommandLine.Parameters(
      paramLabel = "PLAYBOOK",
      description = "Playbooks of the repository; HOSTNAME.yml or local.yml if left out.")
  private List<String> playbooks = new ArrayList<>();

  @CommandLine.Mixin private final PullOptions handedOn = new PullOptions();

  @Option(
      names = {"-U", "--url"},
      paramLabel = "URL",
      description = "The repository.")
  private String url = "";

  @Option(
      names = {"-d", "--directory"},
      paramLabel = "DIRECTORY",
      description = "Where it is checked out; ~/.ansible/pull/HOSTNAME if left out.")
  private String directory = "";

  @Option(
      names = {"-C", "--checkout"},
      paramLabel = "VERSION",
      description = "The branch, tag or commit.")
  private String version = "";

  @Option(
      names = {"-m", "--module-name"},
      paramLabel = "MODULE",
      description = "The module that checks out: git (the usual one), subversion.")
  private String module = "git";

  @Option(names = "--full", description = "The whole history, not only the last commit.")
  private boolean full;

  @Option(names = "--accept-host-key", description = "Accept the repository's host key.")
  private boolean acceptHostKey;

  @Option(
      names = {"--private-key", "--key-file"},
      paramLabel = "FILE",
      description = "The private key for the repository, and for logging in.")
  private String key = "";

  @Option(names = "--verify-commit", description = "Only if the commit's signature is good.")
  private boolean verify;

  @Option(names = "--track-subs", description = "Submodules follow their branches.")
  private boolean trackSubmodules;

  @Option(names = "--clean", description = "Drop changes in the checkout.")
  private boolean clean;

  @Option(
      names = {"-o", "--only-if-changed"},
      description = "Play only if the repository has changed.")
  private boolean onlyIfChanged;

  @Option(
      names = {"-f", "--force"},
      description = "Play even if the repository can't be brought up to date.")
  private boolean force;

  @Option(
      names = {"-s", "--sleep"},
      paramLabel = "SECONDS",
      description = "Wait for a random time first, at most so long.")
  private int patience;

  @Option(names = "--purge", description = "Remove the checkout in the end.")
  private boolean purge;

  @Option(
      names = {"-l", "--limit"},
      paramLabel = "PATTERN",
      description = "Only these hosts; this machine if left out.")
  private String limit = "";

  @Option(
      names = {"-v", "--verbose"},
      description = "Show more.")
  private boolean[] verbose = {};

  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    check();
    Main main = (Main) spec.root().userObject();
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Path checkout = checkout(main);
    DateTimeFormatter clock = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    out.println(
        "Starting Ansible Pull at " + LocalDateTime.now(ZoneId.systemDefault()).format(clock));
    Thread.sleep(1000L * (patience > 0 ? ThreadLocalRandom.current().nextInt(patience + 1) : 0));
    StringWriter told = new StringWriter();
    int status =
        main.run(checkingOut(checkout), true, main.here(), new PrintWriter(told, true), err);
    out.print(told);
    out.flush();
    if (status != 0 && !force) {
      return status;
    }
    if (status != 0) {
      err.println(
          "warning: Unable to update repository. Continuing with (forced) run of playbook.");
    } else if (onlyIfChanged && !told.toString().contains("\"changed\": true")) {
      out.println("Repository has not changed, quitting.");
      return ExitCode.FINE.status();
    }
    int played = main.run(playing(checkout), false, checkout, out, err);
    if (purge) {
      remove(checkout);
    }
    return played;
  }

  private Path here() {
    return ((Main) spec.root().userObject()).here();
  }

  private void check() {
    if (url.isBlank()) {
      throw new BadOptions("URL for repository not specified: give it by -U");
    }
    if (!KINDS.contains(module)) {
      throw new BadOptions(
          "Unsupported (%s) SCM module for pull, choices are: %s"
              .formatted(module, String.join(",", KINDS)));
    }
  }

  private Path checkout(Main main) {
    String home = main.environment().getOrDefault("HOME", System.getProperty("user.home"));
    Path usual = Path.of(home).resolve(".ansible/pull").resolve(names().getLast());
    Path asked =
        directory.startsWith("~/")
            ? Path.of(home).resolve(directory.substring(2))
            : main.here().toAbsolutePath().resolve(directory);
    return (directory.isBlank() ? usual : asked).normalize();
  }

  /// The names of this machine: the whole one, then the short one.
  private static List<String> names() {
    Set<String> names = new LinkedHashSet<>();
    try {
      InetAddress here = InetAddress.getLocalHost();
      names.add(here.getCanonicalHostName());
      names.add(here.getHostName());
    } catch (UnknownHostException e) {
      names.add("localhost"); // a machine without a name is that at least
    }
    List.copyOf(names).forEach(name -> names.add(name.replaceFirst("\\..*", "")));
    return List.copyOf(names);
  }

  private List<String> common(String verb, List<String> inventories) {
    List<String> words = new ArrayList<>(List.of(verb));
    inventories.forEach(each -> words.addAll(List.of("-i", each)));
    if (verbose.length > 0) {
      words.add("-" + "v".repeat(verbose.length));
    }
    return words;
  }

  private String limit() {
    return "localhost," + String.join(",", names()) + ",127.0.0.1";
  }

  private List<String> checkingOut(Path checkout) {
    // The inventory that is meant may be one that the checkout brings.
    List<String> words = common("run", List.of("localhost,"));
    words.addAll(List.of("all", "-c", "local", "-m", module));
    words.addAll(List.of("-a", Json.line(parameters(checkout)), "--output", "minimal"));
    words.addAll(handedOn.words(true, here()));
    return words;
  }

  private Map<String, Object> parameters(Path checkout) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    boolean git = module.equals("git");
    parameters.put("repo", url);
    parameters.put("dest", checkout.toString());
    put(parameters, git ? "version" : "revision", version, !version.isBlank());
    put(parameters, "force", true, clean);
    put(parameters, "export", true, !git && !full);
    put(parameters, "depth", 1L, git && !full);
    put(parameters, "accept_hostkey", true, git && acceptHostKey);
    put(parameters, "key_file", key, git && !key.isBlank());
    put(parameters, "verify_commit", true, git && verify);
    put(parameters, "track_submodules", true, git && trackSubmodules);
    return parameters;
  }

  private static void put(
      Map<String, Object> parameters, String name, Object value, boolean given) {
    if (given) {
      parameters.put(name, value);
    }
  }

  private List<String> playing(Path checkout) {
    // Without any, that of the checkout's own configuration counts.
    List<String> words = common("play", handedOn.inventories);
    words.add("-c");
    words.add(handedOn.connection.isEmpty() ? "local" : handedOn.connection.getLast());
    words.addAll(List.of("-l", limit.isBlank() ? limit() : limit));
    if (!key.isBlank()) {
      words.add("--private-key=" + PullOptions.file(key, here()));
    }
    words.addAll(handedOn.words(false, here()));
    playbooks(checkout).forEach(each -> words.add(each.toString()));
    return words;
  }

  private List<Path> playbooks(Path checkout) {
    if (!playbooks.isEmpty()) {
      return playbooks.stream().map(checkout::resolve).toList();
    }
    Optional<Path> own =
        Stream.concat(names().stream(), Stream.of("local"))
            .map(name -> checkout.resolve(name + ".yml"))
            .filter(Files::isRegularFile)
            .findFirst();
    return List.of(
        own.orElseThrow(
            () ->
                new BadOptions(
                    "Could not find a playbook to run: '%s' has no local.yml, and none that is"
                            .formatted(checkout)
                        + " called after this machine")));
  }

  /// Nothing but a checkout is removed, whatever the options name.
  private static void remove(Path checkout) throws IOException {
    if (!Files.isDirectory(checkout.resolve(".git"))
        && !Files.isDirectory(checkout.resolve(".svn"))) {
      throw new BadOptions("'%s' is no checkout, and isn't removed".formatted(checkout));
    }
    try (Stream<Path> all = Files.walk(checkout)) {
      for (Path each : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
