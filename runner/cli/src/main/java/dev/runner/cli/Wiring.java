package dev.runner.cli;

import dev.runner.catalog.Binder;
import dev.runner.catalog.Modules;
import dev.runner.catalog.Programs;
import dev.runner.configuration.Configuration;
import dev.runner.configuration.Option;
import dev.runner.execute.HostOpener;
import dev.runner.execute.RunOptions;
import dev.runner.execute.UserPrompt;
import dev.runner.execute.program.AnsibleInstallation;
import dev.runner.execute.program.PythonPayload;
import dev.runner.inventory.HostPattern;
import dev.runner.inventory.Inventory;
import dev.runner.inventory.InventoryLoader;
import dev.runner.inventory.InventoryPrograms;
import dev.runner.inventory.InventoryRules;
import dev.runner.jinja.Language;
import dev.runner.playbook.LoadOptions;
import dev.runner.playbook.ModuleNames;
import dev.runner.playbook.PlaybookLoader;
import dev.runner.source.ControlFiles;
import dev.runner.source.Diagnostics;
import dev.runner.source.DidYouMean;
import dev.runner.source.Opener;
import dev.runner.source.Sources;
import dev.runner.source.Vars;
import dev.runner.template.RawVariables;
import dev.runner.template.TemplateException;
import dev.runner.template.Templates;
import dev.runner.template.ports.Ports;
import dev.runner.values.Origin;
import dev.runner.values.Text;
import dev.runner.variables.ExtraVars;
import dev.runner.variables.FactCache;
import dev.runner.variables.RunFlags;
import dev.runner.variables.VariableStore;
import dev.runner.vault.Vault;
import dev.runner.vault.VaultSecret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Puts together what the verbs need: the only place that knows all parts.
final class Wiring {
  private static final Duration INVENTORY_DEADLINE = Duration.ofMinutes(2);

  private final InventoryOptions options;
  private final Map<String, String> environment;
  private final Path here;
  private final Path home;
  private final UserPrompt prompt;
  private final Configuration configuration;
  private final Vault vault;
  private final Sources sources;
  private final Templates templates;
  private final Vars extra;
  private final List<Path> programFolders = new ArrayList<>();
  private Optional<PythonPayload> python = Optional.empty();
  private boolean lookedForPython;

  /// @param here where the user stands
  Wiring(InventoryOptions options, Map<String, String> environment, Path here, UserPrompt prompt) {
    this.options = options;
    this.environment = Map.copyOf(environment);
    this.here = here.toAbsolutePath().normalize();
    this.home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
    this.prompt = prompt;
    Diagnostics early = new Diagnostics();
    this.configuration =
        Configuration.read(
            new Sources(ControlFiles.disk(), Opener.CLOSED, early, this.here), environment, home);
    Diagnostics diagnostics =
        new Diagnostics(
            configuration.choice(Option.DUPLICATE_YAML_DICT_KEY, Diagnostics.Repeated.class));
    early.all().forEach(diagnostics::add);
    this.vault =
        new Vault(secrets(), new SecureRandom(), configuration.flag(Option.VAULT_ID_MATCH));
    this.sources = new Sources(ControlFiles.disk(), vault, diagnostics, this.here);
    this.templates = new Templates(language(), ports());
    this.extra = ExtraVars.parse(options.extraVars, sources);
  }

  private enum HashBehaviour {
    REPLACE,
    MERGE
  }

  /// How variables are put together, as the configuration says.
  VariableStore.Habits habits() {
    return new VariableStore.Habits(
        configuration.choice(Option.HASH_BEHAVIOUR, HashBehaviour.class) == HashBehaviour.MERGE,
        configuration.flag(Option.INJECT_FACTS));
  }

  /// The variables of a run.
  VariableStore store(Inventory inventory, TaskOptions asked, RunOptions options) {
    FactCache cache = facts();
    if (asked.flushCache) {
      inventory.hosts().forEach(host -> cache.forget(host.name()));
      Inventory.LOCAL.forEach(cache::forget);
    }
    return new VariableStore(
        sources, inventory, extra, asked.flags(this, options), habits(), cache);
  }

