package dev.runner.cli;

import dev.runner.catalog.ModuleType;
import dev.runner.catalog.Modules;
import dev.runner.cli.doc.KeywordPage;
import dev.runner.cli.doc.ModuleJson;
import dev.runner.cli.doc.ModuleSnippet;
import dev.runner.cli.doc.ModuleText;
import dev.runner.cli.doc.PluginList;
import dev.runner.cli.doc.Reference;
import dev.runner.playbook.Keyword;
import dev.runner.source.Diagnostic;
import dev.runner.template.yaml.YamlStyle;
import dev.runner.template.yaml.YamlWriter;
import dev.runner.values.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/// `runner doc`: what modules there are, and what each of them does.
@CommandLine.Command(
    name = "doc",
    mixinStandardHelpOptions = true,
    description = "Shows the documentation of modules, keywords and roles.")
final class DocVerb implements Callable<Integer> {
  private static final Set<String> TYPES = Set.of("module", "keyword", "role");

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
      description =
          "Of what: module, keyword or role; with --list become, connection or strategy, too.")
  private String type = "module";

  @CommandLine.Option(
      names = {"-e", "--entry-point"},
      paramLabel = "NAME",
      description = "With -t role: only this entry point.")
  private Optional<String> entry = Optional.empty();

  @CommandLine.Option(
      names = {"-r", "--roles-path"},
      paramLabel = "PATH",
      description = "With -t role: folders of roles, besides those of the settings.")
  private List<String> rolesPath = new ArrayList<>();

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
      description = "Names of modules, keywords or roles; with --list, of a collection.")
  private List<String> names = new ArrayList<>();

  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Optional<Map<String, String>> plugins = PluginList.of(type).filter(known -> list);
    if (plugins.isPresent()) {
      list(plugins.get(), spec.commandLine().getOut());
      return ExitCode.FINE.status();
    }
    if (!TYPES.contains(type)) {
      throw new BadOptions(
          "-t %s: only modules, keywords and roles are documented here; docs/guide.md describes the language"
              .formatted(type));
    }
    if (reference.isPresent()) {
      Reference.ofLanguage().write(reference.get());
      return ExitCode.FINE.status();
    }
    Main main = (Main) spec.root().userObject();
    if (names.isEmpty() && !list && !files && markdown.isEmpty() && main.command().isPresent()) {
      throw new BadOptions("Missing name(s), incorrect options passed for detailed documentation.");
    }
    if (type.equals("keyword")) {
      keywords(Telling.of(main, spec.commandLine().getErr()));
      return ExitCode.FINE.status();
    }
    if (type.equals("role")) {
      new RoleDocs(main, spec.commandLine())
          .show(
              new RoleDocs.Asked(names, entry, list || names.isEmpty(), json),
              playbookDirectory,
              rolesPath);
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

  /// Keywords in the shape of ansible-doc.
  private void keywords(Telling telling) {
    Map<String, Object> pages = new LinkedHashMap<>();
    Keyword.all().stream()
        .sorted(java.util.Comparator.comparing(Keyword::name))
        .forEach(each -> pages.put(each.name(), list ? each.text() : KeywordPage.of(each)));
    Map<String, Object> shown = new LinkedHashMap<>();
    for (String name : list || names.isEmpty() ? pages.keySet() : names) {
      Object page = pages.get(name);
      if (page == null) {
        telling.tell(Diagnostic.warning(null, "Skipping invalid keyword '%s'".formatted(name)));
      } else {
        shown.put(name, page);
      }
    }
    String text =
        json
            ? Json.indented(shown)
            : YamlWriter.write(
                shown, new YamlStyle(false, 2, 80, true, (char) 0, false, false, true));
    spec.commandLine().getOut().println(text.stripTrailing());
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
    list(lines, out);
  }

  private void list(Map<String, String> lines, PrintWriter out) {
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
        Main main = (Main) spec.root().userObject();
        Telling telling = Telling.of(main, spec.commandLine().getErr());
        if (main.command().isPresent()) {
          telling.tell(Diagnostic.warning(null, name + " was not found"));
        } else {
          telling.wrong("there is no module '" + name + "'; runner doc --list shows all");
          code = ExitCode.ERROR;
        }
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
