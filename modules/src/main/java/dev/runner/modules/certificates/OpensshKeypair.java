package dev.runner.modules.certificates;

import dev.runner.module.Attributes;
import dev.runner.module.BadParameter;
import dev.runner.module.Content;
import dev.runner.module.Describe;
import dev.runner.module.FileMode;
import dev.runner.module.FileStat;
import dev.runner.module.Finished;
import dev.runner.module.Needs;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Spread;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.modules.files.Edit;
import dev.runner.modules.files.Labels;
import dev.runner.modules.files.Ownership;
import dev.runner.modules.files.Permissions;
import dev.runner.values.Secret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes pairs of keys for ssh.
@Describe(
    summary = "Have a pair of keys for ssh, made on the host.",
    description =
        """
        The host's `ssh-keygen` makes them. The private key never leaves the host, and only its owner
        can read it, unless `mode` says otherwise.
        """,
    since = "0.1",
    collection = "community.crypto",
    alwaysCompares = true,
    example =
        """
        - name: the key that backups are fetched with
          openssh_keypair:
            path: /root/.ssh/backup
            type: ed25519
            comment: backup
        """,
    returns = {
      @Describe.Returned(name = "filename", value = "The private key's file."),
      @Describe.Returned(name = "type", value = "The kind of key."),
      @Describe.Returned(name = "size", value = "Its length in bits."),
      @Describe.Returned(name = "fingerprint", value = "Its sum, empty if there is no key."),
      @Describe.Returned(name = "public_key", value = "The public key without its comment."),
      @Describe.Returned(name = "comment", value = "The comment.")
    })
