package dev.runner.modules.certificates;

import dev.runner.module.BadParameter;
import dev.runner.module.Constraint;
import dev.runner.module.Content;
import dev.runner.module.Describe;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.TaskModule;
import dev.runner.module.Value;
import dev.runner.values.Text;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Tells what a certificate says.
@Describe(
    summary = "Tell what a certificate says.",
    since = "0.1",
    collection = "community.crypto",
    aliases = "openssl_certificate_info",
    example =
        """
        - name: look at the certificate
          x509_certificate_info:
            path: /etc/ssl/certs/web.pem
            valid_at:
              soon: "+2w"
          register: certificate
        """,
    returns = {
      @Describe.Returned(name = "version", value = "The version of the format."),
      @Describe.Returned(name = "serial_number", value = "The certificate's number."),
      @Describe.Returned(name = "signature_algorithm", value = "How it is signed."),
      @Describe.Returned(name = "subject", value = "Who it is about; the last of each attribute."),
      @Describe.Returned(name = "subject_ordered", value = "The same, pairs in their order."),
      @Describe.Returned(name = "issuer", value = "Who signed it; the last of each attribute."),
      @Describe.Returned(name = "issuer_ordered", value = "The same, pairs in their order."),
      @Describe.Returned(name = "not_before", value = "From when on it is valid, in UTC."),
      @Describe.Returned(name = "not_after", value = "Until when it is valid, in UTC."),
      @Describe.Returned(name = "expired", value = "Whether that time is over."),
      @Describe.Returned(
          name = "valid_at",
          value = "For each name of `valid_at`, whether it is valid then."),
      @Describe.Returned(name = "subject_alt_name", value = "The names that it is valid for."),
      @Describe.Returned(name = "key_usage", value = "What its key is for."),
      @Describe.Returned(name = "extended_key_usage", value = "What it is for."),
      @Describe.Returned(name = "basic_constraints", value = "Whether it is an authority's."),
      @Describe.Returned(
          name = "ocsp_must_staple",
          value = "Whether servers must send an answer on its state; none if nothing is said."),
      @Describe.Returned(
          name = "subject_key_identifier",
          value = "The identifier of its key, if it says one."),
      @Describe.Returned(
          name = "authority_key_identifier",
          value = "The identifier of the key that signed it, if it says one."),
      @Describe.Returned(name = "authority_cert_issuer", value = "Names of who issued that key."),
      @Describe.Returned(
          name = "authority_cert_serial_number",
          value = "The number of that key's certificate."),
      @Describe.Returned(name = "ocsp_uri", value = "Where its state can be asked for."),
      @Describe.Returned(name = "issuer_uri", value = "Where the issuer's certificate is."),
      @Describe.Returned(
          name = "extensions_by_oid",
          value = "All extensions: `critical`, and `value` in base 64."),
      @Describe.Returned(name = "public_key", value = "Its key in PEM."),
      @Describe.Returned(name = "public_key_type", value = "The kind of the key."),
      @Describe.Returned(name = "public_key_data", value = "The numbers of the key."),
      @Describe.Returned(
          name = "public_key_fingerprints",
          value = "Sums of the key by many algorithms."),
      @Describe.Returned(name = "fingerprints", value = "Sums of the certificate likewise.")
    })
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"path", "content"})
@Constraint(
    value = Constraint.Kind.ONE_OF,
    names = {"path", "content"})
public record X509CertificateInfo(
    @Param("The certificate's file, in PEM or DER.") Optional<RemotePath> path,
    @Param("The certificate itself, in PEM.") Optional<String> content,
    @Param("Times, under names, for which it is told whether the certificate is valid then.")
        Map<String, Value> validAt,
    @Param(value = "How names of hosts with letters beyond ASCII are told.", byDefault = "ignore")
        NameEncoding nameEncoding,
    @Param(value = "Of no account.", byDefault = "auto") CryptoLibrary selectCryptoBackend)
    implements TaskModule {

  /// How names of hosts are told.
  public enum NameEncoding {
    IGNORE,
    IDNA,
    UNICODE
  }

  public X509CertificateInfo {
    if (path.isEmpty() && content.isEmpty()) {
      throw BadParameter.oneRequired("path", "content");
    }
    try {
      moments(validAt, Instant.EPOCH);
    } catch (Malformed e) {
      throw new BadParameter("valid_at", e.sentence());
    }
  }

  private static Map<String, Instant> moments(Map<String, Value> named, Instant now) {
    Map<String, Instant> moments = new LinkedHashMap<>();
    named.forEach(
        (name, value) -> {
          if (!Text.isText(value.value())) {
            throw new Malformed("The value for valid_at.%s must be of type string".formatted(name));
          }
          moments.put(name, Moments.parse(value.value().toString(), now, "valid_at." + name));
        });
    return moments;
  }

  @Override
  public Plan plan(Probe host) {
    Optional<Pending<Optional<Content>>> file =
        path.map(each -> host.later(new Question.Read(each, Probe.READ_LIMIT)));
    Pending<Instant> clock = host.later(new Question.Clock());
    Optional<Content> bytes = file.isPresent() ? file.get().get() : content.map(Content::of);
    if (bytes.isEmpty()) {
      return Plan.refuse(
          "Error while reading certificate file from disk: there is no %s"
              .formatted(path.orElseThrow()),
          "Name the file of a certificate.");
    }
    Optional<Certificate> certificate = Certificate.read(bytes.get().bytes());
    if (certificate.isEmpty()) {
      return Plan.refuse(
          "Cannot parse certificate: %s holds none"
              .formatted(path.map(RemotePath::text).orElse("the content")),
          "Name a file with a certificate in PEM or DER.");
    }
    return Plan.learned("looked at the certificate")
        .withAll(values(certificate.get(), clock.get()));
  }

  private Map<String, Object> values(Certificate certificate, Instant now) {
    Map<String, Object> values = certificate.values(now, true);
    Map<String, Object> valid = new LinkedHashMap<>();
    moments(validAt, now)
        .forEach(
            (name, moment) ->
                valid.put(
                    name,
                    !moment.isBefore(certificate.notBefore())
                        && !moment.isAfter(certificate.notAfter())));
    values.put("valid_at", valid);
    return values;
  }
}
