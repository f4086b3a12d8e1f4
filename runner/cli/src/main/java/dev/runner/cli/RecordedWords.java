package dev.runner.cli;

import dev.runner.values.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The words of the command as its record keeps them: the values of variables may be passwords, and
/// so may parameters whose names say so.
final class RecordedWords {
  /// Long names may be abbreviated, and short ones stand behind others that take no value.
  private static final Pattern OPTION =
      Pattern.compile(
          "(--(?:ex(?:t(?:r(?:a(?:-(?:v(?:a(?:r(?:s)?)?)?)?)?)?)?)?|ar(?:g(?:s)?)?)(?==|$)"
              + "|-[bCDJkKov]*[ea])(=?)(.*)",
          Pattern.DOTALL);

  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)([\\w-]*(?:pass|secret|token|key)[\\w-]*\\s*[=:]\\s*)(\"[^\"]*\"|'[^']*'|\\S+)");

  private RecordedWords() {}

  static List<String> of(List<String> words) {
    List<String> kept = new ArrayList<>();
    String option = "";
    for (String word : words) {
      Matcher begins = OPTION.matcher(word);
      if (!option.isEmpty()) {
        kept.add(value(option, word));
        option = "";
      } else if (!begins.matches()) {
        kept.add(word);
      } else if (begins.group(2).isEmpty() && begins.group(3).isEmpty()) {
        kept.add(word);
        option = word;
      } else {
        kept.add(begins.group(1) + begins.group(2) + value(begins.group(1), begins.group(3)));
      }
    }
    return kept;
  }

  private static String value(String option, String text) {
    boolean variables = option.startsWith("--") ? option.startsWith("--e") : option.endsWith("e");
    return variables ? variables(text) : parameters(text);
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
    boolean json = text.stripLeading().startsWith("{");
    return json ? Secret.MASK : SECRET.matcher(text).replaceAll("$1" + Secret.MASK);
  }
}