  /// What keeps facts from one run to the next, as the configuration says.
  FactCache facts() {
    String kind = configuration.text(Option.FACT_CACHING).orElse("memory");
    return switch (kind.replaceFirst("^ansible\\.builtin\\.", "")) {
      case "memory" -> FactCache.NONE;
      case "jsonfile" ->
          new FactFiles(
              configuration
                  .path(Option.FACT_CACHING_CONNECTION)
                  .orElseThrow(
                      () ->
                          new BadOptions(
                              "fact_caching = jsonfile needs fact_caching_connection, a directory")),
              configuration.text(Option.FACT_CACHING_PREFIX).orElse(""),
              Duration.ofSeconds(configuration.number(Option.FACT_CACHING_TIMEOUT)));
      default ->
          throw new BadOptions(
              "%s: facts are kept in memory or by jsonfile, not by '%s'"
                  .formatted(configuration.setting(Option.FACT_CACHING).from(), kind));
    };
  }

  /// What stands for the playbook's directory where there is no playbook.
  Optional<Path> playbookDirectory(PlaceOption asked) {
    return asked.directory.isBlank()
        ? configuration.path(Option.PLAYBOOK_DIR)
        : Optional.of(here.resolve(asked.directory).normalize());
  }

  Path here() {
    return here;
  }

  Path home() {
    return home;
  }

  Sources sources() {
    return sources;
  }

  Vault vault() {
    return vault;
  }

  Templates templates() {
    return templates;
  }

  /// The variables of `-e`.
  Vars extra() {
    return extra;
  }

  UserPrompt prompt() {
    return prompt;
  }

  private List<VaultSecret> secrets() {
    return new GivenSecrets(options.vaultIds, options.vaultPasswordFiles, options.askVaultPassword)
        .read(configuration, GivenSecrets.reader(here, prompt));
  }

  /// Whose language playbooks are written in.
  Language language() {
    String name = languageName();
    return switch (name) {
      case "2.19" -> Language.ANSIBLE_2_19;
      case "2.14" -> Language.ANSIBLE_2_14;
      default ->
          throw new BadOptions("there is no language '%s': it is 2.19 or 2.14".formatted(name));
    };
  }

  /// Its name: `2.19`.
  String languageName() {
    return options.language.isBlank()
        ? configuration.text(Option.LANGUAGE).orElse(RunFlags.NEWEST_LANGUAGE).strip()
        : options.language.strip();
  }

  private Ports ports() {
    Ports local = Ports.local(ControlFiles.disk(), vault, here).withEnvironment(environment);
    return new Ports(
        local.files(),
        local.disk(),
        local.clock(),
        local.random(),
        local.environment(),
        local.vault(),
        local.programs(),
        local.web(),
        local.names(),
        configuration.values(),
        local.here(),
        local.host(),
        configuration.text(Option.MANAGED).orElse(Ports.MANAGED));
  }

  /// The settings of `ansible.cfg` and its variables of the environment.
  Configuration configuration() {
    return configuration;
  }

  /// Our own modules and those of jars.
  ///
  /// @param besides folders that may hold a `library` of jars
  static Modules modules(List<String> modulePath, List<Path> besides) {
    return ModuleJars.load(modulePath, besides);
  }

