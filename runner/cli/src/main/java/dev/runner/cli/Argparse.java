package dev.runner.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Tells wrong options in the words of Python's argparse, which each of Ansible's commands uses,
/// and ends with its status.
final class Argparse {
  private static final int STATUS = 2;

  private Argparse() {}

  /// Tells a mistake.
  ///
  /// @return the exit status
  static int tell(String command, CommandLine.ParameterException mistake, PrintWriter err) {
    err.println("usage: %s [options] (%s --help tells which)".formatted(command, command));
    err.println("%s: error: %s".formatted(command, sentence(mistake)));
    return STATUS;
  }

  private static String sentence(CommandLine.ParameterException mistake) {
    return switch (mistake) {
      case CommandLine.UnmatchedArgumentException stray ->
          "unrecognized arguments: " + String.join(" ", stray.getUnmatched());
      case CommandLine.MissingParameterException missing -> missing(missing.getMissing(), missing);
      default -> mistake.getArgSpec() == null ? said(mistake) : wrong(mistake);
    };
  }

  private static String missing(
      List<ArgSpec> missing, CommandLine.MissingParameterException mistake) {
    if (missing.isEmpty()) {
      return said(mistake);
    }
    if (missing.getFirst() instanceof OptionSpec option) {
      return "argument %s: expected one argument".formatted(names(option));
    }
    return "the following arguments are required: "
        + missing.stream().map(Argparse::names).collect(Collectors.joining(", "));
  }

  /// A value that its option, or what stands in its place, can't take.
  private static String wrong(CommandLine.ParameterException mistake) {
    ArgSpec spec = mistake.getArgSpec();
    String value = mistake.getValue();
    if (value == null) {
      return said(mistake);
    }
    Class<?> type = spec.auxiliaryTypes()[0];
    if (type.isEnum()) {
      String known =
          java.util.Arrays.stream(type.getEnumConstants())
              .map(each -> "'" + each.toString().toLowerCase(Locale.ROOT) + "'")
              .collect(Collectors.joining(", "));
      return "argument %s: invalid choice: '%s' (choose from %s)"
          .formatted(names(spec), value, known);
    }
    String kind = type == double.class || type == Double.class ? "float" : "int";
    return "argument %s: invalid %s value: '%s'".formatted(names(spec), kind, value);
  }

  /// All names of an option; that of a place.
  static String names(ArgSpec spec) {
    return spec instanceof OptionSpec option
        ? String.join("/", option.names())
        : spec.paramLabel().toLowerCase(Locale.ROOT);
  }

  private static String said(CommandLine.ParameterException mistake) {
    return String.valueOf(mistake.getMessage());
  }
}
