package dev.runner.cli;

import static dev.runner.configuration.Option.INVENTORY_EXPORT;

import dev.runner.inventory.Group;
import dev.runner.inventory.HostPattern;
import dev.runner.inventory.Inventory;
import dev.runner.source.Diagnostic;
import dev.runner.source.DidYouMean;
import dev.runner.template.yaml.YamlStyle;
import dev.runner.template.yaml.YamlWriter;
import dev.runner.values.Json;
import dev.runner.values.Origin;
import dev.runner.variables.FactCache;
import dev.runner.variables.RunFlags;
import dev.runner.variables.VariableStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// `runner inventory`: what hosts and groups there are, and their variables; the options and the
/// output are ansible-inventory's.
@CommandLine.Command(
    name = "inventory",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Shows hosts, groups and their variables.")
final class InventoryVerb implements Callable<Integer> {
  @CommandLine.Mixin private final InventoryOptions options = new InventoryOptions();

  @CommandLine.Mixin private final PlaceOption place = new PlaceOption();

  @CommandLine.ArgGroup(exclusive = false)
  private What what = new What();

  /// What is shown.
  static final class What {
    @Option(names = "--list", description = "All of it, as JSON; this is usual.")
    private boolean list;

    @Option(
        names = "--host",
        paramLabel = "HOST",
        description = "The variables of one host, as JSON.")
    private String host = "";

    @Option(names = "--graph", description = "Groups and hosts as a tree.")
    private boolean graph;
  }

  @Option(
      names = {"-y", "--yaml"},
      description = "As YAML instead of JSON.")
  private boolean yaml;

  @Option(names = "--toml", description = "As TOML instead of JSON.")
  private boolean toml;

  @Option(names = "--flush-cache", description = "Forget the facts that earlier runs kept.")
  private boolean flushCache;

  @Option(
      names = {"-v", "--verbose"},
      description = "Show more (there is nothing more to show).")
  @SuppressWarnings("UnusedVariable") // scripts give it to every command
  private boolean[] verbose = {};

  @Option(names = "--vars", description = "With variables, in a tree.")
  private boolean vars;

  @Option(
      names = "--export",
      description = "Variables of groups stay with the groups, as an inventory would have them.")
  private boolean export;

  @Option(names = "--output", paramLabel = "FILE", description = "Write it to a file.")
  private String output = "";

  @CommandLine.Parameters(
      arity = "0..1",
      paramLabel = "GROUP",
      description = "Where a tree begins; all of it if left out.")
  private String start = Group.ALL;

  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() {
    Main main = (Main) spec.root().userObject();
    if (main.command().isPresent() && !what.list && !what.graph && what.host.isBlank()) {
      throw new BadOptions(
          "No action selected, at least one of --host, --graph or --list needs to be specified.");
    }
    if ((what.list ? 1 : 0) + (what.graph ? 1 : 0) + (what.host.isBlank() ? 0 : 1) > 1) {
      throw new BadOptions(
          "Conflicting options used, only one of --host, --graph or --list can be used at the same"
              + " time.");
    }
    Wiring wiring =
        new Wiring(
            options, main.environment(), main.here(), main.keyboard(spec.commandLine().getErr()));
    export |= wiring.configuration().flag(INVENTORY_EXPORT);
    Inventory inventory = wiring.inventory().load();
    List<String> limit = wiring.inventory().limit();
    wiring.sources().diagnostics().throwWithWarningsIfErrors();
    VariableStore store = store(inventory, wiring);
    InventoryView view =
        new InventoryView(
            inventory,
            store,
            chosen(inventory, limit, wiring),
            wiring.playbooks().directory(place),
            form(),
            wiring.envelopes(),
            wiring.language());
    String text = what.graph ? graph(inventory, view) : data(inventory, view);
    wiring.sources().diagnostics().throwWithWarningsIfErrors();
    Telling.of(main, spec.commandLine().getErr()).warnings(wiring.sources().diagnostics());
    if (output.isBlank()) {
      spec.commandLine().getOut().println(text);
    } else {
      write(main.here().resolve(output), text + "\n");
    }
    return ExitCode.FINE.status();
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      String why = Files.isDirectory(file) ? "it is a directory" : "the directory isn't writable";
      boolean lost = file.getParent() == null || !Files.isDirectory(file.getParent());
      throw new UncheckedIOException(
          "Unable to write to destination file '%s'".formatted(file),
          new IOException(lost ? "there is no such directory" : why, e));
    }
  }

  private VariableStore store(Inventory inventory, Wiring wiring) {
    FactCache cache = wiring.facts();
    if (flushCache) {
      inventory.hosts().forEach(host -> cache.forget(host.name()));
    }
    return new VariableStore(
        wiring.sources(), inventory, wiring.extra(), RunFlags.NONE, wiring.habits(), cache);
  }

  private static Set<String> chosen(Inventory inventory, List<String> limit, Wiring wiring) {
    if (limit.isEmpty()) {
      return new LinkedHashSet<>(inventory.hosts().stream().map(host -> host.name()).toList());
    }
    Origin origin = new Origin("--limit", 0, 0);
    return new LinkedHashSet<>(
        HostPattern.of(limit, origin).match(inventory, wiring.sources().diagnostics()));
  }

  private String graph(Inventory inventory, InventoryView view) {
    if (inventory.group(start).isEmpty()) {
      throw new BadOptions(
          "Pattern must be valid group name when using --graph: "
              + missing("group", start, inventory.groups().stream().map(Group::name).toList()));
    }
    return view.graph(start, vars);
  }

  private String data(Inventory inventory, InventoryView view) {
    Object value;
    if (!what.host.isBlank()) {
      if (inventory.host(what.host).isEmpty()) {
        List<String> known = new ArrayList<>();
        inventory.hosts().forEach(host -> known.add(host.name()));
        Main main = (Main) spec.root().userObject();
        Telling.of(main, spec.commandLine().getErr())
            .tell(
                Diagnostic.warning(
                    null, "Could not match supplied host pattern, ignoring: " + what.host));
        throw new BadOptions(
            "You must pass a single valid host to --host parameter: "
                + missing("host", what.host, known));
      }
      value = view.variables(what.host);
    } else {
      value = yaml ? view.nested(export) : toml ? view.tables(export) : view.flat(export);
    }
    return yaml ? yaml(value) : toml ? Toml.text(value) : Json.indented(value);
  }

  private static String missing(String kind, String name, List<String> known) {
    String hint = DidYouMean.hint(name, known);
    return "the inventory has no %s '%s'%s"
        .formatted(kind, name, hint.isEmpty() ? "" : "; " + hint);
  }

  /// Two columns for each level, as ansible-inventory writes it.
  private static String yaml(Object value) {
    return YamlWriter.write(value, new YamlStyle(false, 2, 80, true, (char) 0, false, false, true))
        .stripTrailing();
  }

  private InventoryView.Form form() {
    if (toml || what.graph) {
      return InventoryView.Form.TEXT;
    }
    if (yaml) {
      return InventoryView.Form.YAML;
    }
    return what.host.isBlank() ? InventoryView.Form.PROGRAMS : InventoryView.Form.HOST;
  }
}
