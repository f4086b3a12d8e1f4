package dev.runner.modules.certificates;

import dev.runner.module.BadParameter;
import dev.runner.module.Constraint;
import dev.runner.module.Content;
import dev.runner.module.Describe;
import dev.runner.module.FileStat;
import dev.runner.module.Needs;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Spread;
import dev.runner.module.TaskModule;
import dev.runner.modules.files.Labels;
import dev.runner.modules.files.Permissions;
import dev.runner.values.None;
import dev.runner.values.Secret;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Writes the public key of a private one.
@Describe(
    summary = "Have the public key of a private key in a file.",
    since = "0.1",
    collection = "community.crypto",
    alwaysCompares = true,
    example =
        """
        - name: have the public key beside the private one
          openssl_publickey:
            path: /etc/ssl/web.pub
            privatekey_path: /etc/ssl/private/web.pem
        """,
    returns = {
      @Describe.Returned(name = "filename", value = "The file."),
      @Describe.Returned(name = "format", value = "How the key is written."),
      @Describe.Returned(
          name = "privatekey",
          value = "The private key's file; none if the key itself was given."),
      @Describe.Returned(
          name = "fingerprint",
          value = "Sums of the key by many algorithms; none without a private key."),
      @Describe.Returned(name = "publickey", value = "The key, with `return_content`."),
      @Describe.Returned(name = "backup_file", value = "The copy of the old file, if one was kept.")
    })
@Needs("openssl")
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"privatekey_path", "privatekey_content"})
@Constraint(
    value = Constraint.Kind.ONE_NEEDED,
    names = {"privatekey_path", "privatekey_content"},
    when = "state",
    is = "present")
public record OpensslPublickey(
    @Param("The file.") RemotePath path,
    @Param(value = "Whether there is to be a key.", byDefault = "present") State state,
    @Param("The private key's file.") Optional<RemotePath> privatekeyPath,
    @Param("The private key itself.") Optional<Secret> privatekeyContent,
    @Param("Passphrase of the private key.") Optional<Secret> privatekeyPassphrase,
    @Param(value = "How the key is written.", byDefault = "PEM") Format format,
    @Param(value = "Whether the file is written in any case.", byDefault = "false") boolean force,
    @Param(value = "Whether a copy of the old file is kept.", byDefault = "false") boolean backup,
    @Param(value = "Whether the key is registered.", byDefault = "false") boolean returnContent,
    @Param(value = "Of no account: `openssl` does the work.", byDefault = "auto")
        CryptoLibrary selectCryptoBackend,
    @Spread Permissions permissions,
    @Spread Labels labels)
    implements TaskModule {

  /// Whether there is to be a key.
  public enum State {
    PRESENT,
    ABSENT
  }

  /// How a public key is written.
  public enum Format {
    @Param(value = "As OpenSSH does.", name = "OpenSSH")
    OPENSSH,
    @Param(value = "As OpenSSL does.", name = "PEM")
    PEM
  }

  public OpensslPublickey {
    if (state == State.PRESENT && privatekeyPath.isEmpty() && privatekeyContent.isEmpty()) {
      throw new BadParameter(
          "privatekey_path",
          "state is present but any of the following are missing: privatekey_path,"
              + " privatekey_content");
    }
  }

  private KeySource source() {
    return new KeySource(privatekeyPath, privatekeyContent, privatekeyPassphrase, "");
  }

  @Override
  public Plan plan(Probe host) {
    MadeFile file = MadeFile.ask(host, path, permissions, backup);
    if (state == State.ABSENT) {
      return file.obstacle("The directory '%s' does not exist or the file is not a directory")
          .orElseGet(() -> file.removed(values(Optional.empty(), "")));
    }
    Optional<Pending<FileStat>> there =
        privatekeyPath.map(key -> host.later(new Question.Stat(key, true)));
    Pending<Output> key = source().ask(host);
    return file.obstacle("The directory '%s' does not exist or the file is not a directory")
        .orElseGet(() -> labels.over(host, path, () -> present(file, there, key)));
  }

  private Plan present(MadeFile file, Optional<Pending<FileStat>> there, Pending<Output> answer) {
    Optional<Plan> obstacle = KeyObstacle.of("The private key", source(), there, answer);
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    PublicKey key = source().looked(answer).publicKey().orElseThrow();
    Optional<String> text = format == Format.PEM ? Optional.of(key.pem()) : key.openSsh();
    if (text.isEmpty()) {
      return Plan.refuse("OpenSSH has no keys of type " + key.type(), "Have it written as PEM.");
    }
    return written(file, key, text.get());
  }

  private Plan written(MadeFile file, PublicKey key, String text) {
    Optional<PublicKey> before = file.content().flatMap(content -> PublicKey.read(content.bytes()));
    boolean same =
        file.content()
            .map(Content::lenientText)
            .filter(there -> isOfKey(there, key, text))
            .isPresent();
    Optional<PublicKey> after = format == Format.PEM ? Optional.of(key) : Optional.empty();
    Map<String, Object> was = KeyValues.ofPublic(file.exists(), before);
    if (same && !force) {
      Map<String, Object> values =
          values(Optional.of(key), file.content().orElseThrow().lenientText());
      values.put("diff", KeyValues.difference(was, was));
      return file.kept(values);
    }
    Map<String, Object> values = values(Optional.of(key), text);
    values.put("diff", KeyValues.difference(was, KeyValues.ofPublic(true, after)));
    return file.written(text, values);
  }

  /// Whether a file holds the key in its format; a comment behind an OpenSSH key is of no account.
  private boolean isOfKey(String there, PublicKey key, String text) {
    return format == Format.PEM
        ? there.contains("-----BEGIN ") && PublicKey.read(there).equals(Optional.of(key))
        : there.equals(text) || there.startsWith(text + " ") || there.startsWith(text + "\n");
  }

  private Map<String, Object> values(Optional<PublicKey> key, String text) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("filename", path.text());
    values.put("format", format == Format.PEM ? "PEM" : "OpenSSH");
    values.put("privatekey", source().shown());
    values.put("fingerprint", key.map(PublicKey::fingerprints).orElse(Map.of()));
    if (returnContent) {
      values.put("publickey", key.isPresent() ? text : None.NONE);
    }
    return values;
  }
}
