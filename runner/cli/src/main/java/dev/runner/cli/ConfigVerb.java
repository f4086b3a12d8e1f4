package dev.runner.cli;

import dev.runner.configuration.Configuration;
import dev.runner.configuration.FileKey;
import dev.runner.configuration.Setting;
import dev.runner.configuration.SettingNames;
import dev.runner.jinja.Language;
import dev.runner.source.ControlFiles;
import dev.runner.source.Diagnostic;
import dev.runner.source.Diagnostics;
import dev.runner.source.Opener;
import dev.runner.source.Sources;
import dev.runner.template.RawVariables;
import dev.runner.template.Templates;
import dev.runner.template.ports.Ports;
import dev.runner.values.Json;
import dev.runner.values.Marks;
import dev.runner.values.Python;
import dev.runner.values.Text;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `runner config`: which settings there are, what they are, and where each comes from.
@CommandLine.Command(
    name = "config",
    mixinStandardHelpOptions = true,
    description = "Shows the settings of ansible.cfg and of the environment that are honoured.")
final class ConfigVerb implements Callable<Integer> {
  /// What to show.
  enum Action {
    LIST,
    DUMP,
    VIEW,
    INIT,
    VALIDATE
  }

  /// How.
  enum Form {
    DISPLAY,
    JSON,
    YAML,
    INI,
    ENV,
    VARS
  }

  /// Whose settings.
  enum Type {
    BASE,
    ALL
  }

