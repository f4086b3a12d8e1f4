package dev.runner.cli;

import dev.runner.configuration.Configuration;
import dev.runner.configuration.Option;
import dev.runner.execute.UserPrompt;
import dev.runner.source.Diagnostic;
import dev.runner.source.DiagnosticException;
import dev.runner.vault.VaultSecret;
import dev.runner.vault.VaultSecrets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

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

  private static final String WRONG = "Error in vault password file loading (%s): ";

  /// Reads passwords from where the user says.
  static VaultSecrets reader(Path here, Configuration configuration, UserPrompt prompt) {
    return new VaultSecrets(here, question -> ask(prompt, question), unnamed(configuration));
  }

  /// The id of secrets that are given without one.
  static String unnamed(Configuration configuration) {
    return configuration.text(Option.VAULT_IDENTITY).orElse(VaultSecret.DEFAULT);
  }

  /// What the user types.
  static String ask(UserPrompt prompt, String question) {
    return prompt.password(question).orElseThrow(() -> new VaultTrouble(NO_TERMINAL));
  }

  /// All of them that can be had. What is wrong with others is told, and is an error if it is wrong
  /// with all.
  ///
  /// @param warnings takes what is wrong with some
  List<VaultSecret> read(
      Configuration configuration, VaultSecrets reader, Consumer<Diagnostic> warnings) {
    List<String> written = new ArrayList<>(configuration.list(Option.VAULT_IDENTITY_LIST));
    written.addAll(ids);
    written.addAll(files);
    configuration.path(Option.VAULT_PASSWORD_FILE).ifPresent(path -> written.add(path.toString()));
    if (asks || configuration.flag(Option.ASK_VAULT_PASS)) {
      written.add("prompt");
    }
    List<VaultSecret> secrets = new ArrayList<>();
    List<DiagnosticException> failures = new ArrayList<>();
    for (String each : written.stream().distinct().toList()) {
      try {
        secrets.add(reader.read(each, secrets));
      } catch (DiagnosticException e) {
        failures.add(e);
        warnings.accept(
            e.diagnostics().getFirst().asWarning(where(each, unnamed(configuration), e)));
      }
    }
    if (secrets.isEmpty() && !failures.isEmpty()) {
      throw failures.getLast();
    }
    return secrets;
  }

  private static String where(String written, String unnamed, DiagnosticException failure) {
    int at = written.indexOf('@');
    String id = at <= 0 ? unnamed : written.substring(0, at);
    boolean missing = failure.diagnostics().getFirst().missing();
    return (missing ? "Error getting vault password file (%s): " : WRONG).formatted(id);
  }
}
