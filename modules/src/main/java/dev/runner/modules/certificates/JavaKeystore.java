package dev.runner.modules.certificates;

import dev.runner.module.Attributes;
import dev.runner.module.BadParameter;
import dev.runner.module.Command;
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
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.modules.files.Labels;
import dev.runner.modules.files.Permissions;
import dev.runner.values.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Puts a certificate and its key into a keystore of Java.
@Describe(
    summary = "Put a certificate and its private key into a keystore of Java.",
    description =
        """
        The keystore holds this one entry. It is made anew where its password, its kind, the name of
        the entry or the certificate is another one. `openssl` and the host's `keytool` do the work;
        the passwords reach them by their environment.
        """,
    since = "0.1",
    collection = "community.general",
    example =
        """
        - name: what the application server shows its visitors
          java_keystore:
            name: site
            certificate_path: /etc/ssl/certs/site.pem
            private_key_path: /etc/ssl/private/site.key
            password: "{{ keystore_password }}"
            dest: /srv/app/site.jks
        """,
    returns = {
      @Describe.Returned(name = "cmd", value = "The command that made the keystore."),
      @Describe.Returned(name = "rc", value = "Its status."),
      @Describe.Returned(name = "err", value = "What it said, if it failed.")
    })
@Needs({"openssl", "keytool"})
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"certificate", "certificate_path"})
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"private_key", "private_key_path"})
@Constraint(
    value = Constraint.Kind.ONE_OF,
    names = {"certificate", "certificate_path"})
@Constraint(
    value = Constraint.Kind.ONE_OF,
    names = {"private_key", "private_key_path"})