  @Parameters(
      arity = "0..1",
      paramLabel = "ACTION",
      description =
          "list: all settings, described; dump (usual): what they are, and from where; view: the"
              + " file; init: a file to begin with; validate: whether it can be used.")
  private Optional<Action> action = Optional.empty();

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "The configuration file, instead of the one that is found.")
  private String file = "";

  @Option(
      names = {"--only-changed", "--changed-only"},
      description = "dump: only what isn't as usual.")
  private boolean onlyChanged;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORM",
      description =
          "dump, list: display, json or yaml; init, validate: ini or env (lines for a shell).")
  private Form form = Form.DISPLAY;

  @Option(
      names = {"-t", "--type"},
      paramLabel = "TYPE",
      description =
          "base or all: validate takes those of Ansible's plugins for settings with all; otherwise"
              + " there are none of plugins besides.")
  private Type type = Type.BASE;

  @Option(names = "--disabled", description = "init: all settings as comments.")
  private boolean disabled;

  @Option(
      names = {"-v", "--verbose"},
      description = "Show which file of settings is read.")
  private boolean[] verbose = {};

  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() {
    Main main = (Main) spec.root().userObject();
    if (action.isEmpty() && main.command().isPresent()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "the following arguments are required: action");
    }
    Path here = main.here().toAbsolutePath().normalize();
    Map<String, String> environment = new LinkedHashMap<>(main.environment());
    if (!file.isEmpty()) {
      checkFile(here.resolve(file));
      environment.put("ANSIBLE_CONFIG", here.resolve(file).toString());
    }
    Sources sources = new Sources(ControlFiles.disk(), Opener.CLOSED, new Diagnostics(), here);
    Configuration configuration =
        Configuration.read(
            sources,
            environment,
            Path.of(environment.getOrDefault("HOME", System.getProperty("user.home"))));
    sources.diagnostics().throwIfErrors();
    sources
        .diagnostics()
        .warnings()
        .forEach(each -> spec.commandLine().getErr().println(each.render()));
    PrintWriter out = spec.commandLine().getOut();
    if (verbose.length > 0) {
      TaskOptions.tellFile(configuration, out);
    }
    switch (action.orElse(Action.DUMP)) {
      case LIST -> out.println(rendered(described(configuration)));
      case DUMP -> dump(configuration, out);
      case VIEW -> view(configuration, sources, out);
      case INIT -> {
        if (form == Form.ENV) {
          new SettingsExample(sorted(configuration), disabled, out).variables();
        } else if (form != Form.VARS) { // no setting here is a variable of hosts alone
          new SettingsExample(configuration.all(), disabled, out).file();
        }
      }
      case VALIDATE -> {
        return validated(configuration, environment, sources).status();
      }
    }
    return ExitCode.FINE.status();
  }

  /// Values that can't be used were told when they were read; what is left are names that mean
  /// nothing.
  private ExitCode validated(
      Configuration configuration, Map<String, String> environment, Sources sources) {
    SettingNames names = SettingNames.known(type == Type.ALL);
    if (form == Form.ENV) {
      names.checkEnvironment(environment, sources.diagnostics());
    } else {
      configuration.file().ifPresent(path -> names.checkFile(path, sources));
    }
    List<Diagnostic> errors = sources.diagnostics().errors();
    errors.forEach(each -> spec.commandLine().getErr().println(each.render()));
    if (errors.isEmpty()) {
      spec.commandLine().getOut().println("All configurations seem valid!");
    }
    return errors.isEmpty() ? ExitCode.FINE : ExitCode.ERROR;
  }

  private static void checkFile(Path path) {
    if (!Files.isReadable(path)) {
      throw new BadOptions("The provided configuration file is missing or not accessible: " + path);
    }
    if (!path.toString().matches(".*\\.(cfg|ini)")) {
      throw new BadOptions(
          "Unsupported configuration file extension: %s; it ends with .cfg or .ini"
              .formatted(path));
    }
  }

  private static List<Setting> sorted(Configuration configuration) {
    return configuration.all().stream()
        .sorted(Comparator.comparing(each -> each.option().ansibleName()))
        .toList();
  }

  private Map<String, Object> described(Configuration configuration) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (Setting each : sorted(configuration)) {
      List<Object> variables = new ArrayList<>();
      each.option().variables().forEach(name -> variables.add(Map.of("name", name)));
      List<Object> keys = new ArrayList<>();
      for (String written : each.option().keys()) {
        FileKey key = FileKey.of(written);
        Map<String, Object> place = new LinkedHashMap<>();
        place.put("key", key.name());
        place.put("section", key.section());
        keys.add(place);
      }
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("default", each.option().byDefault());
      one.put("description", each.option().text());
      one.put("env", variables);
      one.put("ini", keys);
      one.put("type", each.option().kind().ansibleName());
      all.put(each.option().ansibleName(), one);
    }
    return all;
  }

  private void dump(Configuration configuration, PrintWriter out) {
    List<Setting> shown =
        sorted(configuration).stream().filter(each -> !onlyChanged || !each.isDefault()).toList();
    String path = configuration.file().map(Path::toString).orElse("None");
    if (form == Form.DISPLAY) {
      out.println("CONFIG_FILE() = " + path);
      for (Setting each : shown) {
        out.println(
            "%s(%s) = %s"
                .formatted(
                    each.option().ansibleName(),
                    from(each, configuration),
                    Python.repr(configuration.value(each.option()))
                        .replaceFirst("^'(.*)'$", "$1")));
      }
      return;
    }
    List<Object> all = new ArrayList<>();
    all.add(entry("CONFIG_FILE", "", path));
    for (Setting each : shown) {
      all.add(
          entry(
              each.option().ansibleName(),
              from(each, configuration),
              configuration.value(each.option())));
    }
    out.println(rendered(all));
  }

  /// Where a setting comes from; the file alone under Ansible's name.
  private String from(Setting setting, Configuration configuration) {
    boolean ofFile = !setting.isDefault() && !setting.from().startsWith("env: ");
    Main main = (Main) spec.root().userObject();
    return ofFile && main.command().isPresent()
        ? configuration.file().map(Path::toString).orElse(setting.from())
        : setting.from();
  }

  private static Map<String, Object> entry(String name, String origin, Object value) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", name);
    entry.put("origin", origin);
    entry.put("value", value);
    return entry;
  }

  private String rendered(Object value) {
    return form == Form.JSON ? Json.indented(value) : yaml(value);
  }

  private static String yaml(Object value) {
    Ports ports = Ports.local(ControlFiles.disk(), Path.of(""));
    return new Templates(Language.ANSIBLE_2_19, ports)
        .scope(RawVariables.of(Map.of("settings", value)))
        .expression(Text.of("settings | to_nice_yaml(indent=2)", Marks.TRUSTED))
        .toString()
        .strip();
  }

  private static void view(Configuration configuration, Sources sources, PrintWriter out) {
    Path path =
        configuration
            .file()
            .orElseThrow(() -> new BadOptions("there is no configuration file to show"));
    out.print(sources.text(path, null).orElse(""));
    out.flush();
  }
}
