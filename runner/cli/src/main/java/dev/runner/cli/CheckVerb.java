package dev.runner.cli;

import dev.runner.catalog.Modules;
import dev.runner.execute.check.RepositoryScan;
import dev.runner.execute.check.RepositoryScan.Missed;
import dev.runner.source.PythonPlugins;
import dev.runner.values.Origin;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;

/// `runner check`: lists what playbooks and all that stands beside them use and we lack.
@CommandLine.Command(
    name = "check",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Lists the modules, filters, tests and lookups that a repository uses and that aren't"
            + " here.")
final class CheckVerb implements Callable<Integer> {
  private static final int SHOWN = 3;

  /// Folders of a repository that hold tasks, variables and templates.
  private static final Set<String> FOLDERS =
      Set.of(
          "tasks",
          "handlers",
          "vars",
          "defaults",
          "templates",
          "group_vars",
          "host_vars",
          "roles",
          "playbooks");

  private static final Set<String> TASKS = Set.of("tasks", "handlers");

  @CommandLine.Parameters(
      arity = "1..*",
      paramLabel = "PLAYBOOK",
      description = "Playbooks, or folders of them.")
  private List<String> named = new ArrayList<>();

  @CommandLine.Mixin private final InventoryOptions options = new InventoryOptions();

  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() {
    Main main = (Main) spec.root().userObject();
    PrintWriter out = spec.commandLine().getOut();
    Wiring wiring = new Wiring(options, main.environment(), main.here(), main.keyboard(out));
    List<Path> asked = named.stream().map(wiring.playbooks()::find).toList();
    List<Path> files = asked.stream().flatMap(CheckVerb::playbooks).toList();
    Modules modules = wiring.modules(files);
    RepositoryScan scan = new RepositoryScan(wiring.sources(), modules, wiring.templates());
    List<Path> beside =
        Stream.concat(
                asked.stream().filter(Files::isDirectory), files.stream().map(CheckVerb::folder))
            .map(path -> path.toAbsolutePath().normalize())
            .distinct()
            .toList();
    if (files.isEmpty() && beside.stream().noneMatch(CheckVerb::hasFolders)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "there is nothing to look at in %s: neither playbooks nor roles, tasks or variables"
              .formatted(String.join(", ", named)));
    }
    files.forEach(file -> scan.yaml(file, true));
    beside.forEach(folder -> folders(folder, scan));
    PrintWriter err = spec.commandLine().getErr();
    wiring.sources().diagnostics().all().forEach(each -> err.println(each.render()));
    scan.missed().forEach((what, where) -> out.println(line(what, where, beside)));
    out.println(
        scan.missed().isEmpty()
            ? "All modules, filters, tests and lookups that are used are here."
            : "%d are missing.".formatted(scan.missed().size()));
    out.flush();
    return (scan.missed().isEmpty() ? ExitCode.FINE : ExitCode.ERROR).status();
  }

  private static Stream<Path> playbooks(Path path) {
    return Files.isDirectory(path)
        ? list(path).stream().filter(file -> file.toString().matches(".*\\.ya?ml"))
        : Stream.of(path);
  }

  private static Path folder(Path file) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    return folder == null ? Path.of("/") : folder;
  }

  private static void folders(Path folder, RepositoryScan scan) {
    list(folder).stream().filter(CheckVerb::isLookedAt).forEach(each -> everything(each, scan));
  }

  private static boolean hasFolders(Path folder) {
    return list(folder).stream().anyMatch(CheckVerb::isLookedAt);
  }

  private static boolean isLookedAt(Path path) {
    return Files.isDirectory(path) && FOLDERS.contains(String.valueOf(path.getFileName()));
  }

  private static void everything(Path folder, RepositoryScan scan) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        // Where the repository itself lies says nothing of its files.
        Path within =
            Path.of(String.valueOf(folder.getFileName())).resolve(folder.relativize(file));
        if (isUnder(within, "templates")) {
          scan.template(file);
        } else if (file.toString().matches(".*\\.(yml|yaml)") && !isUnder(within, "files")) {
          boolean playbook = within.getNameCount() == 2 && within.startsWith("playbooks");
          scan.yaml(file, playbook || TASKS.stream().anyMatch(each -> isUnder(within, each)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the folder " + folder + " can't be read", e);
    }
  }

  private static boolean isUnder(Path file, String folder) {
    for (Path part : file) {
      if (part.toString().equals(folder)) {
        return true;
      }
    }
    return false;
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the folder " + folder + " can't be read", e);
    }
  }

  private static String line(Missed what, List<Origin> where, List<Path> folders) {
    List<String> places = where.stream().map(Origin::toString).distinct().toList();
    String more = places.size() > SHOWN ? " and %d more".formatted(places.size() - SHOWN) : "";
    String plugin =
        plugin(what, folders).map(file -> "; it is written in Python: " + file).orElse("");
    return "%-7s %s  (%s%s%s)"
        .formatted(
            what.kind().name().toLowerCase(Locale.ROOT),
            what.name(),
            String.join(", ", places.subList(0, Math.min(SHOWN, places.size()))),
            more,
            plugin);
  }

  private static final Map<RepositoryScan.Kind, String> PLUGINS =
      Map.of(
          RepositoryScan.Kind.MODULE, "action",
          RepositoryScan.Kind.FILTER, "filter",
          RepositoryScan.Kind.TEST, "test",
          RepositoryScan.Kind.LOOKUP, "lookup");

  /// The plugin that Ansible would take it from.
  private static Optional<Path> plugin(Missed what, List<Path> folders) {
    return Optional.ofNullable(PLUGINS.get(what.kind()))
        .flatMap(kind -> PythonPlugins.find(kind, what.name(), folders));
  }
}
