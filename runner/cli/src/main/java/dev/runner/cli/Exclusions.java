package dev.runner.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// Options that say the same thing in two ways: only one of them may be given.
final class Exclusions {
  private static final List<List<String>> PAIRS =
      List.of(
          List.of("--ask-pass", "--connection-password-file"),
          List.of("--ask-become-pass", "--become-password-file"),
          List.of("--ask-vault-password", "--vault-password-file"));

  private Exclusions() {}

  /// @throws CommandLine.ParameterException if both of a pair were given
  static void check(ParseResult parsed) {
    for (ParseResult part = parsed; part != null; part = part.subcommand()) {
      for (List<String> pair : PAIRS) {
        if (part.hasMatchedOption(pair.getFirst()) && part.hasMatchedOption(pair.getLast())) {
          List<OptionSpec> given = part.matchedOptions();
          OptionSpec one = part.matchedOption(pair.getFirst());
          OptionSpec other = part.matchedOption(pair.getLast());
          boolean first = given.indexOf(one) < given.indexOf(other);
          throw new CommandLine.ParameterException(
              part.commandSpec().commandLine(),
              "argument %s: not allowed with argument %s"
                  .formatted(
                      Argparse.names(first ? other : one), Argparse.names(first ? one : other)));
        }
      }
    }
  }
}