  /// All modules of a run: those of the module path, beside the playbooks and in their roles.
  Modules modules(List<Path> playbooks) {
    List<Path> besides = new ArrayList<>();
    List<Path> holders = new ArrayList<>(List.of(here.resolve("roles")));
    for (Path playbook : playbooks) {
      Path folder = playbook.toAbsolutePath().normalize().getParent();
      if (folder != null) {
        besides.add(folder);
        holders.add(folder.resolve("roles"));
      }
    }
    holders.addAll(loadOptions().rolesPath());
    List<Path> roles = new ArrayList<>();
    for (Path holder : holders) {
      if (Files.isDirectory(holder)) {
        roles.addAll(entries(holder));
      }
    }
    List<Path> beside = besides.stream().distinct().toList();
    besides.addAll(roles);
    List<String> path = new ArrayList<>(options.modulePath);
    configuration.paths(Option.MODULE_PATH).stream()
        .filter(Files::exists)
        .forEach(each -> path.add(each.toString()));
    List<Path> folders = besides.stream().distinct().toList();
    programFolders.addAll(folders);
    return modules(path, folders)
        .with(programs(path, playbooks, beside, roles.stream().distinct().toList()));
  }

  /// Modules that are programs, in the order in which Ansible looks for them.
  private Programs programs(
      List<String> path, List<Path> playbooks, List<Path> folders, List<Path> roles) {
    List<Path> libraries = new ArrayList<>();
    folders.forEach(folder -> libraries.add(folder.resolve("library")));
    path.forEach(each -> libraries.add(here.resolve(each)));
    return new Programs(libraries, roles, collections(playbooks));
  }

  private List<Path> collections(List<Path> playbooks) {
    List<Path> roots = new ArrayList<>();
    for (Path playbook : playbooks) {
      Path folder = playbook.toAbsolutePath().normalize().getParent();
      if (folder != null) {
        roots.add(folder.resolve("collections"));
      }
    }
    roots.add(here.resolve("collections"));
    roots.addAll(configuration.paths(Option.COLLECTIONS_PATH));
    return roots.stream().distinct().toList();
  }

  /// What modules in Python need, if there is an Ansible to take it from; looked for once.
  synchronized Optional<PythonPayload> python(Modules modules) {
    if (!lookedForPython) {
      lookedForPython = true;
      List<Path> utilities =
          programFolders.stream().map(folder -> folder.resolve("module_utils")).toList();
      python =
          AnsibleInstallation.library(environment)
              .map(
                  library ->
                      new PythonPayload(library, modules.programs().collections(), utilities));
    }
    return python;
  }

  private List<Path> entries(Path folder) {
    try {
      return sources.files().list(folder);
    } catch (java.io.IOException e) {
      return List.of(); // a folder of roles that can't be read is told of when a role is looked for
    }
  }

  /// Makes modules' records of parameters.
  Binder binder() {
    return new Binder(DidYouMean::nearest);
  }

  /// Loads playbooks, and what they include.
  PlaybookLoader loader(Sources own, Modules modules) {
    return new PlaybookLoader(own, names(modules), loadOptions());
  }

  private LoadOptions loadOptions() {
    List<Path> roles = new ArrayList<>(List.of(here.resolve("roles")));
    roles.addAll(configuration.paths(Option.ROLES_PATH));
    return new LoadOptions(
        roles,
        configuration.paths(Option.COLLECTIONS_PATH),
        this::early,
        language() == Language.ANSIBLE_2_14);
  }

  private static ModuleNames names(Modules modules) {
    return new ModuleNames() {
      @Override
      public boolean exists(String name) {
        return modules.exists(name);
      }

      @Override
      public void playbook(Path folder) {
        modules.addPlaybook(folder);
      }

      @Override
      public void role(Path folder) {
        modules.addRole(folder);
      }

      @Override
      public Collection<String> names() {
        return modules.names();
      }
    };
  }

