package dev.runner.cli;

import dev.runner.catalog.ModuleType;
import dev.runner.catalog.Modules;
import dev.runner.cli.doc.ModuleJson;
import dev.runner.cli.doc.ModuleSnippet;
import dev.runner.cli.doc.ModuleText;
import dev.runner.cli.doc.Reference;
import dev.runner.values.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/// `runner doc`: what modules there are, and what each of them does.
@CommandLine.Command(
    name = "doc",
    mixinStandardHelpOptions = true,
    description = "Shows the documentation of modules.")
final class DocVerb implements Callable<Integer> {
  @CommandLine.Option(
      names = {"-l", "--list"},
      description = "List all modules, or those of a collection, with a sentence on each.")
  private boolean list;

  @CommandLine.Option(
      names = {"-F", "--list_files"},
      description = "List them with what they are written in: a Java class each.")
  private boolean files;

  @CommandLine.Option(
      names = {"-s", "--snippet"},
      description = "Show only a task to copy, with all parameters.")
  private boolean snippet;

  @CommandLine.Option(
      names = {"-j", "--json"},
      description = "Say it in JSON, in the shape of ansible-doc.")
  private boolean json;

  @CommandLine.Option(
      names = {"-t", "--type"},
      paramLabel = "TYPE",
      description = "Of what: only modules are documented.")
  private String type = "module";

  @CommandLine.Option(
      names = "--markdown",
      paramLabel = "DIRECTORY",
      description = "Write a page on each module into this directory.")
  private Optional<Path> markdown = Optional.empty();

  @CommandLine.Option(
      names = "--reference",
      paramLabel = "DIRECTORY",
      description = "Write pages on keywords, variables and settings into this directory.")
  private Optional<Path> reference = Optional.empty();

  @CommandLine.Option(
      names = {"-M", "--module-path"},
      description =
          "Jars, or folders of jars, with more modules; separated by '${sys:path.separator}'.")
  private List<String> modulePath = new ArrayList<>();

  @CommandLine.Option(
      names = "--playbook-dir",
      paramLabel = "DIRECTORY",
      description = "Where library/ is looked for, instead of here.")
  private Path playbookDirectory = Path.of(".");

  @CommandLine.Option(
      names = {"-v", "--verbose"},
      description = "Show more (there is nothing more to show).")
  @SuppressWarnings("UnusedVariable") // scripts give it to every command
  private boolean[] verbose = {};

  @CommandLine.Parameters(
      paramLabel = "MODULE",
      description = "Names of modules; with --list, of a collection.")
  private List<String> names = new ArrayList<>();

  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (!type.equals("module")) {
      throw new BadOptions(
          "-t %s: only modules are documented here; docs/guide.md describes the language"
              .formatted(type));
    }
    if (reference.isPresent()) {
      Reference.ofLanguage().write(reference.get());
      return ExitCode.FINE.status();
    }
    Modules modules = ModuleJars.load(modulePath, List.of(playbookDirectory));
    if (markdown.isPresent()) {
      new Reference(modules.all()).write(markdown.get());
      return ExitCode.FINE.status();
    }
    if (list || files || names.isEmpty()) {
      list(modules, spec.commandLine().getOut());
      return ExitCode.FINE.status();
    }
    return show(modules, spec.commandLine().getOut()).status();
  }

  private void list(Modules modules, PrintWriter out) {
    Map<String, String> lines = new LinkedHashMap<>();
    modules.all().stream()
        .filter(each -> names.isEmpty() || names.stream().anyMatch(name -> belongs(each, name)))
        .sorted(java.util.Comparator.comparing(ModuleType::qualifiedName))
        .forEach(
            each ->
                lines.put(
                    each.qualifiedName(),
                    files ? each.type().getName() : each.describe().summary()));
    if (json) {
      out.println(Json.indented(lines));
      return;
    }
    int width = lines.keySet().stream().mapToInt(String::length).max().orElse(1);
    lines.forEach((name, line) -> out.printf("%-" + width + "s  %s%n", name, line));
  }

  /// Whether the module is of this collection or of a collection in this namespace.
  private static boolean belongs(ModuleType module, String collection) {
    return module.qualifiedName().startsWith(collection + ".");
  }

  private ExitCode show(Modules modules, PrintWriter out) {
    ExitCode code = ExitCode.FINE;
    Map<String, Object> all = new LinkedHashMap<>();
    for (String name : names) {
      Optional<ModuleType> module = modules.find(name);
      if (module.isEmpty()) {
        spec.commandLine()
            .getErr()
            .println("runner: there is no module '" + name + "'; runner doc --list shows all");
        code = ExitCode.ERROR;
      } else if (json) {
        all.put(name, new ModuleJson(module.get()).value());
      } else {
        out.println(
            snippet ? new ModuleSnippet(module.get()).text() : new ModuleText(module.get()).text());
      }
    }
    if (json) {
      out.println(Json.indented(all));
    }
    return code;
  }
}
