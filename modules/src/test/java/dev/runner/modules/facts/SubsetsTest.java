package dev.runner.modules.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SubsetsTest {
  private static Set<Subset> of(String... names) {
    return Subsets.of(List.of(names));
  }

  @Test
  void allIsAllButSlowPrograms() {
    assertTrue(of("all").containsAll(Set.of(Subset.HARDWARE, Subset.NETWORK, Subset.ENV)));
    assertFalse(of("all").contains(Subset.FACTER));
    assertTrue(of("facter").contains(Subset.FACTER));
    assertEquals(of("all"), of());
  }

  @Test
  void aNameAddsToTheMinimum() {
    assertTrue(of("network").containsAll(Set.of(Subset.NETWORK, Subset.DISTRIBUTION)));
    assertFalse(of("network").contains(Subset.HARDWARE));
    assertEquals(of("min", "hardware"), of("processor_cores"));
  }

  @Test
  void aForbiddenNameLeavesTheRest() {
    assertEquals(of("min"), of("!hardware")); // as Ansible has it
    assertFalse(of("all", "!hardware").contains(Subset.HARDWARE));
    assertTrue(of("all", "!hardware").containsAll(Set.of(Subset.NETWORK, Subset.ENV)));
    assertFalse(of("all", "!env").contains(Subset.ENV));
  }

  @Test
  void allCanBeForbiddenButForOne() {
    assertEquals(of("min"), of("!all"));
    assertEquals(Set.of(), of("!all", "!min"));
    assertEquals(Set.of(Subset.NETWORK), of("!all", "!min", "network"));
    assertEquals(Set.of(Subset.DISTRIBUTION), of("!all", "!min", "os_family"));
  }

  @Test
  void anUnknownNameIsAMistake() {
    assertTrue(Subsets.mistake(List.of("all", "!hardwear")).orElse("").contains("hardwear"));
    assertTrue(Subsets.mistake(List.of("!all", "!facter", "virtual")).isEmpty());
  }
}
