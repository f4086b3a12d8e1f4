package dev.runner.cli;

import dev.runner.values.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// The words of the command as its record keeps them: the values of variables may be passwords, and
/// so may parameters whose names say so.
final class RecordedWords {
  private static final Set<String> VARIABLES = Set.of("-e", "--extra-vars");
  private static final Set<String> PARAMETERS = Set.of("-a", "--args");
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)([\\w-]*(?:pass|secret|token|key)[\\w-]*\\s*[=:]\\s*)(\"[^\"]*\"|'[^']*'|\\S+)");

  private RecordedWords() {}

  static List<String> of(List<String> words) {
    List<String> kept = new ArrayList<>();
    String option = "";
    for (String word : words) {
      String own = option(word);
      if (VARIABLES.contains(option)) {
        kept.add(variables(word));
      } else if (PARAMETERS.contains(option)) {
        kept.add(parameters(word));
      } else if (!own.isEmpty() && !own.equals(word)) {
        String value = word.substring(own.length());
        String equals = value.startsWith("=") ? "=" : "";
        String bare = value.substring(equals.length());
        kept.add(own + equals + (VARIABLES.contains(own) ? variables(bare) : parameters(bare)));
      } else {
        kept.add(word);
      }
      option = own.equals(word) ? own : "";
    }
    return kept;
  }

  /// The option that a word begins with, if it is one of those that may hold secrets.
  private static String option(String word) {
    for (String option : List.of("--extra-vars", "--args", "-e", "-a")) {
      boolean whole = word.equals(option) || word.startsWith(option + "=");
      boolean attached = option.length() == 2 && word.startsWith(option) && word.length() > 2;
      if (whole || attached) {
        return option;
      }
    }
    return "";
  }

  /// The name of a file says nothing; of `NAME=value` the name stays.
  private static String variables(String text) {
    if (text.startsWith("@")) {
      return text;
    }
    int equals = text.indexOf('=');
    boolean named = equals > 0 && text.substring(0, equals).matches("\\w+");
    return named ? text.substring(0, equals + 1) + Secret.MASK : Secret.MASK;
  }

  private static String parameters(String text) {
    return SECRET.matcher(text).replaceAll("$1" + Secret.MASK);
  }
}
