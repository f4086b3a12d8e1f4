package dev.runner.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.runner.source.DiagnosticException;
import dev.runner.source.Diagnostics;
import dev.runner.values.Origin;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Whatever an inventory or a pattern says, it is read or explained, and nothing else happens.
class BrokenInventoryTest {

  @Provide
  Arbitrary<String> inventories() {
    return Arbitraries.of(
            "[web]",
            "[web:vars]",
            "[a:children]",
            "[",
            "]",
            "\n",
            "\n",
            " ",
            "h[1:3]",
            "x=1",
            "x=[1,",
            "x={'a':",
            "=",
            ":",
            "::1",
            ":22",
            "#",
            "'",
            "\"",
            "\\",
            "a",
            "web",
            "[a:z:0]",
            "[z:a]",
            "[9:1]",
            "[1:99999999999]",
            "\u0000",
            "é")
        .list()
        .ofMaxSize(20)
        .map(pieces -> String.join("", pieces));
  }

  @Property(tries = 2000)
  void inventoriesAreReadOrExplained(@ForAll("inventories") String text) {
    Diagnostics told = new Diagnostics();
    InventoryBuilder builder = new InventoryBuilder();
    new IniInventory("h", Path.of("/h"), builder, told).read(text);
    Inventory inventory = builder.build();
    inventory.hosts().forEach(host -> assertNotNull(inventory.groupsOf(host)));
    assertNotNull(told.render());
  }

  @Provide
  Arbitrary<String> documents() {
    return Arbitraries.of(
            "[a]",
            "[[a]]",
            "[a.b",
            "a",
            "=",
            ".",
            "1",
            "1_0",
            "'",
            "\"",
            "\"\"\"",
            "\\",
            "\\u00e",
            "[",
            "]",
            "{",
            "}",
            ",",
            "\n",
            " ",
            "#",
            "true",
            "1979-05-27",
            "é",
            "\u0000")
        .list()
        .ofMaxSize(20)
        .map(pieces -> String.join("", pieces));
  }

  @Property(tries = 2000)
  void documentsOfTomlAreReadOrExplained(@ForAll("documents") String document, @ForAll String any) {
    for (String text : List.of(document, any, "a=" + "[".repeat(999))) {
      Diagnostics told = new Diagnostics();
      boolean read = new TomlReader("h", text, told).read().isPresent();
      assertEquals(read, !told.hasErrors());
    }
  }

  @Property(tries = 2000)
  void patternsChooseOrAreExplained(@ForAll("inventories") String pattern, @ForAll String any) {
    Inventory inventory =
        Inventory.empty().withHost("a1", List.of("web"), dev.runner.source.Vars.EMPTY);
    for (String each : List.of(pattern, any, "~" + pattern)) {
      try {
        assertNotNull(HostPattern.of(List.of(each), null).match(inventory, new Diagnostics()));
      } catch (DiagnosticException e) {
        assertNotNull(e.getMessage());
      }
    }
  }

  @Property(tries = 2000)
  void valuesAreLiteralsOrText(@ForAll String any) {
    assertNotNull(PythonLiteral.parse(any, new Origin("h", 1, 1)));
    assertNotNull(PythonLiteral.parse("[" + any, new Origin("h", 1, 1)));
    assertNotNull(PythonLiteral.parse("'" + any + "'", new Origin("h", 1, 1)));
  }
}
