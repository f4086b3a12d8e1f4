package dev.runner.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.source.DiagnosticException;
import dev.runner.values.Origin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VaultTest {
  private static final Origin AT = new Origin("secrets.yml", 3, 1);

  /// Both were made by ansible-vault of ansible-core 2.21 with the password `pw`.
  private static final String FORMAT_1_1 =
      """
      $ANSIBLE_VAULT;1.1;AES256
      34383934363066383839313636633338353131313337393534633064393962643862323165356132
      6432636536383233616530373432363464316439356537330a303033306434623166356437393336
      34396562373838653963303131323539656235386337613666343934303335633039356335336130
      3966336230396237640a633838376161633439383365356466633933356434396333356666666237
      3263
      """;

  private static final String FORMAT_1_2 =
      """
      $ANSIBLE_VAULT;1.2;AES256;prod
      39323065653239653634396364323431653930376436656464363430393264653030663432396334
      3133353431633662393138323761303732616233653836300a313937393730323534326537616461
      63663238663365373762623961623362383537633761666635303335313038633362376539613136
      6666663866363764630a656266346666666164313434396232396165353566643439633266643232
      6262
      """;

  private static VaultSecret secret(String id, String password) {
    return new VaultSecret(id, password.getBytes(UTF_8));
  }

  private static Vault vault(VaultSecret... secrets) {
    return new Vault(List.of(secrets), new SecureRandom());
  }

  private static String refusal(Vault vault, String text) {
    return assertThrows(DiagnosticException.class, () -> vault.open(text, AT)).getMessage();
  }

  @Test
  void opensWhatTheRealToolEncrypted() {
    assertEquals("sec: ret\n", vault(secret("default", "pw")).open(FORMAT_1_1, AT));
    assertEquals(
        "in: 1\n", vault(secret("default", "no"), secret("prod", "pw")).open(FORMAT_1_2, AT));
  }

  @Test
  void anySecretMayOpenWhatNamesAnother() {
    assertEquals("in: 1\n", vault(secret("x", "no"), secret("y", "pw")).open(FORMAT_1_2, AT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "exactly 16 bytes", "wörld\n", "longer than one block of bytes"})
  void opensWhatItEncrypted(String plain) {
    VaultSecret secret = secret("prod", "pässword");
    String envelope = vault(secret).encrypt(plain.getBytes(UTF_8), secret);
    assertTrue(envelope.startsWith("$ANSIBLE_VAULT;1.2;AES256;prod\n"));
    assertEquals(plain, vault(secret).open(envelope, AT));
  }

  @Test
  void bytesNeedNotBeText() {
    VaultSecret secret = secret("default", "pw");
    byte[] bytes = {0, -1, 10, 13, 127};
    String envelope = vault(secret).encrypt(bytes, secret);
    assertTrue(envelope.startsWith("$ANSIBLE_VAULT;1.1;AES256\n"));
    assertArrayEquals(bytes, vault(secret).decrypt(envelope, AT));
    assertEquals(
        "secrets.yml:3:1: what is encrypted here isn't UTF-8 text",
        refusal(vault(secret), envelope));
  }

  @Test
  void everyFlippedByteIsRefused() {
    Vault vault = vault(secret("default", "pw"));
    char[] letters = FORMAT_1_1.strip().toCharArray();
    for (int i = 0; i < letters.length; i++) {
      boolean digit = i >= FORMAT_1_1.indexOf('\n') && letters[i] != '\n';
      // Every bit of a few digits is costly enough: each guess derives a key.
      for (int bit = 0; bit < 8; bit += digit ? 5 : 1) {
        char[] changed = letters.clone();
        changed[i] ^= (char) (1 << bit);
        String text = new String(changed);
        assertThrows(DiagnosticException.class, () -> vault.open(text, AT), text);
      }
    }
  }

  @Test
  void saysWhyItCantOpen() {
    assertEquals(
        "secrets.yml:3:1: Decryption failed (no vault secrets were found that could decrypt): no"
            + " vault secret (default, test) opens this, which is for 'prod'\n"
            + "  is the password right, and the text unchanged?",
        refusal(vault(secret("default", "a"), secret("test", "b")), FORMAT_1_2));
    assertEquals(
        "secrets.yml:3:1: Attempting to decrypt but no vault secrets found.\n"
            + "  give one: --vault-id, --vault-password-file or --ask-vault-pass",
        refusal(vault(), FORMAT_1_1));
    assertEquals(
        "secrets.yml:3:1: the vault format '1.3' isn't supported, only 1.1 and 1.2",
        refusal(vault(), FORMAT_1_1.replace("1.1", "1.3")));
    assertEquals(
        "secrets.yml:3:1: the cipher 'AES' isn't supported, only AES256",
        refusal(vault(), FORMAT_1_1.replace("AES256", "AES")));
  }

  @Test
  void secretsComeFromFilesScriptsAndQuestions(@TempDir Path here) throws Exception {
    Files.writeString(here.resolve("pw"), "  pw\n");
    Path script = Files.writeString(here.resolve("ask-client"), "#!/bin/sh\necho \"$1 $2\"\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    VaultSecrets secrets = new VaultSecrets(here, question -> question + "!");
    assertEquals("default pw", shown(secrets.read("pw", List.of())));
    assertEquals("prod pw", shown(secrets.read("prod@pw", List.of())));
    assertEquals("prod --vault-id prod", shown(secrets.read("prod@ask-client", List.of())));
    assertEquals("prod Vault password (prod): !", shown(secrets.read("prod@prompt", List.of())));
    VaultSecret first = secrets.read("pw", List.of());
    Files.writeString(
        here.resolve("locked"),
        new Vault(List.of(), new SecureRandom()).encrypt("x".getBytes(), first));
    assertEquals("prod x", shown(secrets.read("prod@locked", List.of(first))));
    assertThrows(DiagnosticException.class, () -> secrets.read("locked", List.of()));
    Files.writeString(here.resolve("empty"), "\n");
    String told =
        assertThrows(DiagnosticException.class, () -> secrets.read("empty", List.of()))
            .getMessage();
    assertEquals(
        "Invalid vault password was provided from file (%s)".formatted(here.resolve("empty")),
        told);
  }

  private static String shown(VaultSecret secret) {
    assertEquals(secret.id() + "@********", secret.toString());
    return secret.id() + " " + new String(secret.password(), UTF_8);
  }
}
