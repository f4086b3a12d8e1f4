package dev.runner.modules.certificates;

import dev.runner.module.Content;
import dev.runner.module.FileStat;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.values.Numbers;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A certificate on its way: what it has to say, whether the one that is there says it, and how it
/// gets signed.
final class Issuing {
  /// As long as numbers of certificates may be, with a sign (RFC 5280, 4.1.2.2).
  private static final int SERIAL_BITS = 159;

  private final X509Certificate task;
  private final Probe host;
  private final MadeFile file;
  private final Optional<Pending<Optional<Content>>> request;
  private final Optional<Pending<Optional<Content>>> authority;
  private final Optional<Pending<FileStat>> keyFile;
  private final Pending<Output> key;

  /// Puts the questions.
  Issuing(X509Certificate task, Probe host, MadeFile file) {
    this.task = task;
    this.host = host;
    this.file = file;
    this.request = read(task.csrPath());
    this.authority = task.isOwnAuthority() ? read(task.owncaPath()) : Optional.empty();
    this.keyFile = task.signer().path().map(path -> host.later(new Question.Stat(path, true)));
    this.key = task.signer().ask(host);
  }

  private Optional<Pending<Optional<Content>>> read(Optional<RemotePath> path) {
    return path.map(each -> host.later(new Question.Read(each, Probe.READ_LIMIT)));
  }

  /// What is to be in the certificate.
  private record Wanted(
      Name subject,
      Name issuer,
      PublicKey key,
      List<Extension> extensions,
      Instant notBefore,
      Instant notAfter) {
    Der unsigned(BigInteger serial, Der algorithm) {
      return Der.sequence(
          Der.of(Der.CONTEXT_OF, Der.number(BigInteger.TWO)),
          Der.number(serial),
          algorithm,
          issuer.der(),
          Der.sequence(Moments.der(notBefore), Moments.der(notAfter)),
          subject.der(),
          key.der(),
          Der.of(Der.CONTEXT_OF | 3, Extension.list(extensions)));
    }
  }

  Plan plan() {
    try {
      return missing()
          .or(() -> KeyObstacle.of(keyName() + " file", task.signer(), keyFile, key))
          .orElseGet(this::compared);
    } catch (Malformed e) {
      return Plan.refuse(e.sentence(), "Correct the parameter, or the file.");
    }
  }

  private String keyName() {
    return task.isOwnAuthority() ? "The CA private key" : "The private key";
  }

  private Optional<Plan> missing() {
    boolean authorityGiven = task.owncaPath().isPresent() || task.owncaContent().isPresent();
    boolean requestGiven = task.csrPath().isPresent() || task.csrContent().isPresent();
    if (task.isOwnAuthority() && !requestGiven) {
      return refused("csr_path or csr_content is required for ownca provider");
    }
    if (task.isOwnAuthority() && !authorityGiven) {
      return refused(
          "One of ownca_path and ownca_content must be specified for the ownca provider.");
    }
    KeySource signer = task.signer();
    if (signer.path().isEmpty() && signer.content().isEmpty()) {
      String prefix = task.isOwnAuthority() ? "ownca_privatekey" : "privatekey";
      String who = task.isOwnAuthority() ? "ownca" : "selfsigned";
      return refused(
          "One of %1$s_path and %1$s_content must be specified for the %2$s provider."
              .formatted(prefix, who));
    }
    return absent(request, task.csrPath(), "The certificate signing request file %s does not exist")
        .or(() -> absent(authority, task.owncaPath(), "The CA certificate file %s does not exist"));
  }

  private static Optional<Plan> absent(
      Optional<Pending<Optional<Content>>> asked, Optional<RemotePath> path, String sentence) {
    return asked.filter(each -> each.get().isEmpty()).isPresent()
        ? refused(sentence.formatted(path.orElseThrow()))
        : Optional.empty();
  }

  private static Optional<Plan> refused(String because) {
    return Optional.of(Plan.refuse(because, "Give the task what it lacks."));
  }

  private Optional<Request> request() {
    Optional<byte[]> bytes =
        request
            .flatMap(Pending::get)
            .map(Content::bytes)
            .or(() -> task.csrContent().map(text -> Content.of(text).bytes()));
    return bytes.map(
        each ->
            Request.read(each)
                .filter(Request::isSigned)
                .orElseThrow(
                    () ->
                        new Malformed(
                            "The certificate signing request can't be read, or its signature is"
                                + " wrong")));
  }

  private Optional<Certificate> authority() {
    Optional<byte[]> bytes =
        authority
            .flatMap(Pending::get)
            .map(Content::bytes)
            .or(
                () ->
                    task.owncaContent()
                        .filter(text -> task.isOwnAuthority())
                        .map(text -> Content.of(text).bytes()));
    return bytes.map(
        each ->
            Certificate.read(each)
                .orElseThrow(() -> new Malformed("The CA certificate can't be read")));
  }

