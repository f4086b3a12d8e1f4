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
import dev.runner.source.CollectionRoutes;
import dev.runner.source.ControlFiles;
import dev.runner.source.Diagnostics;
import dev.runner.source.DidYouMean;
import dev.runner.source.Opener;
import dev.runner.source.Sources;
import dev.runner.source.Vars;
import dev.runner.template.Templates;
import dev.runner.template.ports.Ports;
import dev.runner.variables.ExtraVars;
import dev.runner.variables.FactCache;
import dev.runner.variables.RunFlags;
import dev.runner.variables.VariableStore;
import dev.runner.vault.Vault;
import dev.runner.vault.VaultSecret;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

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
  private final CollectionRoutes routes = new CollectionRoutes(List.of());
  private final Templates templates;
  private final Vars extra;
  private final ModuleFinder modules;
  private final GivenPlaybooks playbooks;

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
            configuration.choice(Option.DUPLICATE_YAML_DICT_KEY, Diagnostics.Repeated.class),
            configuration.flag(Option.DEPRECATION_WARNINGS));
    early.all().forEach(diagnostics::add);
    this.vault =
        new Vault(
            secrets(diagnostics), new SecureRandom(), configuration.flag(Option.VAULT_ID_MATCH));
    this.envelopes = new Envelopes(vault);
    this.sources = new Sources(ControlFiles.disk(), envelopes, diagnostics, this.here);
    this.templates = new Templates(language(), ports(), routes);
    this.extra = ExtraVars.parse(options.extraVars, sources);
    this.playbooks = new GivenPlaybooks(this.here, configuration, templates, extra);
    this.modules =
        new ModuleFinder(
            this.here,
            options.modulePath,
            playbooks.rolesPath(),
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
        configuration.flag(Option.INJECT_FACTS),
        !configuration.setting(Option.INJECT_FACTS).isDefault(),
        configuration.list(Option.YAML_FILENAME_EXTENSIONS));
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

  /// What keeps facts from one run to the next.
  FactCache facts() {
    return GivenFactCache.of(configuration, language());
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

  private List<VaultSecret> secrets(Diagnostics diagnostics) {
    return new GivenSecrets(options.vaultIds, options.vaultPasswordFiles, options.askVaultPassword)
        .read(configuration, GivenSecrets.reader(here, configuration, prompt), diagnostics::add);
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
    Modules found = modules.of(playbooks);
    routes.add(found.programs().collections());
    return found;
  }

  /// What modules in Python need, if there is an Ansible to take it from.
  Optional<PythonPayload> python(Modules found) {
    return modules.python(found);
  }

  /// Makes modules' records of parameters.
  Binder binder() {
    return new Binder(DidYouMean::nearest);
  }

  /// The playbooks that the user names.
  GivenPlaybooks playbooks() {
    return playbooks;
  }

  /// The inventory that the options name.
  GivenInventory inventory() {
    return new GivenInventory(options, here, configuration, sources, templates, extra, habits());
  }

  /// Opens hosts.
  ///
  /// @param start where programs of the control machine start
  /// @param trace takes a line about each connection and shell, if anybody wants it
  HostOpener hosts(Path start, Optional<Consumer<String>> trace) {
    return new Hosts(HostKinds.all(start, environment, trace));
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