  /// The text of a template before there are hosts; nothing if it depends on them.
  private Optional<String> early(Text template, Map<String, Object> known) {
    Map<String, Object> all = new LinkedHashMap<>(known);
    all.putAll(extra.values());
    try {
      Object value = templates.scope(RawVariables.of(all)).value(template);
      return Text.isText(value) ? Optional.of(value.toString()) : Optional.empty();
    } catch (TemplateException e) {
      if (e.isUndefined()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /// The inventory that the options name. Mistakes go to the diagnostics of the sources.
  Inventory inventory() {
    List<String> named = inventorySources();
    if (named.isEmpty() && configuration.flag(Option.LOCALHOST_WARNING)) {
      sources
          .diagnostics()
          .warning(
              null,
              "no inventory is given, so localhost is the only host",
              "name one with -i: a file, a directory, or hosts such as 'web1,web2,'");
    }
    return new InventoryLoader(
            sources,
            InventoryPrograms.processes(INVENTORY_DEADLINE),
            templates.expressions(),
            inventoryRules())
        .load(named);
  }

  private InventoryRules inventoryRules() {
    return new InventoryRules(
        configuration.choice(Option.TRANSFORM_INVALID_GROUP_CHARS, InventoryRules.Misnamed.class),
        configuration.flag(Option.INVENTORY_ANY_UNPARSED_IS_FAILED),
        configuration.flag(Option.INVENTORY_UNPARSED_IS_FAILED),
        extra,
        (inventory, directories, host) ->
            new VariableStore(sources, inventory, Vars.EMPTY, RunFlags.NONE, habits())
                .written(host, Optional.empty()));
  }

  /// The inventories that are meant: those of `-i`, or of the configuration.
  List<String> inventorySources() {
    if (!options.inventories.isEmpty()) {
      return options.inventories.stream().map(this::inventorySource).toList();
    }
    boolean usual = configuration.setting(Option.INVENTORY).isDefault();
    return configuration.inventories().stream()
        .filter(path -> !usual || Files.exists(Path.of(path)))
        .toList();
  }

  /// The same, files with their whole path; lists of hosts as they were written.
  List<String> absoluteInventorySources() {
    return inventorySources().stream()
        .map(
            source ->
                source.contains(",")
                    ? source
                    : here.resolve(source).toAbsolutePath().normalize().toString())
        .toList();
  }

  private String inventorySource(String written) {
    if (written.contains(",") || Files.exists(here.resolve(written))) {
      return written;
    }
    return first(here.resolve("inventories"), written).map(Path::toString).orElse(written);
  }

  /// A playbook: a path from where the user stands, or a name in `playbooks/`.
  Path playbook(String written) {
    Path path = here.resolve(written);
    if (Files.exists(path)) {
      return path;
    }
    return first(here.resolve("playbooks"), written).orElse(path);
  }

  private static Optional<Path> first(Path folder, String name) {
    for (String suffix : List.of("", ".yml", ".yaml", ".ini")) {
      Path candidate = folder.resolve(name + suffix);
      if (Files.exists(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /// The patterns of `--limit`; those of a file stand on a line each.
  List<String> limit() {
    List<String> patterns = new ArrayList<>();
    for (String each : options.limit) {
      if (each.startsWith("@")) {
        Path file = here.resolve(each.substring(1));
        if (Files.isDirectory(file)) {
          throw new BadOptions(
              "Limit starting with \"@\" must be a file, not a directory: " + file);
        }
        Origin asked = new Origin("--limit", 0, 0);
        sources
            .text(file, asked)
            .ifPresent(
                text ->
                    text.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .forEach(patterns::add));
      } else if (!each.isBlank()) {
        patterns.add(each);
      }
    }
    return patterns;
  }

  /// Says so if the limit leaves nobody.
  void checkLimit(List<String> limit, Inventory inventory) {
    boolean nobody =
        !limit.isEmpty()
            && !inventory.hosts().isEmpty()
            && HostPattern.of(limit, new Origin("--limit", 0, 0))
                .match(inventory, sources.diagnostics())
                .isEmpty();
    if (nobody) {
      throw new NobodyLeft();
    }
  }

  /// Opens hosts.
  ///
  /// @param start where programs of the control machine start
  HostOpener hosts(Path start) {
    return new Hosts(HostKinds.all(start, environment));
  }

  /// Who runs this, and where: `ann@laptop`.
  String owner() {
    return System.getProperty("user.name") + "@" + templates.ports().host();
  }

  /// Variables of the process.
  Map<String, String> environment() {
    return environment;
  }
}
