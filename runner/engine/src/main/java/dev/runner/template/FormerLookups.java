package dev.runner.template;

import dev.runner.values.PythonException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// How failures of lookups were told before ansible-core 2.19. Playbooks of that time look for
/// these words.
final class FormerLookups {
  /// Lookups whose mistakes stood by themselves.
  private static final Set<String> PLAIN = Set.of("ini", "first_found", "config");

  /// What was said of single mistakes, by what is said now.
  private static final Map<Pattern, String> WORDS =
      Map.of(
          Pattern.compile("'(\\w+)' has an invalid value: (.*) is no whole number"),
          "can't parse $1=$2 as integer",
          Pattern.compile("'.*' has an invalid value: it is neither 'name=value' nor .*"),
          "unrecognized arguments to with_sequence: ['_raw_params']",
          Pattern.compile("the key '.*' should point to a dictionary, got '(.*)'"),
          "subelements lookup expects a dictionary, got '$1'",
          Pattern.compile("the key '(.*)' should point to a list, got (.*)"),
          "the key $1 should point to a list, got '$2'",
          Pattern.compile("could not find '(.*)' key in iterated item (.*)"),
          "could not find '$1' key in iterated item '$2'");

  private FormerLookups() {}

  private static String former(String words) {
    return WORDS.entrySet().stream()
        .map(each -> Map.entry(each.getKey().matcher(words), each.getValue()))
        .filter(each -> each.getKey().matches())
        .map(each -> each.getKey().replaceFirst(each.getValue()))
        .findFirst()
        .orElse(words);
  }

  /// The same failure in the words of that time.
  ///
  /// @param name of the lookup, as it is written
  /// @param loop whether it is that of a loop
  static PythonException told(PythonException failure, String name, boolean loop) {
    String words = former(String.valueOf(failure.getMessage()));
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
