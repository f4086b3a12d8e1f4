package dev.runner.modules.certificates;

import dev.runner.module.BadParameter;
import dev.runner.module.Constraint;
import dev.runner.module.Content;
import dev.runner.module.Describe;
import dev.runner.module.Finished;
import dev.runner.module.Needs;
import dev.runner.module.Outputs;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.Spread;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.modules.files.Labels;
import dev.runner.modules.files.Permissions;
import dev.runner.values.None;
import dev.runner.values.Secret;
import dev.runner.values.Text;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Makes private keys on a host.
@Describe(
    summary = "Have a private key in a file, made on the host.",
    description =
        """
        The host's `openssl` makes the key. It never leaves the host, unless `return_content` asks
        for it, and only its owner can read the file, unless `mode` says otherwise. A key that isn't
        as wanted is replaced: `regenerate` says when.
        """,
    since = "0.1",
    collection = "community.crypto",
    alwaysCompares = true,
    example =
        """
        - name: have a key for the web server
          openssl_privatekey:
            path: /etc/ssl/private/web.pem
            type: ECC
            curve: secp384r1
        """,
    returns = {
      @Describe.Returned(name = "filename", value = "The file."),
      @Describe.Returned(name = "type", value = "The kind of key that was asked for."),
      @Describe.Returned(name = "size", value = "The length that was asked for, in bits."),
      @Describe.Returned(name = "curve", value = "The curve that was asked for."),
      @Describe.Returned(
          name = "fingerprint",
          value = "Sums of the public key by many algorithms, if there is a key."),
      @Describe.Returned(
          name = "privatekey",
          value = "The key, with `return_content`; a bare one in base 64."),
      @Describe.Returned(name = "backup_file", value = "The copy of the old file, if one was kept.")
    })
