package dev.runner.cli;

import dev.runner.configuration.Configuration;
import dev.runner.source.ControlFiles;
import dev.runner.source.Diagnostics;
import dev.runner.source.Opener;
import dev.runner.source.Sources;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// The command `runner`.
@CommandLine.Command(
    name = "runner",
    description =
        "Plays Ansible-style playbooks on many hosts at once, over SSH, without an agent.",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    synopsisSubcommandLabel = "VERB",
    footer = {
      "",
      "runner VERB --help tells more. Exit status: 0 fine, 1 error, 2 a host failed, 4 a host",
      "unreachable or a mistake in the input, 5 bad options, 99 interrupted, 250 a bug of ours."
    })
public final class Main {
  private static final List<String> VERBS =
      List.of("play", "run", "check", "ping", "inventory", "doc", "vault", "config", "pull");

  /// Those that show what becomes of hosts.
  private static final Set<String> REPORTING = Set.of("play", "run", "ping");

  private final boolean ownsOutput;
  private final Path here;
  private final Map<String, String> environment;
  private final InputStream in;

  private @Nullable Configuration settings;

  private Main(boolean ownsOutput, Path here, Map<String, String> environment, InputStream in) {
    this.ownsOutput = ownsOutput;
    this.here = here;
    this.environment = Map.copyOf(environment);
    this.in = in;
  }

  /// Asks the user, or reads standard input.
  Keyboard keyboard(PrintWriter out) {
    return new Keyboard(in, out);
  }

  /// Files of a vault; `-` is standard input.
  VaultFiles vaultFiles(PrintWriter out) {
    return new VaultFiles(here, in, out, ownsOutput);
  }

  /// Where the user stands.
  Path here() {
    return here;
  }

  /// Variables of the process.
  Map<String, String> environment() {
    return environment;
  }

  /// The settings, read when they are first asked for; mistakes in them are told by whoever needs
  /// them right.
  Configuration settings() {
    if (settings == null) {
      settings =
          Configuration.read(
              new Sources(ControlFiles.disk(), Opener.CLOSED, new Diagnostics(), here),
              environment,
              Path.of(environment.getOrDefault("HOME", System.getProperty("user.home"))));
    }
    return settings;
  }

  /// The command of Ansible's in whose name this one runs: `ansible-playbook`.
  Optional<String> command() {
    return Optional.ofNullable(environment.get("RUNNER_COMMAND")).filter(name -> !name.isBlank());
  }

  /// Whether the verbs write to the process's own standard output.
  boolean ownsOutput() {
    return ownsOutput;
  }

  /// Runs the command and ends the process with its exit status.
  public static void main(String[] words) {
    if (words.length > 0 && REPORTING.contains(words[0])) {
      Screens.ahead(System.getenv());
    }
    StandardOutput standard = new StandardOutput(new FileOutputStream(FileDescriptor.out));
    PrintWriter out = new PrintWriter(standard, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int status = run(new Main(true, Path.of(""), System.getenv(), System.in), words, out, err);
    out.flush();
    System.exit(standard.trouble().map(why -> unshown(why, status, err)).orElse(status));
  }

  private static int unshown(String why, int status, PrintWriter err) {
    err.println("runner: not all that was to be shown could be written: " + why);
    return status == ExitCode.FINE.status() ? ExitCode.ERROR.status() : status;
  }

  /// Runs the command inside another program, with its output going elsewhere.
  ///
  /// @param here where the user stands
  /// @param environment variables of the process
  /// @return the exit status
  public static int run(
      String[] words,
      PrintWriter out,
      PrintWriter err,
      Path here,
      Map<String, String> environment) {
    return run(words, out, err, here, environment, InputStream.nullInputStream());
  }

  /// The same, with something to read.
  ///
  /// @param in standard input
  public static int run(
      String[] words,
      PrintWriter out,
      PrintWriter err,
      Path here,
      Map<String, String> environment,
      InputStream in) {
    return run(new Main(false, here, environment, in), words, out, err);
  }

  /// Runs another command as part of this one.
  ///
  /// @param captured whether its output is for this command to read
  int run(List<String> words, boolean captured, Path start, PrintWriter to, PrintWriter err) {
    Main part = new Main(ownsOutput && !captured, start, environment, in);
    return run(part, words.toArray(String[]::new), to, err);
  }

  private static int run(Main main, String[] words, PrintWriter out, PrintWriter err) {
    if (words.length == 1 && words[0].equals("--version")) {
      for (String line : new Version(main).getVersion()) {
        out.println(line);
      }
      return ExitCode.FINE.status();
    }
    CommandLine line = new CommandLine(main);
    Optional<String> verb = Arrays.stream(words).limit(1).filter(VERBS::contains).findFirst();
    // The verbs that nobody asked for cost as much as the one that runs.
    verb.map(List::of).orElse(VERBS).forEach(name -> line.addSubcommand(name, verb(name)));
    version(line, new Version(main));
    line.setOut(out).setErr(err);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExpandAtFiles(false); // '-e @vars.yml' names a file of variables, not of options
    line.setExecutionStrategy(
        parsed -> {
          Exclusions.check(parsed);
          return new CommandLine.RunLast().execute(parsed);
        });
    line.setExitCodeExceptionMapper(thrown -> ExitCode.BUG.status());
    line.setOverwrittenOptionsAllowed(true); // the last one counts
    line.setParameterExceptionHandler((mistake, args) -> misused(main, mistake, err));
    line.setExecutionExceptionHandler(
        (thrown, command, parsed) -> Failures.report(thrown, Telling.of(main, err)));
    if (words.length == 0) {
      return help(line);
    }
    try {
      return line.execute(Abbreviations.spelt(line, words));
    } catch (CommandLine.ParameterException ambiguous) {
      return misused(main, ambiguous, err);
    }
  }

  private static int misused(Main main, CommandLine.ParameterException mistake, PrintWriter err) {
    if (main.command().isPresent()) {
      return Argparse.tell(main.command().get(), mistake, err);
    }
    String command = mistake.getCommandLine().getCommandSpec().qualifiedName();
    err.println("runner: " + mistake.getMessage());
    err.println("        see " + command + " --help");
    return ExitCode.BAD_OPTIONS.status();
  }

  private static Object verb(String name) {
    return switch (name) {
      case "play" -> new PlayVerb();
      case "run" -> new RunVerb();
      case "check" -> new CheckVerb();
      case "ping" -> new PingVerb();
      case "inventory" -> new InventoryVerb();
      case "doc" -> new DocVerb();
      case "vault" -> new VaultVerb();
      case "config" -> new ConfigVerb();
      case "pull" -> new PullVerb();
      default -> throw new IllegalArgumentException("no verb is called " + name);
    };
  }

  private static void version(CommandLine line, Version version) {
    line.getCommandSpec().versionProvider(version);
    line.getSubcommands().values().forEach(each -> version(each, version));
  }

  private static int help(CommandLine line) {
    line.usage(line.getErr());
    return ExitCode.BAD_OPTIONS.status();
  }
}
