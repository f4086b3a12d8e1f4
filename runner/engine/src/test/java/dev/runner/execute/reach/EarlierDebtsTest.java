package dev.runner.execute.reach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.runner.event.RunEvent;
import dev.runner.event.RunEvent.Owed.State;
import dev.runner.inventory.Expressions;
import dev.runner.inventory.Inventory;
import dev.runner.inventory.InventoryLoader;
import dev.runner.inventory.InventoryPrograms;
import dev.runner.source.ControlFiles;
import dev.runner.source.Diagnostics;
import dev.runner.source.Opener;
import dev.runner.source.Sources;
import dev.runner.source.Vars;
import dev.runner.variables.Frame;
import dev.runner.variables.RunFlags;
import dev.runner.variables.VariableStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EarlierDebtsTest {
  private final List<RunEvent> seen = new ArrayList<>();
  private final VariableStore store = store();
  private final EarlierDebts debts = new EarlierDebts(store, seen::add);

  private static VariableStore store() {
    Sources sources =
        new Sources(ControlFiles.disk(), Opener.CLOSED, new Diagnostics(), Path.of("/"));
    Inventory inventory =
        new InventoryLoader(
                sources, InventoryPrograms.processes(Duration.ofSeconds(9), true), Expressions.NONE)
            .load(List.of("web1,web2"));
    return new VariableStore(sources, inventory, Vars.EMPTY, RunFlags.NONE);
  }

  private void tell(String host, String key, State state) {
    debts.accept(new RunEvent.Owed(host, key, "the message is up", "take it down", state));
  }

  @Test
  void whatEarlierRunsLeftIsAVariableOfTheHost() {
    tell("web1", "banner:/a", State.FOUND);
    tell("web1", "apache", State.FOUND);
    assertEquals(
        List.of("banner:/a", "apache"), store.lookup("web1", Frame.NONE, EarlierDebts.VARIABLE));
    assertNull(store.lookup("web2", Frame.NONE, EarlierDebts.VARIABLE));
    assertEquals(2, seen.size());
  }

  @Test
  void whatThisRunOwesIsNone() {
    tell("web1", "banner:/a", State.RECORDED);
    tell("web1", "banner:/a", State.LEFT);
    assertNull(store.lookup("web1", Frame.NONE, EarlierDebts.VARIABLE));
    assertEquals(2, seen.size());
  }
}