@Needs("openssl")
@Constraint(value = Constraint.Kind.NEEDED, names = "curve", when = "type", is = "ECC")
public record OpensslPrivatekey(
    @Param("The file.") RemotePath path,
    @Param(value = "Whether there is to be a key.", byDefault = "present") State state,
    @Param(value = "Kind of key.", byDefault = "RSA") KeyType type,
    @Param(value = "Length of the key in bits, for RSA and DSA.", byDefault = "4096") int size,
    @Param("Curve, for ECC: `secp256r1` and `secp384r1` are understood everywhere.")
        Optional<EcCurve> curve,
    @Param("Passphrase that protects the key.") Optional<Secret> passphrase,
    @Param(
            value = "How a passphrase protects the key: `auto`, which is AES-256.",
            byDefault = "auto")
        String cipher,
    @Param(
            value =
                "How the key is written; `auto` is pkcs1 where there is one for the kind of key,"
                    + " `auto_ignore` the same, but a key that is there may be written in any way.",
            byDefault = "auto_ignore")
        Format format,
    @Param(
            value = "What to do with a key that is written in another way.",
            byDefault = "regenerate")
        Mismatch formatMismatch,
    @Param(
            value =
                "When a key that is there is replaced: `never`; `fail` refuses instead;"
                    + " `partial_idempotence` for another kind or length; `full_idempotence` for"
                    + " another passphrase or a file that can't be read too; `always`.",
            byDefault = "full_idempotence")
        Regenerate regenerate,
    @Param(value = "Whether a new key is made in any case.", byDefault = "false") boolean force,
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

  /// How a key is written.
  public enum Format {
    PKCS1,
    PKCS8,
    RAW,
    AUTO,
    AUTO_IGNORE
  }

  /// What to do with a key that is written in another way.
  public enum Mismatch {
    REGENERATE,
    CONVERT
  }

  /// When a key is replaced.
  public enum Regenerate {
    NEVER,
    FAIL,
    PARTIAL_IDEMPOTENCE,
    FULL_IDEMPOTENCE,
    ALWAYS
  }

  private static final String PROCEED =
      " Will not proceed. To force regeneration, call the module with `generate` set to ";

  public OpensslPrivatekey {
    if (type == KeyType.ECC && curve.isEmpty()) {
      throw new BadParameter("curve", "type is ECC but all of the following are missing: curve");
    }
    if (passphrase.isPresent() && !cipher.equals("auto")) {
      throw new BadParameter(
          "cipher", "Cryptography backend can only use \"auto\" for cipher option.");
    }
    if (format == Format.RAW && type.bareLength() == 0) {
      throw new BadParameter("format", "a key of type %s has no raw form".formatted(type.word()));
    }
    if (format == Format.RAW && passphrase.isPresent()) {
      throw new BadParameter("passphrase", "a raw key can't be protected by a passphrase");
    }
  }

  private KeySource source() {
    return new KeySource(Optional.of(path), Optional.empty(), passphrase, type.word());
  }

  @Override
  public Plan plan(Probe host) {
    MadeFile file = MadeFile.askPrivate(host, path, permissions, backup);
    Pending<dev.runner.module.Output> key = source().ask(host);
    Optional<Plan> obstacle =
        file.obstacle("The directory %s does not exist or the file is not a directory");
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    if (state == State.ABSENT) {
      return file.removed(values(Optional.empty(), Optional.empty()));
    }
    return labels.over(host, path, () -> present(host, file, key));
  }

  private Plan present(Probe host, MadeFile file, Pending<dev.runner.module.Output> answer) {
    boolean anew = force || regenerate == Regenerate.ALWAYS || !file.exists();
    KeySource.Looked looked =
        file.exists() ? source().looked(answer) : new KeySource.Looked("", Optional.empty());
    Optional<PublicKey> key = looked.publicKey();
    Map<String, Object> before = KeyValues.ofPrivate(file.exists(), key);
    if (!anew) {
      Optional<Plan> refusal = refusal(looked);
      if (refusal.isPresent()) {
        return refusal.get();
      }
      anew = isOther(looked);
    }
    boolean rewritten = !anew && formatMismatch == Mismatch.CONVERT && !isWritten(looked.format());
    Map<String, Object> values = new LinkedHashMap<>(values(key, Optional.empty()));
    values.put("diff", KeyValues.difference(before, before));
    if (anew || rewritten) {
      return changes(host, file, anew, looked, before).predictingAll(values);
    }
    if (returnContent) {
      values.put("privatekey", read(host));
    }
    return file.kept(values);
  }

  /// Why a key that isn't as wanted stays, if it does.
  private Optional<Plan> refusal(KeySource.Looked looked) {
    boolean full = regenerate == Regenerate.FULL_IDEMPOTENCE;
    if (looked.publicKey().isEmpty()) {
      return full
          ? Optional.empty()
          : refuse(
              "Unable to read the key. The key is protected with a another passphrase / no"
                  + " passphrase or broken."
                  + PROCEED
                  + "`full_idempotence` or `always`, or with `force=true`.");
    }
    boolean partial = full || regenerate == Regenerate.PARTIAL_IDEMPOTENCE;
    if (partial || regenerate == Regenerate.NEVER) {
      return Optional.empty();
    }
    String how =
        PROCEED + "`partial_idempotence`, `full_idempotence` or `always`, or with `force=true`.";
    if (!isOfKind(looked.publicKey().get())) {
      return refuse("Key has wrong type and/or size." + how);
    }
    return formatMismatch == Mismatch.REGENERATE && !isWritten(looked.format())
        ? refuse(
            "Key has wrong format."
                + how
                + " To convert the key, set `format_mismatch` to `convert`.")
        : Optional.empty();
  }

  private static Optional<Plan> refuse(String because) {
    return Optional.of(Plan.refuse(because, "Set `regenerate` to what is to be done."));
  }

  /// Whether a key is replaced, where nothing speaks against it.
  private boolean isOther(KeySource.Looked looked) {
    if (looked.publicKey().isEmpty()) {
      return true;
    }
    return regenerate != Regenerate.NEVER
        && (!isOfKind(looked.publicKey().get())
            || (formatMismatch == Mismatch.REGENERATE && !isWritten(looked.format())));
  }

  private boolean isOfKind(PublicKey key) {
    return key.type().equals(type.word())
        && key.size().map(bits -> bits == size).orElse(true)
        && (type != KeyType.ECC || key.curve().map(Curve::name).equals(curve.map(EcCurve::word)));
  }

  private boolean isWritten(String how) {
    return format == Format.AUTO_IGNORE || how.equals(wantedFormat());
  }

  /// `pkcs1`, `pkcs8` or `raw`.
  String wantedFormat() {
    return switch (format) {
      case PKCS1 -> "pkcs1";
      case PKCS8 -> "pkcs8";
      case RAW -> "raw";
      case AUTO, AUTO_IGNORE -> type.isOld() ? "pkcs1" : "pkcs8";
    };
  }

  private Plan.Changes changes(
      Probe host,
      MadeFile file,
      boolean anew,
      KeySource.Looked looked,
      Map<String, Object> before) {
    RemotePath fresh = host.scratch().resolve("key");
    KeyMaking making = new KeyMaking(this);
    Step.Run run =
        anew
            ? Step.run("make " + making.phrase(), source().knowing(making.making(fresh)))
            : Step.run(
                "write the key as " + wantedFormat(),
                source().knowing(making.rewriting(fresh, looked.format())));
    return Plan.changes(file.madeBy(run, fresh))
        .after((outputs, now) -> made(file, outputs, now, before));
  }

  private Finished made(MadeFile file, Outputs outputs, Probe now, Map<String, Object> before) {
    KeySource.Looked looked = source().looked(source().ask(now));
    Optional<Object> text = returnContent ? Optional.of(read(now)) : Optional.empty();
    return file.backedUp(outputs)
        .withAll(values(looked.publicKey(), text))
        .with("diff", KeyValues.difference(before, KeyValues.ofPrivate(true, looked.publicKey())));
  }

  private Object read(Probe host) {
    Optional<Content> content = host.read(path);
    if (content.isEmpty()) {
      return None.NONE;
    }
    String text = content.get().lenientText();
    return Text.secret(
        text.contains("-----BEGIN ")
            ? text
            : Base64.getEncoder().encodeToString(content.get().bytes()));
  }

  private Map<String, Object> values(Optional<PublicKey> key, Optional<Object> text) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("filename", path.text());
    values.put("type", type.word());
    values.put("size", (long) size);
    if (type == KeyType.ECC) {
      values.put("curve", curve.orElseThrow().word());
    }
    values.put("fingerprint", key.<Object>map(PublicKey::fingerprints).orElse(None.NONE));
    if (returnContent) {
      values.put("privatekey", text.orElse(None.NONE));
    }
    return values;
  }
}
