package dev.runner.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/// Long options that are written in part (`--list-h`), as argparse takes them: whole if only one
/// begins so.
final class Abbreviations {
  private Abbreviations() {}

  /// The words with whole options.
  ///
  /// @throws CommandLine.ParameterException if several options begin as one is written
  static String[] spelt(CommandLine line, String... words) {
    CommandLine verb = line.getSubcommands().get(words[0]);
    if (verb == null) {
      return words;
    }
    List<String> whole = new ArrayList<>();
    boolean ended = false;
    for (String word : words) {
      ended |= word.equals("--");
      whole.add(ended || !word.startsWith("--") ? word : spelt(verb, word));
    }
    return whole.toArray(String[]::new);
  }

  private static String spelt(CommandLine verb, String word) {
    String name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
    List<String> known =
        verb.getCommandSpec().options().stream()
            .flatMap(option -> java.util.Arrays.stream(option.names()))
            .filter(each -> each.startsWith(name))
            .toList();
    if (known.contains(name)) {
      return word;
    }
    if (known.size() > 1) {
      throw new CommandLine.ParameterException(
          verb, "ambiguous option: %s could match %s".formatted(name, String.join(", ", known)));
    }
    return known.isEmpty() ? word : known.getFirst() + word.substring(name.length());
  }
}
