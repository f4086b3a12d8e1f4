package dev.runner.cli;

import dev.runner.catalog.Binder;
import dev.runner.catalog.Modules;
import dev.runner.configuration.Configuration;
import dev.runner.configuration.Option;
import dev.runner.execute.UserPrompt;
import dev.runner.execute.compile.RunOptions;
import dev.runner.execute.program.PythonPayload;
import dev.runner.execute.reach.HostOpener;
import dev.runner.inventory.Inventory;
import dev.runner.jinja.Language;
import dev.runner.playbook.CollectionPlaybooks;
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
import java.util.function.Predicate;

/// Puts together what the verbs need: the only place that knows all parts.
final class Wiring {
  private final InventoryOptions options;
  private final Map<String, String> environment;
  private final Path here;
  private final Path home;
  private final UserPrompt prompt;
  private final Configuration configuration;
  private final Vault vault;
  private final Envelopes envelopes;
  private final Sources sources;
  private final Templates templates;
  private final Vars extra;
  private final ModuleFinder modules;
  private Predicate<Object> played = hosts -> true;

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
    this.envelopes = new Envelopes(vault);
    this.sources = new Sources(ControlFiles.disk(), envelopes, diagnostics, this.here);
    this.templates = new Templates(language(), ports());
    this.extra = ExtraVars.parse(options.extraVars, sources);
    this.modules =
        new ModuleFinder(
            this.here,
            options.modulePath,
            loadOptions().rolesPath(),
            configuration,
            sources.files(),
            this.environment);
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
                              "fact_caching = jsonfile needs fact_caching_connection, a"
                                  + " directory")),
              configuration.text(Option.FACT_CACHING_PREFIX).orElse(""),
              language() == Language.ANSIBLE_2_14,
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

  /// The encrypted texts that were read so far.
  Envelopes envelopes() {
    return envelopes;
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
        known(),
        local.here(),
        local.host(),
        configuration.text(Option.MANAGED).orElse(Ports.MANAGED));
  }

  private Map<String, Ports.Known> known() {
    Map<String, Ports.Known> known = new LinkedHashMap<>();
    for (Option option : Option.values()) {
      known.put(
          option.ansibleName(),
          new Ports.Known(configuration.value(option), configuration.setting(option).from()));
    }
    return known;
  }

  /// The settings of `ansible.cfg` and its variables of the environment.
  Configuration configuration() {
    return configuration;
  }

  /// All modules of a run: those of the module path, beside the playbooks and in their roles.
  Modules modules(List<Path> playbooks) {
    return modules.of(playbooks);
  }

  /// What modules in Python need, if there is an Ansible to take it from.
  Optional<PythonPayload> python(Modules found) {
    return modules.python(found);
  }

  /// Makes modules' records of parameters.
  Binder binder() {
    return new Binder(DidYouMean::nearest);
  }

  /// Loads playbooks, and what they include.
  PlaybookLoader loader(Sources own, Modules modules) {
    return loader(own, modules, "");
  }

  /// Loads playbooks that may name a module which isn't there: it fails in its turn.
  PlaybookLoader loader(Sources own, Modules modules, String module) {
    return new PlaybookLoader(own, names(modules, module), loadOptions());
  }

  private LoadOptions loadOptions() {
    List<Path> roles = new ArrayList<>(List.of(here.resolve("roles")));
    roles.addAll(configuration.paths(Option.ROLES_PATH));
    return new LoadOptions(
        roles,
        configuration.collections(),
        this::early,
        configuration.setting(Option.PRIVATE_ROLE_VARS).isDefault()
            ? Optional.empty()
            : Optional.of(configuration.flag(Option.PRIVATE_ROLE_VARS)),
        language() == Language.ANSIBLE_2_14,
        hosts -> played.test(hosts));
  }

  /// Says which plays have hosts, before playbooks are read.
  ///
  /// @param expected whether a play for these hosts, as written, may have any
  void expect(Predicate<Object> expected) {
    played = expected;
  }

  /// Whether a play for these hosts, as written, may have any.
  Predicate<Object> expected() {
    return played;
  }

  private static ModuleNames names(Modules modules, String granted) {
    return new ModuleNames() {
      @Override
      public boolean exists(String name) {
        return name.equals(granted) || modules.exists(name);
      }

      @Override
      public void playbook(Path folder) {
        modules.addPlaybook(folder);
      }

      @Override
      public List<Path> playbooks() {
        return modules.playbooks();
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

  /// A playbook: a path from where the user stands, or a name in `playbooks/`.
  Path playbook(String written) {
    Path path = here.resolve(written);
    if (Files.exists(path)) {
      return path;
    }
    return first(here.resolve("playbooks"), written).or(() -> ofCollection(written)).orElse(path);
  }

  private Optional<Path> ofCollection(String name) {
    return CollectionPlaybooks.candidates(name, configuration.collections()).stream()
        .filter(Files::exists)
        .findFirst();
  }

  /// The file of this name in a folder, with or without its suffix.
  static Optional<Path> first(Path folder, String name) {
    for (String suffix : List.of("", ".yml", ".yaml", ".ini")) {
      Path candidate = folder.resolve(name + suffix);
      if (Files.exists(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /// The inventory that the options name.
  GivenInventory inventory() {
    return new GivenInventory(options, here, configuration, sources, templates, extra, habits());
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
