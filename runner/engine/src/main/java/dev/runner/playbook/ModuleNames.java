package dev.runner.playbook;

import dev.runner.values.Deprecation;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The modules that there are: the port that the catalog fills.
public interface ModuleNames {
  /// Whether there is such a module, by its short name or with its collection.
  boolean exists(String name);

  /// That a module of a collection is gone, and why, as one or more sentences.
  default Optional<String> removed(String name) {
    return Optional.empty();
  }

  /// What is said of a module that will be gone, without a place.
  default List<Deprecation> deprecations(String name) {
    return List.of();
  }

  /// A playbook of this folder is read: it may bring modules.
  default void playbook(Path folder) {}

  /// The folders of all playbooks that were read, in their order.
  default List<Path> playbooks() {
    return List.of();
  }

  /// A role of this folder is read: it may bring modules.
  default void role(Path folder) {}

  /// All names, for "did you mean".
  Collection<String> names();

  /// Modules of which nothing is known: any name will do.
  static ModuleNames any() {
    return new ModuleNames() {
      @Override
      public boolean exists(String name) {
        return true;
      }

      @Override
      public Collection<String> names() {
        return List.of();
      }
    };
  }
}