@Needs("ssh-keygen")
public record OpensshKeypair(
    @Param("The private key's file; the public one's ends in .pub.") RemotePath path,
    @Param(value = "Whether there is to be a pair.", byDefault = "present") State state,
    @Param(value = "Kind of key.", byDefault = "rsa") Type type,
    @Param("Length in bits; by default 4096 for rsa, 1024 for dsa, 256 for others.")
        Optional<Integer> size,
    @Param("Comment of the public key.") Optional<String> comment,
    @Param("Passphrase that protects the private key.") Optional<Secret> passphrase,
    @Param(value = "How a new private key is written.", byDefault = "auto") Format privateKeyFormat,
    @Param(
            value =
                "When a key that is there is replaced: `never`; `fail` refuses instead;"
                    + " `partial_idempotence` for another kind or length; `full_idempotence` for"
                    + " one that can't be read too; `always`.",
            byDefault = "partial_idempotence")
        Regenerate regenerate,
    @Param(value = "Whether a new pair is made in any case.", byDefault = "false") boolean force,
    @Param(value = "Of no account: `ssh-keygen` does the work.", byDefault = "auto")
        Backend backend,
    @Spread Permissions permissions,
    @Spread Labels labels)
    implements TaskModule {

  /// Whether there is to be a pair.
  public enum State {
    PRESENT,
    ABSENT
  }

  /// Kinds of keys.
  public enum Type {
    RSA(4096),
    DSA(1024),
    RSA1(2048),
    ECDSA(256),
    ED25519(256),
    MLDSA44(0);

    private final int usual;

    Type(int usual) {
      this.usual = usual;
    }

    /// Whether a length can be chosen.
    private boolean isSized() {
      return this == RSA || this == ECDSA;
    }
  }

  /// How private keys are written.
  public enum Format {
    AUTO,
    PKCS1,
    PKCS8,
    SSH
  }

  /// When a key is replaced.
  public enum Regenerate {
    NEVER,
    FAIL,
    PARTIAL_IDEMPOTENCE,
    FULL_IDEMPOTENCE,
    ALWAYS
  }

  /// Who does the work in other tools.
  public enum Backend {
    AUTO,
    CRYPTOGRAPHY,
    OPENSSHBIN
  }

  private static final Set<Integer> CURVES = Set.of(256, 384, 521);

  private static final String PROCEED =
      " Will not proceed. To force regeneration, call the module with `generate` set to ";

  public OpensshKeypair {
    int bits = size.orElse(type.usual);
    if (type == Type.RSA && bits < 1024) {
      throw new BadParameter(
          "size",
          "For RSA keys, the minimum size is 1024 bits and the default is 4096 bits. Attempting to"
              + " use bit lengths under 1024 will cause the module to fail.");
    }
    if (type == Type.DSA && bits != 1024) {
      throw new BadParameter(
          "size", "DSA keys must be exactly 1024 bits as specified by FIPS 186-2.");
    }
    if (type == Type.ECDSA && !CURVES.contains(bits)) {
      throw new BadParameter(
          "size",
          "For ECDSA keys, size determines the key length by selecting from one of three elliptic"
              + " curve sizes: 256, 384 or 521 bits. Attempting to use bit lengths other than these"
              + " three values for ECDSA keys will cause this module to fail.");
    }
    if (type == Type.RSA1) {
      throw new BadParameter("type", "keys of the protocol's version 1 aren't made any more");
    }
  }

  private String word() {
    return type.name().toLowerCase(Locale.ROOT);
  }

  private int bits() {
    return type == Type.ED25519 ? type.usual : size.orElse(type.usual);
  }

  private SshKeyFiles files() {
    return new SshKeyFiles(path, passphrase);
  }

  @Override
  public Plan plan(Probe host) {
    Pending<FileStat> parent = host.later(new Question.Stat(path.parent(), true));
    Pending<FileStat> publicThere = host.later(new Question.Stat(files().publicPath(), true));
    Ownership ownership = Ownership.ask(host, permissions.wanted());
    SshKeyFiles.Found found = files().look(host).get();
    if (state == State.ABSENT) {
      return removed(found, publicThere.get());
    }
    if (found.there().isDirectory()) {
      return Plan.refuse(
          "%s is a directory. Please specify a path to a file.".formatted(path), "name a file");
    }
    if (!parent.get().isDirectory()) {
      RemotePath directory = path.parent();
      return Plan.refuse(
              "The directory %s does not exist or the file is not a directory".formatted(directory),
              "Make the directory first.")
          .with("name", directory.text());
    }
    return ownership
        .obstacle()
        .or(() -> refusal(found))
        .orElseGet(
            () ->
                labels.over(
                    host,
                    path,
                    () ->
                        isOther(found)
                            ? made(host, found)
                            : kept(found, publicThere.get(), ownership)));
  }

  /// Why a key that isn't as wanted stays, if it does.
  private Optional<Plan> refusal(SshKeyFiles.Found found) {
    boolean anew = force || regenerate == Regenerate.ALWAYS || !found.there().exists();
    if (anew || regenerate == Regenerate.FULL_IDEMPOTENCE) {
      return Optional.empty();
    }
    if (found.key().isEmpty()) {
      return refuse(
          "Unable to read the key. The key is protected with a passphrase or broken."
              + PROCEED
              + "`full_idempotence` or `always`, or with `force=true`.");
    }
    return regenerate == Regenerate.FAIL && !isOfKind(found.key().get())
        ? refuse(
            "Key has wrong type and/or size."
                + PROCEED
                + "`partial_idempotence`, `full_idempotence` or `always`, or with `force=true`.")
        : Optional.empty();
  }

  private static Optional<Plan> refuse(String because) {
    return Optional.of(Plan.refuse(because, "Set `regenerate` to what is to be done."));
  }

  private boolean isOfKind(SshPublicKey key) {
    return key.type().equals(word()) && (!type.isSized() || key.size() == bits());
  }

  private boolean isOther(SshKeyFiles.Found found) {
    return force
        || regenerate == Regenerate.ALWAYS
        || found.key().isEmpty()
        || (regenerate != Regenerate.NEVER && !isOfKind(found.key().get()));
  }

  private Plan made(Probe host, SshKeyFiles.Found found) {
    List<Object> words = new ArrayList<>(List.of("-t", word(), "-C", comment.orElse("")));
    if (type.isSized()) {
      words.addAll(List.of("-b", bits()));
    }
    switch (privateKeyFormat) {
      case PKCS1 -> words.addAll(List.of("-m", "PEM"));
      case PKCS8 -> words.addAll(List.of("-m", "PKCS8"));
      case AUTO, SSH -> {}
    }
    SshKeyFiles fresh = SshKeyFiles.fresh(host);
    String title = found.there().exists() ? "change " : "make ";
    return Plan.changes(
            Step.run("make a pair of %s keys".formatted(word()), files().making(host, words)),
            placed(title + path, fresh.path(), path, 0600),
            placed(title + files().publicPath(), fresh.publicPath(), files().publicPath(), 0644))
        .predictingAll(values(Optional.empty(), ""))
        .predicting("diff", difference(found.shown(), found.shown()))
        .after(
            (outputs, now) -> {
              SshKeyFiles.Found after = files().look(now).get();
              return Finished.changed("")
                  .withAll(values(after.key(), after.comment()))
                  .with("diff", difference(found.shown(), after.shown()));
            });
  }

  private Step placed(String title, RemotePath from, RemotePath to, int mode) {
    Attributes wanted =
        Attributes.of(
            permissions.owner(),
            permissions.group(),
            permissions.mode().or(() -> Optional.of(FileMode.of(mode))));
    return new Step.Copy(
        title, from, to, wanted, Optional.empty(), false, permissions.unsafeWrites());
  }

  /// What is left to be done where the private key is as wanted.
  private Plan kept(SshKeyFiles.Found found, FileStat publicThere, Ownership ownership) {
    SshPublicKey key = found.key().orElseThrow();
    String wanted = comment.orElse(found.comment());
    List<Step> steps = new ArrayList<>();
    missing(found.there(), path, ownership).ifPresent(steps::add);
    if (!found.matches() || !wanted.equals(found.comment())) {
      Attributes attributes =
          publicThere.exists()
              ? ownership.missing(publicThere)
              : Attributes.of(
                  permissions.owner(),
                  permissions.group(),
                  permissions.mode().or(() -> Optional.of(FileMode.of(0644))));
      Optional<Content> before = found.file().map(file -> Content.of(file.line(file.comment())));
      String title = (publicThere.exists() ? "change " : "make ") + files().publicPath();
      steps.add(
          Step.write(
              title, files().publicPath(), before, Content.of(key.line(wanted)), attributes));
    } else {
      missing(publicThere, files().publicPath(), ownership).ifPresent(steps::add);
    }
    Map<String, Object> values = values(Optional.of(key), wanted);
    Map<String, Object> after = SshKeyFiles.shown(Optional.of(key), key.bare(), wanted);
    values.put("diff", difference(found.shown(), after));
    return steps.isEmpty()
        ? Plan.unchanged("the pair is there").withAll(values)
        : Plan.changes(steps).predictingAll(values);
  }

  private static Optional<Step> missing(FileStat there, RemotePath file, Ownership ownership) {
    Attributes missing = ownership.missing(there);
    return missing.isEmpty() ? Optional.empty() : Optional.of(Edit.attribute(file, there, missing));
  }

  private Plan removed(SshKeyFiles.Found found, FileStat publicThere) {
    List<Step> steps = new ArrayList<>();
    if (found.there().exists()) {
      steps.add(new Step.Delete("remove " + path, path));
    }
    if (publicThere.exists()) {
      steps.add(new Step.Delete("remove " + files().publicPath(), files().publicPath()));
    }
    Map<String, Object> values = values(found.key(), found.comment());
    values.put("diff", difference(found.shown(), Map.of()));
    return steps.isEmpty()
        ? Plan.unchanged("there is no pair").withAll(values)
        : Plan.changes(steps).predictingAll(values);
  }

  private Map<String, Object> values(Optional<SshPublicKey> key, String said) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("filename", path.text());
    values.put("type", key.map(SshPublicKey::type).orElse(word()));
    values.put("size", (long) key.map(SshPublicKey::size).orElse(bits()));
    values.put("fingerprint", key.map(SshPublicKey::fingerprint).orElse(""));
    values.put("public_key", key.map(SshPublicKey::bare).orElse(""));
    values.put("comment", said);
    return values;
  }

  private static Map<String, Object> difference(
      Map<String, Object> before, Map<String, Object> after) {
    Map<String, Object> difference = new LinkedHashMap<>();
    difference.put("before", before);
    difference.put("after", after);
    return difference;
  }
}
