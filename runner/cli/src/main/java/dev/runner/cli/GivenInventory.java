package dev.runner.cli;

import dev.runner.configuration.Configuration;
import dev.runner.configuration.Option;
import dev.runner.inventory.HostPattern;
import dev.runner.inventory.Inventory;
import dev.runner.inventory.InventoryLoader;
import dev.runner.inventory.InventoryPrograms;
import dev.runner.inventory.InventoryRules;
import dev.runner.source.Diagnostic;
import dev.runner.source.DiagnosticException;
import dev.runner.source.Diagnostics;
import dev.runner.source.Sources;
import dev.runner.source.Vars;
import dev.runner.template.Templates;
import dev.runner.values.Origin;
import dev.runner.variables.RunFlags;
import dev.runner.variables.VariableStore;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// The inventory that the options name, and which of its hosts they mean.
final class GivenInventory {
  private static final Duration DEADLINE = Duration.ofMinutes(2);
  private final InventoryOptions options;
  private final Path here;
  private final Configuration configuration;
  private final Sources sources;
  private final Templates templates;
  private final Vars extra;
  private final VariableStore.Habits habits;

  /// @param extra the variables of `-e`
  GivenInventory(
      InventoryOptions options,
      Path here,
      Configuration configuration,
      Sources sources,
      Templates templates,
      Vars extra,
      VariableStore.Habits habits) {
    this.options = options;
    this.here = here;
    this.configuration = configuration;
    this.sources = sources;
    this.templates = templates;
    this.extra = extra;
    this.habits = habits;
  }

  /// The inventory that the options name. Mistakes go to the diagnostics of the sources.
  Inventory load() {
    return new InventoryLoader(
            sources,
            InventoryPrograms.processes(
                DEADLINE, configuration.flag(Option.INVENTORY_SCRIPT_STDERR)),
            templates.expressions(),
            rules())
        .load(sources());
  }

  private InventoryRules rules() {
    return new InventoryRules(
        configuration.choice(Option.TRANSFORM_INVALID_GROUP_CHARS, InventoryRules.Misnamed.class),
        configuration.flag(Option.INVENTORY_ANY_UNPARSED_IS_FAILED),
        nothing(),
        habits.merges(),
        extra,
        (inventory, directories, host) ->
            new VariableStore(sources, inventory, Vars.EMPTY, RunFlags.NONE, habits)
                .written(host, Optional.empty()),
        InventoryRules.ignoring(
            ignoredEndings(),
            configuration.list(Option.INVENTORY_IGNORE_PATTERNS).stream()
                .map(this::pattern)
                .toList()),
        kinds());
  }

  /// Before 2.19 directories had no inventories in INI files unless somebody said so.
  private List<String> ignoredEndings() {
    List<String> endings = new ArrayList<>(configuration.list(Option.INVENTORY_IGNORE_EXTS));
    if (templates.isBefore219()
        && configuration.setting(Option.INVENTORY_IGNORE_EXTS).isDefault()) {
      endings.add(".ini");
    }
    return endings;
  }

  private Set<String> kinds() {
    Set<String> kinds = new LinkedHashSet<>();
    for (String each : configuration.list(Option.INVENTORY_ENABLED)) {
      String name = each.replaceFirst("^ansible[.]builtin[.]", "");
      if (InventoryRules.KINDS.contains(name)) {
        kinds.add(name);
      } else {
        sources
            .diagnostics()
            .warning(
                null,
                "Failed to load inventory plugin, skipping " + each,
                "plugins are written in Python; a program that prints an inventory can be given"
                    + " instead");
      }
    }
    return kinds;
  }

  private Pattern pattern(String written) {
    try {
      return Pattern.compile(written);
    } catch (PatternSyntaxException e) {
      throw new BadOptions(
          "%s: '%s' is no regular expression: %s"
              .formatted(
                  configuration.setting(Option.INVENTORY_IGNORE_PATTERNS).from(),
                  written,
                  e.getDescription()));
    }
  }

  private InventoryRules.Nothing nothing() {
    if (configuration.flag(Option.INVENTORY_UNPARSED_IS_FAILED)) {
      return InventoryRules.Nothing.FAIL;
    }
    return configuration.flag(Option.INVENTORY_UNPARSED_WARNING)
        ? InventoryRules.Nothing.WARN
        : InventoryRules.Nothing.IGNORE;
  }

  /// The inventories that are meant: those of `-i`, or of the configuration.
  List<String> sources() {
    if (!options.inventories.isEmpty()) {
      return options.inventories.stream().map(this::found).toList();
    }
    boolean usual = configuration.setting(Option.INVENTORY).isDefault();
    return configuration.inventories().stream()
        .filter(path -> !usual || Files.exists(Path.of(path)))
        .toList();
  }

  /// The same, files with their whole path; lists of hosts as they were written.
  List<String> absoluteSources() {
    return sources().stream()
        .map(
            source ->
                source.contains(",")
                    ? source
                    : here.resolve(source).toAbsolutePath().normalize().toString())
        .toList();
  }

  private String found(String written) {
    if (written.contains(",") || Files.exists(here.resolve(written))) {
      return written;
    }
    return NamedFile.in(here.resolve("inventories"), written).map(Path::toString).orElse(written);
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
        if (!Files.exists(file)) {
          throw new UncheckedIOException(
              "Unable to find limit file '%s'".formatted(each.substring(1)),
              new NoSuchFileException(file.toString()));
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

  /// Says so if there are no hosts but localhost, unless that is the host that is meant.
  void warnIfEmpty(String pattern, Inventory inventory) {
    if (inventory.hosts().isEmpty()
        && !Inventory.LOCAL.contains(pattern)
        && configuration.flag(Option.LOCALHOST_WARNING)) {
      sources
          .diagnostics()
          .warning(
              null,
              "provided hosts list is empty, only localhost is available. Note that the implicit"
                  + " localhost does not match 'all'");
    }
  }

  /// Says so if the limit leaves nobody of a pattern.
  void checkLimit(String pattern, List<String> limit, Inventory inventory) {
    if (!limit.isEmpty() && !inventory.hosts().isEmpty()) {
      Diagnostics unsaid = sources.diagnostics().another();
      List<String> limited =
          HostPattern.of(limit, new Origin("--limit", 0, 0)).match(inventory, unsaid);
      if (HostPattern.of(List.of(pattern), new Origin("the command line", 0, 0))
          .match(inventory, unsaid)
          .stream()
          .noneMatch(limited::contains)) {
        throw new NobodyLeft(List.of());
      }
    }
  }

  /// What keeps a pattern from choosing anybody, if it can't be read or counts too far.
  List<Diagnostic> mistakes(String pattern, Inventory inventory) {
    try {
      HostPattern.of(List.of(pattern), new Origin("the command line", 0, 0))
          .match(inventory, sources.diagnostics().another());
      return List.of();
    } catch (DiagnosticException e) {
      return e.diagnostics();
    }
  }

  /// Says so if the limit leaves nobody.
  void checkLimit(List<String> limit, Inventory inventory) {
    if (limit.isEmpty() || inventory.hosts().isEmpty()) {
      return;
    }
    Diagnostics unmatched = sources.diagnostics().another();
    boolean nobody =
        HostPattern.of(limit, new Origin("--limit", 0, 0)).match(inventory, unmatched).isEmpty();
    if (nobody) {
      throw new NobodyLeft(
          unmatched.all().stream().map(each -> Diagnostic.warning(null, each.sentence())).toList());
    }
    unmatched.all().forEach(sources.diagnostics()::add);
  }
}
