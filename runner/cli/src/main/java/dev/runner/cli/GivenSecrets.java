package dev.runner.cli;

import dev.runner.configuration.Configuration;
import dev.runner.configuration.Option;
import dev.runner.execute.UserPrompt;
import dev.runner.vault.VaultSecret;
import dev.runner.vault.VaultSecrets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The secrets that the command line and the configuration name together. In the order in which
/// they are tried: the configuration's identities, `--vault-id`, password files, what is typed.
///
/// @param ids `--vault-id`
/// @param files `--vault-password-file`
/// @param asks `--ask-vault-password`
record GivenSecrets(List<String> ids, List<String> files, boolean asks) {
  private static final String NO_TERMINAL =
      "there is no terminal to ask for the vault password at; give it in a file:"
          + " --vault-password-file";

  /// Reads passwords from where the user says.
  static VaultSecrets reader(Path here, UserPrompt prompt) {
    return new VaultSecrets(here, question -> ask(prompt, question));
  }

  /// What the user types.
  static String ask(UserPrompt prompt, String question) {
    return prompt.password(question).orElseThrow(() -> new VaultTrouble(NO_TERMINAL));
  }

  /// All of them.
  List<VaultSecret> read(Configuration configuration, VaultSecrets reader) {
    List<String> written = new ArrayList<>(configuration.list(Option.VAULT_IDENTITY_LIST));
    written.addAll(ids);
    written.addAll(files);
    configuration.path(Option.VAULT_PASSWORD_FILE).ifPresent(path -> written.add(path.toString()));
    if (asks || configuration.flag(Option.ASK_VAULT_PASS)) {
      written.add("prompt");
    }
    List<VaultSecret> secrets = new ArrayList<>();
    written.stream().distinct().forEach(each -> secrets.add(reader.read(each, secrets)));
    return secrets;
  }
}
