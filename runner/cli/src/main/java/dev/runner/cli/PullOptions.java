package dev.runner.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// Options of `runner pull` that are handed on to the playbook as they are.
final class PullOptions {
  @Option(
      names = {"-i", "--inventory", "--inventory-file"},
      paramLabel = "INVENTORY",
      description = "Inventory; a relative path is one in the checkout.")
  List<String> inventories = new ArrayList<>();

  @Option(
      names = {"-e", "--extra-vars"},
      paramLabel = "VARS",
      description = "Variables that win over all others.")
  List<String> extraVars = new ArrayList<>();

  @Option(
      names = {"-t", "--tags"},
      paramLabel = "TAGS",
      description = "Only tasks with one of these tags.")
  List<String> tags = new ArrayList<>();

  @Option(names = "--skip-tags", paramLabel = "TAGS", description = "No tasks with these tags.")
  List<String> skipTags = new ArrayList<>();

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
      description = "Where more modules are.")
  List<String> modulePath = new ArrayList<>();

  @Option(
      names = {"-u", "--user"},
      paramLabel = "USER",
      description = "Log in as this user.")
  List<String> user = new ArrayList<>();

  @Option(
      names = {"-c", "--connection"},
      paramLabel = "CONNECTION",
      description = "How the playbook connects: local, unless this says otherwise.")
  List<String> connection = new ArrayList<>();

  @Option(
      names = {"-T", "--timeout"},
      paramLabel = "SECONDS",
      description = "How long connecting may take.")
  List<String> timeout = new ArrayList<>();

  @Option(names = "--ssh-common-args", paramLabel = "ARGS", description = "Options for ssh.")
  List<String> sshCommonArgs = new ArrayList<>();

  @Option(names = "--ssh-extra-args", paramLabel = "ARGS", description = "More options for ssh.")
  List<String> sshExtraArgs = new ArrayList<>();

  @Option(
      names = {"--sftp-extra-args", "--scp-extra-args"},
      paramLabel = "ARGS",
      description = "Options for sftp and scp.")
  List<String> transferArgs = new ArrayList<>();

  @Option(
      names = {"-k", "--ask-pass"},
      description = "Ask for the password to log in with.")
  boolean askPassword;

  @Option(
      names = {"--connection-password-file", "--conn-pass-file"},
      paramLabel = "FILE",
      description = "A file with the password to log in with.")
  List<String> passwordFile = new ArrayList<>();

  @Option(
      names = {"-K", "--ask-become-pass"},
      description = "Ask for the password to become another user with.")
  boolean askBecomePassword;

  @Option(
      names = {"--become-password-file", "--become-pass-file"},
      paramLabel = "FILE",
      description = "A file with the password to become another user with.")
  List<String> becomePasswordFile = new ArrayList<>();

  @Option(names = "--flush-cache", description = "Forget the facts that earlier runs kept.")
  boolean flushCache;

  @Option(names = "--list-hosts", description = "List the hosts of each play, and do nothing.")
  boolean listHosts;

  @Option(names = "--check", description = "Show what would change, and change nothing.")
  boolean check;

  @Option(names = "--diff", description = "Show the differences in files that change.")
  boolean diff;

  /// The words of a command that say the same.
  ///
  /// @param checkout whether the command is the one that brings the checkout
  /// @param here what the names of the user's own files are relative to: the command that plays
  ///   begins elsewhere
  List<String> words(boolean checkout, Path here) {
    List<String> words = new ArrayList<>();
    each("-e", extraVars, words);
    each("--vault-id", secrets(here), words);
    each("--vault-password-file", files(vaultPasswordFiles, here), words);
    each("-M", folders(here), words);
    flag("-J", askVaultPassword, words);
    if (checkout) {
      return words;
    }
    each("-t", tags, words);
    each("--skip-tags", skipTags, words);
    each("-u", user, words);
    each("-T", timeout, words);
    each("--ssh-common-args", sshCommonArgs, words);
    each("--ssh-extra-args", sshExtraArgs, words);
    each("--sftp-extra-args", transferArgs, words);
    each("--connection-password-file", files(passwordFile, here), words);
    each("--become-password-file", files(becomePasswordFile, here), words);
    flag("-k", askPassword, words);
    flag("-K", askBecomePassword, words);
    flag("--flush-cache", flushCache, words);
    flag("--list-hosts", listHosts, words);
    flag("--check", check, words);
    flag("--diff", diff, words);
    return words;
  }

  private static List<String> files(List<String> names, Path here) {
    return names.stream().map(name -> file(name, here)).toList();
  }

  /// The whole path of a file.
  static String file(String name, Path here) {
    return name.startsWith("~") ? name : here.resolve(name).toAbsolutePath().toString();
  }

  private List<String> folders(Path here) {
    return modulePath.stream()
        .map(path -> String.join(":", files(List.of(path.split(":")), here)))
        .toList();
  }

  /// `prod@FILE`; what isn't there is no file, but a word such as `prompt`.
  private List<String> secrets(Path here) {
    return vaultIds.stream()
        .map(
            each -> {
              int at = each.indexOf('@') + 1;
              String source = each.substring(at);
              return Files.exists(here.resolve(source))
                  ? each.substring(0, at) + file(source, here)
                  : each;
            })
        .toList();
  }

  private static void each(String name, List<String> values, List<String> words) {
    for (String value : values) {
      words.add(name.startsWith("--") ? name + "=" + value : name);
      if (!name.startsWith("--")) {
        words.add(value);
      }
    }
  }

  private static void flag(String name, boolean given, List<String> words) {
    if (given) {
      words.add(name);
    }
  }
}
