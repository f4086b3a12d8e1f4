package dev.runner.vault;

import dev.runner.source.Diagnostic;
import dev.runner.source.DiagnosticException;
import dev.runner.values.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/// Gets passwords of the vault from where the user says: `--vault-id prod@FILE`, a password file, a
/// script, a question.
public final class VaultSecrets {

  /// Asks the user.
  @FunctionalInterface
  public interface Prompt {
    /// The password that the user types.
    String ask(String question);
  }

  private final Path here;
  private final Prompt prompt;
  private final String unnamed;

  /// @param here where relative paths begin
  public VaultSecrets(Path here, Prompt prompt) {
    this(here, prompt, VaultSecret.DEFAULT);
  }

  /// @param here where relative paths begin
  /// @param unnamed the id of secrets that are given without one
  public VaultSecrets(Path here, Prompt prompt, String unnamed) {
    this.here = here;
    this.prompt = prompt;
    this.unnamed = unnamed;
  }

  /// The secret that `[ID@]SOURCE` names: a file, an executable, `prompt` or
  /// `prompt_ask_vault_pass`.
  ///
  /// @param known those that may open a password file which is itself encrypted
  /// @throws DiagnosticException if it can't be had
  public VaultSecret read(String written, List<VaultSecret> known) {
    int at = written.indexOf('@');
    String id = at <= 0 ? unnamed : written.substring(0, at);
    String source = at < 0 ? written : written.substring(at + 1);
    if (source.equals("prompt") || source.equals("prompt_ask_vault_pass")) {
      String question =
          id.equals(VaultSecret.DEFAULT)
              ? "Vault password: "
              : "Vault password (%s): ".formatted(id);
      return secret(id, prompt.ask(question).getBytes(StandardCharsets.UTF_8), source);
    }
    String home = System.getProperty("user.home");
    return file(
        id,
        here.resolve(source.startsWith("~/") ? home + source.substring(1) : source).normalize(),
        known);
  }

  private VaultSecret file(String id, Path file, List<VaultSecret> known) {
    try {
      if (!Files.exists(file)) {
        throw new DiagnosticException(
            Diagnostic.error(null, "The vault password file %s was not found".formatted(file))
                .asLocked()
                .asMissing());
      }
      boolean executable = Files.isExecutable(file);
      byte[] content = executable ? run(id, file) : Files.readAllBytes(file);
      byte[] plain =
          Vault.isEncrypted(content)
              ? new Vault(known, new SecureRandom())
                  .decrypt(
                      new String(content, StandardCharsets.UTF_8),
                      new Origin(file.toString(), 0, 0))
              : content;
      return secret(id, stripped(plain), "%s (%s)".formatted(executable ? "script" : "file", file));
    } catch (IOException e) {
      throw trouble(
          "the vault password file '%s' can't be read: %s".formatted(file, e.getMessage()));
    }
  }

  private static VaultSecret secret(String id, byte[] password, String source) {
    if (password.length == 0) {
      throw trouble("Invalid vault password was provided from %s".formatted(source));
    }
    return new VaultSecret(id, password);
  }

  /// A script whose name ends in `-client` is told the id.
  private static byte[] run(String id, Path script) throws IOException {
    List<String> command = new ArrayList<>(List.of(script.toAbsolutePath().toString()));
    if (script.getFileName().toString().matches(".*-client(\\.[^.]*)?")) {
      command.addAll(List.of("--vault-id", id));
    }
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    process.getOutputStream().close();
    byte[] output = process.getInputStream().readAllBytes();
    try {
      if (process.waitFor() != 0) {
        throw trouble(
            "the vault password script '%s' ended with %d".formatted(script, process.exitValue()));
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw trouble("interrupted while '%s' ran".formatted(script));
    }
    return output;
  }

  private static byte[] stripped(byte[] content) {
    int start = 0;
    int end = content.length;
    while (end > start && Character.isWhitespace(content[end - 1])) {
      end--;
    }
    while (start < end && Character.isWhitespace(content[start])) {
      start++;
    }
    return java.util.Arrays.copyOfRange(content, start, end);
  }

  private static DiagnosticException trouble(String sentence) {
    return new DiagnosticException(Diagnostic.error(null, sentence).asLocked());
  }
}
