package dev.runner.execute;

import dev.runner.catalog.Binder;
import dev.runner.catalog.Materials;
import dev.runner.catalog.Modules;
import dev.runner.event.EventSink;
import dev.runner.inventory.Inventory;
import dev.runner.jinja.Environment;
import dev.runner.journal.RunJournal;
import dev.runner.playbook.PlaybookLoader;
import dev.runner.source.Sources;
import dev.runner.template.Scope;
import dev.runner.variables.VariableStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;

/// What a run works with: all that the command wires together for it.
///
/// @param loader loads what is included during the run, with the diagnostics of these sources
/// @param refresh reads the inventory again (`meta: refresh_inventory`)
/// @param opener opens hosts; the run closes it
/// @param owner who runs this, and where: `ann@laptop`
public record Workshop(
    Sources sources,
    Function<Sources, PlaybookLoader> loader,
    VariableStore store,
    Supplier<Inventory> refresh,
    Modules modules,
    Binder binder,
    Environment environment,
    MaterialsSource materials,
    Masking masking,
    HostOpener opener,
    RunJournal journal,
    EventSink report,
    UserPrompt prompt,
    Random random,
    String owner) {

  /// Brings control files, templates, conditions to modules.
  @FunctionalInterface
  public interface MaterialsSource {
    /// @param scope variables of the task
    /// @param searchPath where its files are looked for
    Materials of(Scope scope, List<Path> searchPath);
  }
}
