package dev.runner.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// Options about the secrets of a vault.
final class VaultOptions {
  @Option(
      names = "--vault-id",
      paramLabel = "[ID@]SOURCE",
      description = "A vault secret: a file, a script, or 'prompt'.")
  List<String> ids = new ArrayList<>();

  @Option(
      names = {"--vault-password-file", "--vault-pass-file"},
      paramLabel = "FILE",
      description = "A file, or a script, with a vault password.")
  List<String> files = new ArrayList<>();

  @Option(
      names = {"-J", "--ask-vault-password", "--ask-vault-pass"},
      description = "Ask for the vault password.")
  boolean ask;

  @Option(
      names = "--encrypt-vault-id",
      paramLabel = "ID",
      description = "Which of several secrets encrypts.")
  String encryptId = "";

  @Option(
      names = {"-v", "--verbose"},
      description = "Show more (there is nothing more to show).")
  boolean[] verbose = {};
}