public record JavaKeystore(
    @Param("Name of the entry in the keystore.") String name,
    @Param("The certificate itself.") Optional<String> certificate,
    @Param("The certificate's file on the host.") Optional<RemotePath> certificatePath,
    @Param("The private key itself.") Optional<Secret> privateKey,
    @Param("The private key's file on the host.") Optional<RemotePath> privateKeyPath,
    @Param("Passphrase of the private key.") Optional<Secret> privateKeyPassphrase,
    @Param("Password of the keystore.") Secret password,
    @Param("The keystore.") RemotePath dest,
    @Param("Kind of keystore; that which `keytool` makes, without it.") Optional<Kind> keystoreType,
    @Param(value = "Of no account: `openssl` does the work.", byDefault = "openssl")
        Backend sslBackend,
    @Param(value = "Whether it is made anew in any case.", byDefault = "false") boolean force,
    @Spread Permissions permissions,
    @Spread Labels labels)
    implements TaskModule {

  /// Kinds of keystore.
  public enum Kind {
    JKS,
    PKCS12;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What reads keys and certificates.
  public enum Backend {
    OPENSSL,
    CRYPTOGRAPHY
  }

  private static final String STORE = "RN_STORE";

  /// Makes a file of PKCS #12; a key that comes by the pipe is kept in a file meanwhile.
  private static final String EXPORT =
      """
      umask 077
      rm -f -- "$4" "$5"
      key=$1
      if [ -z "$key" ]; then
        key=$4.key
        trap 'rm -f "$key"' EXIT
        cat >"$key" || exit 1
      fi
      openssl pkcs12 -export -name "$2" -in "$3" -inkey "$key" -out "$4" -passout env:RN_STORE \\
        -passin env:RN_PASS
      """;

  public JavaKeystore {
    if (certificate.isEmpty() && certificatePath.isEmpty()) {
      throw BadParameter.oneRequired("certificate", "certificate_path");
    }
    if (privateKey.isEmpty() && privateKeyPath.isEmpty()) {
      throw BadParameter.oneRequired("private_key", "private_key_path");
    }
  }

  private KeySource source() {
    return new KeySource(privateKeyPath, privateKey, privateKeyPassphrase, "");
  }

  @Override
  public Plan plan(Probe host) {
    MadeFile file = MadeFile.ask(host, dest, permissions, false);
    Pending<FileStat> there = host.later(new Question.Stat(dest, true));
    Optional<Pending<FileStat>> keyFile =
        privateKeyPath.map(key -> host.later(new Question.Stat(key, true)));
    Optional<Pending<Optional<Content>>> certificateFile =
        certificatePath.map(path -> host.later(new Question.Read(path, Probe.READ_LIMIT)));
    Pending<Output> key = source().ask(host);
    Pending<Output> listed = host.lookLater(entry());
    Optional<Plan> obstacle = file.obstacle("The directory '%s' does not exist");
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    if (there.get().isDirectory()) {
      return Plan.refuse("'%s' is a directory".formatted(dest), "Name a file.");
    }
    Optional<byte[]> bytes =
        certificateFile.isPresent()
            ? certificateFile.get().get().map(Content::bytes)
            : certificate.map(text -> Content.of(text).bytes());
    Optional<Certificate> wanted = bytes.flatMap(Certificate::read);
    if (wanted.isEmpty()) {
      String what = certificatePath.map(RemotePath::text).orElse("certificate");
      return bytes.isEmpty()
          ? Plan.refuse("the certificate '%s' isn't there".formatted(what), "Bring it first.")
          : Plan.refuse("'%s' holds no certificate".formatted(what), "Give one in PEM.");
    }
    return KeyObstacle.of("The private key", source(), keyFile, key)
        .or(() -> mismatch(wanted.get(), source().looked(key).publicKey().orElseThrow()))
        .orElseGet(() -> labels.over(host, dest, () -> present(host, file, wanted.get(), listed)));
  }

  private static Optional<Plan> mismatch(Certificate certificate, PublicKey key) {
    return certificate.key().equals(key)
        ? Optional.empty()
        : Optional.of(
            Plan.refuse(
                "the certificate is of another private key", "Give the key that it was made for."));
  }

  /// The entry as `keytool` tells it.
  private Command entry() {
    return Command.of(
            "sh",
            "-c",
            "[ -f \"$1\" ] || exit 66; keytool -J-Duser.language=en -list -v -alias \"$2\""
                + " -keystore \"$1\" -storepass:env RN_STORE",
            "entry",
            dest,
            name)
        .with(STORE, password.text(text -> text));
  }

  private Plan present(Probe host, MadeFile file, Certificate wanted, Pending<Output> listed) {
    if (!file.exists() || force) {
      return made(host, file);
    }
    Output output = listed.get();
    String said = output.out();
    if (!output.ok()) {
      boolean other = said.contains("password was incorrect") || said.contains("> does not exist");
      return other
          ? made(host, file)
          : Plan.refuse(
                  said.lines().findFirst().orElse(output.lastWords()),
                  "Remove the file, or let `force` replace it.")
              .with("rc", output.exit());
    }
    Object sum = Fingerprints.sha256(wanted.der().encoded()).get("sha256");
    boolean same = said.toLowerCase(Locale.ROOT).contains("sha256: " + sum);
    return same && isOfKind(file.content()) ? file.kept(Map.of()) : made(host, file);
  }

  /// Whether a keystore is of the wanted kind: those of PKCS #12 are values in DER.
  private boolean isOfKind(Optional<Content> content) {
    boolean der =
        content.filter(each -> each.bytes().length > 0 && each.bytes()[0] == 0x30).isPresent();
    return keystoreType.map(kind -> der == (kind == Kind.PKCS12)).orElse(true);
  }

  private Plan made(Probe host, MadeFile file) {
    RemotePath pair = host.scratch().resolve("pair.p12");
    RemotePath fresh = host.scratch().resolve("store");
    RemotePath given = host.scratch().resolve("certificate.pem");
    List<Step> steps = new ArrayList<>();
    certificate.ifPresent(
        text ->
            steps.add(
                Step.write(
                    "bring the certificate",
                    given,
                    Optional.empty(),
                    Content.of(text),
                    Attributes.NONE)));
    Command export =
        Command.of("sh", "-c", EXPORT, "export")
            .and(
                privateKeyPath.map(RemotePath::text).orElse(""),
                name,
                certificatePath.orElse(given),
                pair,
                fresh)
            .with(STORE, password.text(text -> text));
    Command fed = privateKey.map(key -> export.reading(Content.of(key))).orElse(export);
    Step.Run exporting = Step.run("put certificate and key together", source().knowing(fed));
    List<String> words = new ArrayList<>(List.of("openssl", "pkcs12", "-export", "-name", name));
    if (keystoreType.equals(Optional.of(Kind.PKCS12))) {
      steps.addAll(file.madeBy(exporting, pair));
    } else {
      Command importing = importing(pair, fresh);
      words = importing.words().stream().map(Object::toString).toList();
      steps.add(exporting);
      steps.addAll(file.madeBy(Step.run("make a keystore of them", importing), fresh));
    }
    return Plan.changes(steps).predictingAll(Map.of("cmd", words, "rc", 0L, "msg", ""));
  }

  private Command importing(RemotePath pair, RemotePath fresh) {
    Command command =
        Command.of("keytool", "-importkeystore", "-noprompt", "-alias", name)
            .and("-srckeystore", pair, "-srcstoretype", "pkcs12", "-srcstorepass:env", STORE)
            .and("-destkeystore", fresh, "-deststorepass:env", STORE);
    return keystoreType
        .map(kind -> command.and("-deststoretype", kind.word()))
        .orElse(command)
        .with(STORE, password.text(text -> text));
  }
}
