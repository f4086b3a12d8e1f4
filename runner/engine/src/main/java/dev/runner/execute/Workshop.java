package dev.runner.execute;

import dev.runner.catalog.Binder;
import dev.runner.catalog.Modules;
import dev.runner.event.EventSink;
import dev.runner.execute.program.PythonPayload;
import dev.runner.execute.reach.HostOpener;
import dev.runner.execute.task.Masking;
import dev.runner.inventory.Inventory;
import dev.runner.journal.RunJournal;
import dev.runner.playbook.PlaybookLoader;
import dev.runner.source.Sources;
import dev.runner.template.Templates;
import dev.runner.variables.VariableStore;
import dev.runner.vault.Vault;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;

/// What a run works with: all that the command wires together for it.
///
/// @param loader loads what is included during the run, with the diagnostics of these sources
/// @param refresh reads the inventory again (`meta: refresh_inventory`)
/// @param opener opens hosts; the run closes it
/// @param owner who runs this, and where: `ann@laptop`
/// @param python builds what modules in Python need, if there is an Ansible to take it from
/// @param unset what modules read in the place of variables that nobody sets
/// @param clock by which answers of hosts age
public record Workshop(
    Sources sources,
    Function<Sources, PlaybookLoader> loader,
    VariableStore store,
    Supplier<Inventory> refresh,
    Modules modules,
    Binder binder,
    Templates templates,
    Vault vault,
    Masking masking,
    HostOpener opener,
    RunJournal journal,
    EventSink report,
    UserPrompt prompt,
    Random random,
    String owner,
    Supplier<Optional<PythonPayload>> python,
    Map<String, Object> unset,
    InstantSource clock) {}
