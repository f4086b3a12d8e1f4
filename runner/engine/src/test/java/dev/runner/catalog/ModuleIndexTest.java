package dev.runner.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.Catalog;
import dev.runner.module.Describe;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.TaskModule;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModuleIndexTest {

  @Describe(summary = "Copy.", since = "0.1", example = "-")
  record Copy() implements Nothing {}

  @Describe(
      summary = "Link.",
      since = "0.1",
      example = "-",
      aliases = {"copy", "symlink"})
  record Link() implements Nothing {}

  @Describe(summary = "Mount.", since = "0.1", example = "-", collection = "acme.disks")
  record Mount() implements Nothing {}

  @Describe(summary = "Rebase.", since = "0.1", example = "-", collection = "runner.deploy")
  record Rebase() implements Nothing {}

  /// The like of `Copy` in another jar.
  static final class Other {
    @Describe(summary = "Copy otherwise.", since = "0.1", example = "-")
    record Copy() implements Nothing {}
  }

  interface Nothing extends TaskModule {
    @Override
    default Plan plan(Probe host) {
      return Plan.unchanged("there is nothing to do");
    }
  }

  @SafeVarargs
  private static Catalog catalog(String collection, Class<? extends TaskModule>... modules) {
    return new Catalog() {
      @Override
      public String collection() {
        return collection;
      }

      @Override
      public List<Class<? extends TaskModule>> modules() {
        return List.of(modules);
      }
    };
  }

  private final ModuleIndex index =
      new ModuleIndex(
          List.of(
              catalog("ansible.builtin", Link.class, Copy.class, Mount.class, Rebase.class),
              catalog("acme.web", Other.Copy.class)));

  private Optional<Class<? extends TaskModule>> find(String name) {
    return index.find(name).map(ModuleIndex.Entry::type);
  }

  @Test
  void aRecordGoesByItsNameAloneAndWithItsCollection() {
    assertEquals(Optional.of(Copy.class), find("copy"));
    assertEquals(Optional.of(Copy.class), find("ansible.builtin.copy"));
    assertEquals(Optional.of(Copy.class), find("ansible.legacy.copy"));
    assertEquals(Optional.of(Mount.class), find("acme.disks.mount"));
    assertEquals(Optional.empty(), find("acme.disks.copy"));
  }

  @Test
  void whatLeftAnsibleKeepsItsOldName() {
    assertEquals(Optional.of(Mount.class), find("ansible.builtin.mount"));
    assertEquals(Optional.of(Rebase.class), find("rebase"));
    assertEquals(Optional.empty(), find("ansible.builtin.rebase"));
  }

  @Test
  void recordsOfOneNameInTwoCollectionsAreToldApart() {
    assertEquals(Optional.of(Other.Copy.class), find("acme.web.copy"));
    assertEquals(5, index.all().size());
  }

  @Test
  void aNameOfItsOwnGoesBeforeAnAlias() {
    assertEquals(Optional.of(Link.class), find("symlink"));
    assertEquals(Optional.of(Link.class), find("ansible.builtin.symlink"));
    assertEquals(Optional.of(Copy.class), find("copy"));
    assertTrue(index.names().containsAll(List.of("symlink", "copy", "acme.web.copy", "mount")));
  }
}
