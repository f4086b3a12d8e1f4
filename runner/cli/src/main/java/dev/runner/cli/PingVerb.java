package dev.runner.cli;

import picocli.CommandLine;

/// `runner ping`: whether hosts can be reached, and commands run there.
@CommandLine.Command(
    name = "ping",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Asks whether hosts can be reached and commands run there; short for run -m ping.")
final class PingVerb extends RunVerb {
  @Override
  public Integer call() {
    return run("ping", "");
  }
}
