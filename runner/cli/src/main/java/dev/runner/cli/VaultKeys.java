package dev.runner.cli;

import dev.runner.configuration.Configuration;
import dev.runner.configuration.Option;
import dev.runner.execute.UserPrompt;
import dev.runner.source.ControlFiles;
import dev.runner.source.Diagnostic;
import dev.runner.source.DiagnosticException;
import dev.runner.source.Diagnostics;
import dev.runner.source.Opener;
import dev.runner.source.Sources;
import dev.runner.values.Python;
import dev.runner.vault.Vault;
import dev.runner.vault.VaultSecret;
import dev.runner.vault.VaultSecrets;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Encrypts and decrypts with the secrets that the command line and the configuration name.
final class VaultKeys {
  private final VaultOptions options;
  private final UserPrompt prompt;
  private final VaultSecrets reader;
  private final Configuration configuration;
  private final List<VaultSecret> secrets;

  /// @param warnings takes what is wrong with some of the secrets
  VaultKeys(
      VaultOptions options,
      Map<String, String> environment,
      Path here,
      UserPrompt prompt,
      Consumer<Diagnostic> warnings) {
    this.options = options;
    this.prompt = prompt;
    Path start = here.toAbsolutePath().normalize();
    Diagnostics diagnostics = new Diagnostics();
    this.configuration =
        Configuration.read(
            new Sources(ControlFiles.disk(), Opener.CLOSED, diagnostics, start),
            environment,
            Path.of(environment.getOrDefault("HOME", System.getProperty("user.home"))));
    diagnostics.throwIfErrors();
    this.reader = GivenSecrets.reader(start, configuration, prompt);
    this.secrets =
        new GivenSecrets(options.ids, options.files, options.ask)
            .read(configuration, reader, warnings);
  }

  /// The command that files are edited with.
  String editor() {
    return configuration.text(Option.EDITOR).orElse("vi");
  }

  /// What was encrypted, and the secret that opened it, under the id that the text gives it.
  record Opened(byte[] plain, VaultSecret by) {}

  /// Opens an encrypted text: the secret that it names is tried first, then the others.
  Opened open(byte[] envelope, String name) {
    if (!Vault.isEncrypted(envelope)) {
      throw new VaultTrouble(
          "Input is not vault encrypted data: %s isn't encrypted".formatted(name));
    }
    if (secrets.isEmpty()) {
      secrets.add(reader.read("prompt", List.of()));
    }
    String text = new String(envelope, StandardCharsets.UTF_8);
    List<VaultSecret> ordered = new ArrayList<>(secrets);
    String header = text.lines().findFirst().orElse("");
    ordered.sort(
        java.util.Comparator.comparingInt(each -> header.endsWith(";" + each.id()) ? 0 : 1));
    DiagnosticException last = null;
    for (VaultSecret secret : ordered) {
      try {
        byte[] plain =
            new Vault(
                    List.of(secret), new SecureRandom(), configuration.flag(Option.VAULT_ID_MATCH))
                .decrypt(text, null);
        return new Opened(plain, secret.as(id(header)));
      } catch (DiagnosticException e) {
        last = e;
      }
    }
    throw new VaultTrouble(
        "%s: %s".formatted(name, last == null ? "no secret is given" : last.getMessage()));
  }

  private static String id(String header) {
    String[] parts = header.strip().split(";", 4);
    return parts.length == 4 ? parts[3] : VaultSecret.DEFAULT;
  }

  /// Encrypts with the secret that is meant.
  byte[] encrypt(byte[] plain) {
    if (Vault.isEncrypted(plain)) {
      throw new VaultTrouble("input is already encrypted");
    }
    return encrypt(plain, secret());
  }

  /// Encrypts with this secret.
  byte[] encrypt(byte[] plain, VaultSecret by) {
    Vault vault = new Vault(List.of(), new SecureRandom());
    String text =
        configuration
            .text(Option.VAULT_ENCRYPT_SALT)
            .map(salt -> vault.encrypt(plain, by, salt.getBytes(StandardCharsets.UTF_8)))
            .orElseGet(() -> vault.encrypt(plain, by));
    return (text.endsWith("\n") ? text : text + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private VaultSecret secret() {
    String asked =
        options.encryptId.isEmpty()
            ? configuration.text(Option.VAULT_ENCRYPT_IDENTITY).orElse("")
            : options.encryptId;
    if (!asked.isEmpty()) {
      return secrets.stream()
          .filter(each -> each.id().equals(asked))
          .findFirst()
          .orElseThrow(
              () ->
                  new VaultTrouble(
                      "Did not find a match for --encrypt-vault-id=%s in the known vault-ids %s"
                          .formatted(
                              asked, Python.repr(secrets.stream().map(VaultSecret::id).toList()))));
    }
    if (secrets.size() > 1) {
      throw new BadOptions(
          "The vault-ids %s are available to encrypt. Specify the vault-id to encrypt with --encrypt-vault-id"
              .formatted(ids()));
    }
    if (secrets.isEmpty()) {
      secrets.add(typed());
    }
    return secrets.getFirst();
  }

  private String ids() {
    return String.join(",", secrets.stream().map(VaultSecret::id).toList());
  }

  /// The secret that takes the place of the present ones.
  ///
  /// @param written `[ID@]SOURCE`; empty: it is asked for
  VaultSecret next(String written) {
    return written.isEmpty() ? typed() : reader.read(written, secrets);
  }

  private VaultSecret typed() {
    String first = GivenSecrets.ask(prompt, "New Vault password: ");
    if (!first.equals(GivenSecrets.ask(prompt, "Confirm New Vault password: "))) {
      throw new BadOptions("the two passwords differ");
    }
    return new VaultSecret(VaultSecret.DEFAULT, first.getBytes(StandardCharsets.UTF_8));
  }
}
