package dev.runner.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// Options about what a run knows: hosts, variables, vault, modules.
final class InventoryOptions {
  @Option(
      names = {"-i", "--inventory", "--inventory-file"},
      paramLabel = "INVENTORY",
      description =
          "Inventory: a file, a directory, a script, or hosts with a comma; 'prod' finds"
              + " inventories/prod. May be given several times.")
  List<String> inventories = new ArrayList<>();

  @Option(
      names = {"-l", "--limit"},
      paramLabel = "PATTERN",
      description = "Only hosts that match this too; '@FILE' reads patterns from a file.")
  List<String> limit = new ArrayList<>();

  @Option(
      names = {"-e", "--extra-vars"},
      paramLabel = "VARS",
      description = "Variables that win over all others: k=v, JSON, YAML, or '@FILE'.")
  List<String> extraVars = new ArrayList<>();

  @Option(
      names = "--vault-id",
      paramLabel = "[ID@]SOURCE",
      description = "A vault secret: a file, a script, or 'prompt'.")
  List<String> vaultIds = new ArrayList<>();

  @Option(
      names = {"--vault-password-file", "--vault-pass-file"},
      paramLabel = "FILE",
      description = "A file, or a script, with a vault password.")
  List<String> vaultPasswordFiles = new ArrayList<>();

  @Option(
      names = {"-J", "--ask-vault-password", "--ask-vault-pass"},
      description = "Ask for the vault password.")
  boolean askVaultPassword;

  @Option(
      names = {"-M", "--module-path"},
      paramLabel = "PATH",
      description =
          "Jars, or folders of jars, with more modules; separated by '${sys:path.separator}'.")
  List<String> modulePath = new ArrayList<>();

  @Option(
      names = "--language",
      paramLabel = "LANGUAGE",
      description =
          "Whose rules templates follow: 2.19 (ansible-core 2.19 and later, the usual ones) or 2.14"
              + " (2.14 to 2.18). RUNNER_LANGUAGE says so too.")
  String language = "";
}
