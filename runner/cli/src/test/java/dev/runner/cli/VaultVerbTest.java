package dev.runner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultVerbTest {
  /// What ansible-vault of ansible-core 2.21 made of `bar` with the password `pw`.
  private static final String THEIRS =
      """
      $ANSIBLE_VAULT;1.1;AES256
      30326434383532353166653634613937383863653761393931323562616631646433613231656534
      3639356634346532366436343630323936303265623065610a303331313430646663326230306634
      61663663323162333635383238636530333836373735353639653635646138613932306466393933
      3433303765303435630a346534316339303139303832376365326233323138303432626361343361
      3737
      """;

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void passwords() throws IOException {
    Files.writeString(directory.resolve("pw"), "pw\n");
    Files.writeString(directory.resolve("other"), "another\n");
  }

  private int vault(String line) {
    String[] words = ("vault " + line).split(" ");
    out.getBuffer().setLength(0);
    return Main.run(
        words,
        new PrintWriter(out),
        new PrintWriter(err),
        directory,
        Map.of("HOME", directory.toString(), "EDITOR", "sh -c 'echo more >>\"$0\"'"));
  }

  @Test
  void severalTextsAreToldApart() {
    assertEquals(0, vault("encrypt_string --vault-password-file pw --name key word more"));
    assertEquals(
        """
        # The encrypted version of variable ("key", the string #1 from the command line args).
        # The encrypted version of the string #2 from the command line args.)
        """,
        err.toString());
  }

  @Test
  void secretsWithoutAnIdHaveTheOneOfTheConfiguration() throws IOException {
    file("ansible.cfg", "[defaults]\nvault_identity = team\n");
    Path file = file("secret", "plain\n");
    assertEquals(0, vault("encrypt --vault-password-file pw secret"), err.toString());
    assertEquals("$ANSIBLE_VAULT;1.2;AES256;team", Files.readAllLines(file).getFirst());
    assertEquals(0, vault("rekey --vault-id pw --new-vault-id prod@other secret"), err.toString());
    assertEquals("$ANSIBLE_VAULT;1.2;AES256;prod", Files.readAllLines(file).getFirst());
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  @Test
  void opensWhatTheOtherToolMade() throws IOException {
    file("theirs", THEIRS);
    assertEquals(0, vault("view --vault-password-file pw theirs"), err.toString());
    assertEquals("bar", out.toString());
    assertEquals(0, vault("decrypt --vault-id prod@pw --output plain theirs"));
    assertEquals("bar", Files.readString(directory.resolve("plain")));
    assertEquals(THEIRS, Files.readString(directory.resolve("theirs")));
  }

  @Test
  void editingKeepsTheIdThatTheTextHas() throws IOException {
    file("theirs", THEIRS);
    assertEquals(0, vault("edit --vault-id prod@pw theirs"), err.toString());
    assertTrue(Files.readString(directory.resolve("theirs")).startsWith("$ANSIBLE_VAULT;1.1;AES"));
    file("plain", "x");
    assertEquals(0, vault("encrypt --vault-id prod@pw plain"), err.toString());
    assertEquals(0, vault("edit --vault-password-file pw plain"), err.toString());
    String after = Files.readString(directory.resolve("plain"));
    assertTrue(after.startsWith("$ANSIBLE_VAULT;1.2;AES256;prod\n"), after);
  }

  @Test
  void withSeveralSecretsOneHasToSayWhichEncrypts() throws IOException {
    file("plain", "x");
    assertEquals(5, vault("encrypt --vault-id pw --vault-id other plain"));
    assertEquals(1, vault("encrypt --vault-id pw --encrypt-vault-id none plain"));
    assertEquals(5, vault("rekey --new-vault-id pw --new-vault-password-file pw plain"));
    assertEquals(1, vault("view --ask-vault-password plain"), err.toString());
  }

  @Test
  void aLoneDashIsTheInput() {
    assertEquals(
        0,
        Main.run(
            "vault encrypt --vault-password-file pw --output made -".split(" "),
            new PrintWriter(out),
            new PrintWriter(err),
            directory,
            Map.of("HOME", directory.toString()),
            new ByteArrayInputStream("piped".getBytes(StandardCharsets.UTF_8))),
        err.toString());
    assertEquals(0, vault("view --vault-password-file pw made"), err.toString());
    assertEquals("piped", out.toString());
  }

  @Test
  void whatAnEditorLeavesBesideIsRemovedToo() throws IOException {
    file("secret", "plain\n");
    assertEquals(0, vault("encrypt --vault-password-file pw secret"), err.toString());
    assertEquals(
        0,
        Main.run(
            "vault edit --vault-password-file pw secret".split(" "),
            new PrintWriter(out),
            new PrintWriter(err),
            directory,
            Map.of(
                "HOME",
                directory.toString(),
                "EDITOR",
                "sh -c 'cp \"$0\" \"$0~\"; dirname \"$0\" >where; echo more >>\"$0\"'")),
        err.toString());
    assertEquals(0, vault("view --vault-password-file pw secret"), err.toString());
    assertEquals("plain\nmore\n", out.toString());
  }

  @Test
  void encryptsInPlaceAndNamesTheSecret() throws IOException {
    Path file = file("secret", "plain\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertEquals(
        0, vault("encrypt --vault-id prod@pw --vault-id dev@other --encrypt-vault-id dev secret"));
    assertTrue(Files.readString(file).startsWith("$ANSIBLE_VAULT;1.2;AES256;dev\n"));
    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(1, vault("encrypt --vault-id dev@other secret"), "it is encrypted already");
    assertEquals(0, vault("rekey --vault-id dev@other --new-vault-id prod@pw secret"));
    assertTrue(Files.readString(file).startsWith("$ANSIBLE_VAULT;1.2;AES256;prod\n"));
    assertEquals(1, vault("decrypt --vault-id dev@other secret"));
    assertEquals(0, vault("edit --vault-id prod@pw secret"), err.toString());
    assertEquals(0, vault("decrypt --vault-id prod@pw secret"));
    assertEquals("plain\nmore\n", Files.readString(file));
  }

  @Test
  void wantsToKnowWhichOfSeveralSecretsEncrypts() throws IOException {
    Path file = file("secret", "plain\n");
    assertEquals(5, vault("encrypt --vault-id prod@pw --vault-id dev@other secret"));
    assertTrue(err.toString().contains("--encrypt-vault-id"), err.toString());
    assertEquals("plain\n", Files.readString(file));
  }

  @Test
  void encryptsTextsForYaml() throws IOException {
    assertEquals(0, vault("encrypt_string --vault-password-file pw --name key word"));
    String yaml = out.toString();
    assertTrue(yaml.startsWith("key: !vault |\n          $ANSIBLE_VAULT;1.1;AES256\n"), yaml);
    assertFalse(yaml.contains("word"));
    file("text", yaml.substring(yaml.indexOf('\n') + 1).replace(" ", ""));
    assertEquals(0, vault("view --vault-password-file pw text"));
    assertEquals("word", out.toString());
  }

  @Test
  void createsInAnEditor() throws IOException {
    assertEquals(0, vault("create --skip-tty-check --vault-password-file pw new"), err.toString());
    assertEquals(0, vault("view --vault-password-file pw new"));
    assertEquals("more\n", out.toString());
    assertEquals(5, vault("create --skip-tty-check --vault-password-file pw new"));
  }

  @Test
  void whyAFileCantBeReadIsSaidInWords() {
    assertEquals(1, vault("view --vault-password-file pw none"));
    assertTrue(
        err.toString().contains("none' can't be read: there is no such file"), err::toString);
  }
}
