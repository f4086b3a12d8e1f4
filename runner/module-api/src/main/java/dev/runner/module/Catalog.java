package dev.runner.module;

import java.util.List;
import java.util.Optional;

/// What a jar offers. Name the implementation in `META-INF/services/dev.runner.module.Catalog`.
public interface Catalog {

  /// The collection that the modules belong to unless their [Describe] says otherwise:
  /// `ansible.builtin`, `acme.web`.
  String collection();

  /// The modules: records that implement [TaskModule] and carry [Describe].
  List<Class<? extends TaskModule>> modules();

  /// The module that gathers facts, if it is in this catalog.
  default Optional<Class<? extends TaskModule>> factsGatherer() {
    return Optional.empty();
  }
}
