package dev.runner.cli;

import dev.runner.configuration.Configuration;
import dev.runner.execute.compile.RunOptions;
import dev.runner.variables.RunFlags;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// Options of verbs that carry tasks out.
final class TaskOptions {
  @Option(
      names = {"-C", "--check"},
      description = "Show what would change, and change nothing.")
  boolean check;

  @Option(
      names = {"-D", "--diff"},
      description = "Show the differences in files that change.")
  boolean diff;

  @Option(names = "--list-hosts", description = "List the hosts, and do nothing.")
  boolean listHosts;

  @Option(names = "--flush-cache", description = "Forget the facts that earlier runs kept.")
  boolean flushCache;

  @Option(
      names = {"-v", "--verbose"},
      description = "Show more: results, places, then connections and shells; up to -vvvv.")
  boolean[] verbose = {};

  @Option(
      names = "--output",
      paramLabel = "FORM",
      description =
          "How the run is shown: human (usual on a terminal), or as Ansible's commands show it:"
              + " lines, yaml, minimal, oneline; json, jsonl or junit for programs.")
  String output = "";

  /// How many `-v` were given, here or in the configuration.
  int verbosity(Configuration configuration) {
    return Math.max(
        verbose.length, configuration.number(dev.runner.configuration.Option.VERBOSITY));
  }

  /// Under Ansible's names `-v` begins with the file of settings.
  void tellSettings(Main main, Wiring wiring, CommandLine line) {
    if (main.command().isPresent() && verbosity(wiring.configuration()) > 0) {
      boolean aside =
          wiring.configuration().flag(dev.runner.configuration.Option.VERBOSE_TO_STDERR);
      tellFile(wiring.configuration(), aside ? line.getErr() : line.getOut());
    }
  }

  /// Says which file of settings is read.
  static void tellFile(Configuration configuration, PrintWriter out) {
    out.println(
        configuration
            .file()
            .map("Using %s as config file"::formatted)
            .orElse("No config file found; using defaults"));
  }

  /// Whether diffs are shown.
  boolean diff(Configuration configuration) {
    return diff || configuration.flag(dev.runner.configuration.Option.DIFF);
  }

  private static Path python(Map<String, String> environment) {
    for (String folder : environment.getOrDefault("PATH", "").split(":")) {
      Path candidate = Path.of(folder).resolve("python3");
      if (Files.isExecutable(candidate)) {
        return candidate;
      }
    }
    return RunFlags.USUAL_PYTHON;
  }

  /// What variables show of the command line.
  RunFlags flags(Wiring wiring, RunOptions options) {
    return new RunFlags(
        check,
        options.diff(),
        options.forks(),
        verbosity(wiring.configuration()),
        List.copyOf(options.tags().only()),
        List.copyOf(options.tags().skip()),
        options.limit().isEmpty()
            ? Optional.empty()
            : Optional.of(String.join(",", options.limit())),
        wiring.inventory().absoluteSources(),
        wiring.configuration().file(),
        python(wiring.environment()),
        RunFlags.level(wiring.languageName()));
  }
}