  private Plan compared() {
    PublicKey signer = task.signer().looked(key).publicKey().orElseThrow();
    Optional<Certificate> ca = authority();
    if (ca.filter(each -> !each.key().equals(signer)).isPresent()) {
      return Plan.refuse(
          "The CA private key does not belong to the CA certificate",
          "Name the key of that certificate.");
    }
    Wanted wanted = wanted(request(), signer, ca);
    Der algorithm = algorithm(signer);
    Optional<Certificate> there = file.content().flatMap(each -> Certificate.read(each.bytes()));
    Map<String, Object> was = told(there);
    if (!task.force() && there.filter(each -> isAsWanted(each, wanted, signer)).isPresent()) {
      return file.kept(values(there.get(), file.content().orElseThrow().lenientText(), was, was));
    }
    return signed(wanted, signer, algorithm, was);
  }

  private Der algorithm(PublicKey signer) {
    try {
      return Signatures.algorithm(signer.type(), task.digest());
    } catch (Malformed e) {
      throw new Malformed(
          "The digest %s is not supported with the cryptography backend".formatted(task.digest()));
    }
  }

  private Plan signed(Wanted wanted, PublicKey signer, Der algorithm, Map<String, Object> was) {
    BigInteger serial = new BigInteger(SERIAL_BITS, new SecureRandom()).max(BigInteger.ONE);
    Der unsigned = wanted.unsigned(serial, algorithm);
    Output signature = task.signer().sign(host, signer.type(), task.digest(), unsigned.encoded());
    if (!signature.ok()) {
      return Plan.refuse(
          "openssl can't sign the certificate: " + signature.lastWords(),
          "Choose another key or digest, or an OpenSSL that knows them.");
    }
    Certificate made =
        new Certificate(Der.sequence(unsigned, algorithm, Der.bits(0, signature.stdout().bytes())));
    return file.written(made.pem(), values(made, made.pem(), was, told(Optional.of(made))));
  }

  private Wanted wanted(Optional<Request> request, PublicKey signer, Optional<Certificate> ca) {
    Name subject = request.map(Request::subject).orElse(new Name(List.of()));
    PublicKey owner = ca.isPresent() ? request.orElseThrow().key() : signer;
    boolean own = ca.isPresent();
    return new Wanted(
        subject,
        ca.map(Certificate::subject).orElse(subject),
        owner,
        extensions(request.map(Request::extensions).orElse(List.of()), owner, ca),
        moment(
            own ? task.owncaNotBefore() : task.selfsignedNotBefore(),
            own ? "ownca_not_before" : "selfsigned_not_before"),
        moment(
            own ? task.owncaNotAfter() : task.selfsignedNotAfter(),
            own ? "ownca_not_after" : "selfsigned_not_after"));
  }

  private Instant moment(String text, String parameter) {
    return Moments.parse(text, file.now(), parameter);
  }

  private List<Extension> extensions(
      List<Extension> requested, PublicKey owner, Optional<Certificate> ca) {
    List<Extension> all = new ArrayList<>();
    boolean said = Extension.find(requested, Extension.SUBJECT_KEY).isPresent();
    boolean computed =
        switch (task.keyIdentifier()) {
          case ALWAYS_CREATE -> true;
          case CREATE_IF_NOT_PROVIDED -> !said;
          case NEVER_CREATE -> false;
        };
    boolean signerSaid = ca.isPresent() && task.owncaCreateAuthorityKeyIdentifier();
    for (Extension each : requested) {
      boolean replaced =
          (each.type().equals(Extension.SUBJECT_KEY) && computed)
              || (each.type().equals(Extension.AUTHORITY_KEY) && signerSaid);
      if (!replaced) {
        all.add(each);
      }
    }
    if (computed) {
      all.add(Extension.subjectKey(owner.identifier()));
    }
    if (signerSaid) {
      all.add(Extension.authorityKey(ca.get().keyIdentifier()));
    }
    return all;
  }

  /// Whether one that is there says what is wanted, and is signed by the key.
  private boolean isAsWanted(Certificate there, Wanted wanted, PublicKey signer) {
    boolean times =
        task.ignoreTimestamps()
            || (there.notBefore().equals(wanted.notBefore())
                && there.notAfter().equals(wanted.notAfter()));
    return times
        && there.subject().equals(wanted.subject())
        && there.issuer().equals(wanted.issuer())
        && there.key().equals(wanted.key())
        && ExtensionComparison.sameBut(Set.of(), wanted.extensions(), there.extensions())
        && there.isSignedBy(signer);
  }

  private Map<String, Object> told(Optional<Certificate> certificate) {
    if (certificate.isEmpty()) {
      return file.exists() ? Map.of("can_parse_certificate", false) : Map.of();
    }
    Map<String, Object> values = certificate.get().values(file.now(), false);
    values.put("can_parse_certificate", true);
    return values;
  }

  private Map<String, Object> values(
      Certificate certificate, String text, Map<String, ?> before, Map<String, ?> after) {
    Map<String, Object> values = task.values();
    values.put("notBefore", Moments.written(certificate.notBefore()));
    values.put("notAfter", Moments.written(certificate.notAfter()));
    values.put("serial_number", Numbers.whole(certificate.serial()));
    if (task.returnContent()) {
      values.put("certificate", text);
    }
    values.put("diff", KeyValues.difference(before, after));
    return values;
  }
}
