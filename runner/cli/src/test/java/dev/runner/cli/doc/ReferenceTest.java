package dev.runner.cli.doc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.catalog.Modules;
import dev.runner.module.Catalog;
import dev.runner.module.Describe;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.TaskModule;
import dev.runner.values.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceTest {

  /// What a task wants that greets.
  public enum Tone {
    WARM,
    @Param(value = "Without a smile.", name = "ice-cold")
    ICE_COLD
  }

  /// Suboptions.
  public record Frame(@Param(value = "Letters.", byDefault = "3") int width) {}

  @Describe(
      summary = "Greet: people first.",
      description = "One part\nof it.\n\nAnother.",
      since = "1.0",
      example = "- greet:\n    who: all\n",
      returns = @Describe.Returned(name = "said", value = "What was said."))
  record Greet(
      @Param(
              value = "Who is greeted, a|b.",
              aliases = {"whom"})
          String who,
      @Param(value = "How.", byDefault = "ice-cold") Tone tone,
      @Param("What is drawn around it.") List<Frame> frames,
      @Param("Before what.") Optional<List<String>> before)
      implements TaskModule {
    @Override
    public Plan plan(Probe host) {
      return Plan.unchanged("a greeting is no change");
    }
  }

  private static final Modules MODULES =
      Modules.of(
          List.of(
              new Catalog() {
                @Override
                public String collection() {
                  return "acme.polite";
                }

                @Override
                public List<Class<? extends TaskModule>> modules() {
                  return List.of(Greet.class);
                }
              }));

  @Test
  void docsModulesIsUpToDate() throws IOException {
    // The modules of these tests are on the class path too.
    Modules all =
        Modules.of(
            ServiceLoader.load(Catalog.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(catalog -> catalog.getClass().getName().startsWith("dev.runner.modules."))
                .toList());
    Path pages = Path.of(System.getProperty("runner.root"), "docs", "modules");
    assertEquals(
        List.of(),
        new Reference(all.all()).outdated(pages),
        "these pages of docs/modules aren't what the modules say;"
            + " write them anew: bin/runner doc --markdown docs/modules");
  }

  @Test
  void docsReferenceIsUpToDate() throws IOException {
    Path pages = Path.of(System.getProperty("runner.root"), "docs", "reference");
    assertEquals(
        List.of(),
        Reference.ofLanguage().outdated(pages),
        "these pages of docs/reference aren't what the code says;"
            + " write them anew: bin/runner doc --reference docs/reference");
  }

  @Test
  void writesAPageOnEachModuleAndTheirList(@TempDir Path directory) throws IOException {
    Reference reference = new Reference(MODULES.all());
    assertEquals(List.of("README.md", "greet.md"), reference.outdated(directory));
    reference.write(directory);
    assertEquals(List.of(), reference.outdated(directory));
    String page = Files.readString(directory.resolve("greet.md"));
    assertTrue(
        page.contains(
            """
            | `who` | str | **required** | Who is greeted, a\\|b. Also: `whom`. |
            | `tone` | str | `ice-cold` | How. One of `warm`, `ice-cold`. |
            | `frames` | list of dict |  | What is drawn around it. |
            | `frames.width` | int | `3` | Letters. |
            | `before` | list of str |  | Before what. |
            """),
        page);
    assertTrue(page.contains("| `said` | What was said. |"), page);
    assertTrue(
        Files.readString(directory.resolve("README.md"))
            .contains("## acme.polite\n\n| Module | |\n|---|---|\n| [greet](greet.md) | Greet: "));
  }

  @Test
  void removesPagesOfModulesThatAreGone(@TempDir Path directory) throws IOException {
    Reference reference = new Reference(MODULES.all());
    reference.write(directory);
    Files.copy(directory.resolve("greet.md"), directory.resolve("insult.md"));
    Files.writeString(directory.resolve("own.md"), "# Written by hand\n");
    Files.writeString(directory.resolve("greet.md"), "changed");
    assertEquals(List.of("insult.md", "greet.md"), reference.outdated(directory));
    reference.write(directory);
    assertEquals(List.of(), reference.outdated(directory));
    assertTrue(Files.exists(directory.resolve("own.md")));
  }

  @Test
  void aSnippetIsATask() {
    assertEquals(
        """
        - name: "Greet: people first"
          greet:
              who:    # (required) Who is greeted, a|b.
              tone:   # How.
              frames: # What is drawn around it.
              before: # Before what.
        """,
        new ModuleSnippet(MODULES.all().getFirst()).text());
  }

  @Test
  void speaksTheJsonOfAnsibleDoc() {
    Map<String, Object> value = new ModuleJson(MODULES.all().getFirst()).value();
    Map<?, ?> doc = (Map<?, ?>) value.get("doc");
    Map<?, ?> options = (Map<?, ?>) doc.get("options");
    assertEquals(List.of("One part of it.", "Another."), doc.get("description"));
    assertEquals(
        """
        {"description":["What is drawn around it."],"elements":"dict","type":"list",\
        "suboptions":{"width":{"description":["Letters."],"default":3,"type":"int"}}}""",
        Json.line(options.get("frames")));
    assertEquals("acme.polite.greet", doc.get("plugin_name"));
  }

  @Test
  void showsAModuleOnATerminal() {
    String text = new ModuleText(MODULES.all().getFirst()).text();
    assertTrue(
        text.contains(
            """
            - tone
                    How.
                    choices: warm, ice-cold
                    default: ice-cold
                    type: str
            """),
        text);
  }
}
