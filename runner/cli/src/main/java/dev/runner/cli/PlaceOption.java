package dev.runner.cli;

import picocli.CommandLine.Option;

/// An option of verbs that know no playbook.
final class PlaceOption {
  @Option(
      names = "--playbook-dir",
      paramLabel = "DIRECTORY",
      description =
          "What stands for the playbook's directory: roles, group_vars and the like are looked for"
              + " there.")
  String directory = "";
}
