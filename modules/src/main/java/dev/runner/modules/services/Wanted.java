package dev.runner.modules.services;

import dev.runner.module.BadParameter;
import java.util.List;
import java.util.Optional;

/// What somebody wants of a service.
///
/// @param arguments handed to an init script
/// @param pattern stands in the list of processes while the service runs
/// @param sleep seconds between stop and start of a restart
/// @param runlevels that the service is to be started in; those that are usual if empty
record Wanted(
    String name,
    Optional<ServiceState> state,
    Optional<Boolean> enabled,
    List<String> arguments,
    Optional<String> pattern,
    Optional<Integer> sleep,
    List<String> runlevels) {
  Wanted {
    arguments = List.copyOf(arguments);
    runlevels = List.copyOf(runlevels);
    check(name);
  }

  /// Looks whether a service can be called so.
  static void check(String name) {
    if (name.startsWith("-") || name.matches("(?s).*[\\s].*")) {
      throw new BadParameter("name", "'%s' can't be the name of a service".formatted(name));
    }
  }

  /// Nothing is wanted of any service.
  static Wanted nothing() {
    return new Wanted(
        "",
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  /// The words of a user's text.
  static List<String> words(String arguments) {
    return arguments.isBlank() ? List.of() : dev.runner.module.Words.split(arguments);
  }
}
