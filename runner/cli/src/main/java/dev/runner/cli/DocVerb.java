package dev.runner.cli;

import dev.runner.catalog.ModuleType;
import dev.runner.catalog.Modules;
import dev.runner.catalog.Parameter;
import dev.runner.module.Describe;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
      description = "List all modules with a sentence on each.")
  private boolean list;

  @CommandLine.Option(
      names = {"-s", "--snippet"},
      description = "Show only an example to copy.")
  private boolean snippet;

  @CommandLine.Option(
      names = {"-M", "--module-path"},
      description =
          "Jars, or folders of jars, with more modules; separated by '${sys:path.separator}'.")
  private List<String> modulePath = new ArrayList<>();

  @CommandLine.Parameters(paramLabel = "MODULE", description = "Names of modules.")
  private List<String> names = new ArrayList<>();

  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Modules modules = Wiring.modules(modulePath, List.of(Path.of(".")));
    if (list || names.isEmpty()) {
      modules
          .all()
          .forEach(each -> out.printf("%-24s %s%n", each.name(), each.describe().summary()));
      return ExitCode.FINE.status();
    }
    ExitCode code = ExitCode.FINE;
    for (String name : names) {
      Optional<ModuleType> module = modules.find(name);
      if (module.isPresent()) {
        show(module.get(), out);
      } else {
        spec.commandLine()
            .getErr()
            .println("runner: there is no module '" + name + "'; runner doc --list shows all");
        code = ExitCode.ERROR;
      }
    }
    return code.status();
  }

  private void show(ModuleType module, PrintWriter out) {
    Describe describe = module.describe();
    if (snippet) {
      out.println(describe.example().stripTrailing());
      return;
    }
    out.println(
        module.name() + "  (" + module.qualifiedName() + ", since " + describe.since() + ")");
    out.println();
    out.println("  " + describe.summary());
    describe.description().strip().lines().forEach(line -> out.println("  " + line));
    if (!module.aliases().isEmpty()) {
      out.println("  Also: " + String.join(", ", module.aliases()));
    }
    if (!module.needs().isEmpty()) {
      out.println("  Needs on the host: " + String.join(", ", module.needs()));
    }
    out.println();
    out.println("Parameters");
    module.parameters().forEach(parameter -> parameter(parameter, out));
    if (describe.returns().length > 0) {
      out.println();
      out.println("Registered values");
      for (Describe.Returned returned : describe.returns()) {
        out.printf("  %-20s %s%n", returned.name(), returned.value());
      }
    }
    out.println();
    out.println("Example");
    describe.example().stripTrailing().lines().forEach(line -> out.println("  " + line));
    out.println();
  }

  private static void parameter(Parameter parameter, PrintWriter out) {
    String more =
        parameter.required()
            ? "  (required)"
            : parameter.byDefault().map("  (default: %s)"::formatted).orElse("");
    out.printf("  %-20s %s%s%n", parameter.name(), parameter.text(), more);
    if (!parameter.choices().isEmpty()) {
      out.printf("  %-20s one of: %s%n", "", String.join(", ", parameter.choices()));
    }
    if (!parameter.aliases().isEmpty()) {
      out.printf("  %-20s also: %s%n", "", String.join(", ", parameter.aliases()));
    }
  }
}
