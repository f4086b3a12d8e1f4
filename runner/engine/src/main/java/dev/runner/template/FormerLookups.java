package dev.runner.template;

import dev.runner.values.PythonException;
import java.util.Set;

/// How failures of lookups were told before ansible-core 2.19. Playbooks of that time look for
/// these words.
final class FormerLookups {
  /// Lookups whose mistakes stood by themselves.
  private static final Set<String> PLAIN = Set.of("ini", "first_found", "config");

  private FormerLookups() {}

  /// The same failure in the words of that time.
  ///
  /// @param name of the lookup, as it is written
  /// @param loop whether it is that of a loop
  static PythonException told(PythonException failure, String name, boolean loop) {
    String words = String.valueOf(failure.getMessage());
    if (failure.undefined() != null) {
      return failure;
    }
    return PythonException.of(
        PythonException.Kind.PLUGIN,
        loop || PLAIN.contains(Lookups.bare(name))
            ? words
            : ("An unhandled exception occurred while running the lookup plugin '%s'. Error was a"
                    + " <class 'ansible.errors.AnsibleError'>, original message: %s. %s")
                .formatted(name, words, words));
  }
}
