package dev.runner.modules.certificates;

import dev.runner.values.Numbers;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A certificate (X.509, RFC 5280).
///
/// @param der the whole of it: what is signed, the algorithm, the signature
record Certificate(Der der) {
  static final String LABEL = "CERTIFICATE";
  private static final String[] LABELS = {LABEL, "X509 CERTIFICATE", "TRUSTED CERTIFICATE"};

  /// Reads a certificate in PEM or DER, if it is one.
  static Optional<Certificate> read(byte[] bytes) {
    try {
      Certificate certificate = new Certificate(Der.read(Pem.bytes(bytes, LABELS)));
      certificate.values(Instant.EPOCH, false);
      return Optional.of(certificate);
    } catch (Malformed e) {
      return Optional.empty();
    }
  }

  static Optional<Certificate> read(String text) {
    return read(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /// A part of what is signed.
  ///
  /// @param index as if the version were always there
  private Der field(int index) {
    Der signed = der.part(0);
    boolean versioned = signed.part(0).is(Der.CONTEXT_OF);
    return signed.part(versioned ? index : index - 1);
  }

  BigInteger serial() {
    return field(1).number();
  }

  Name issuer() {
    return Name.of(field(3));
  }

  Instant notBefore() {
    return Moments.read(field(4).part(0));
  }

  Instant notAfter() {
    return Moments.read(field(4).part(1));
  }

  Name subject() {
    return Name.of(field(5));
  }

  PublicKey key() {
    return new PublicKey(field(6));
  }

  List<Extension> extensions() {
    return der.part(0).parts().stream()
        .filter(part -> part.is(Der.CONTEXT_OF | 3))
        .flatMap(part -> Extension.all(part.part(0)).stream())
        .toList();
  }

  /// The identifier of its key that it says itself, or else that the key has.
  byte[] keyIdentifier() {
    return Extension.find(extensions(), Extension.SUBJECT_KEY)
        .map(each -> each.value().content())
        .orElseGet(() -> key().identifier());
  }

  boolean isSignedBy(PublicKey signer) {
    return Signatures.isBy(signer, der);
  }

  String pem() {
    return Pem.write(LABEL, der.encoded());
  }

  /// What it says, under the names that results have for it.
  ///
  /// @param now for whether it has expired
  /// @param sums whether there are fingerprints by all algorithms, not by SHA-256 alone
  Map<String, Object> values(Instant now, boolean sums) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("version", version());
    values.put("serial_number", Numbers.whole(serial()));
    values.put("signature_algorithm", Signatures.name(der.part(1)));
    values.put("subject", subject().lastOfEach());
    values.put("subject_ordered", subject().pairs());
    values.put("issuer", issuer().lastOfEach());
    values.put("issuer_ordered", issuer().pairs());
    values.put("not_before", Moments.written(notBefore()));
    values.put("not_after", Moments.written(notAfter()));
    values.put("expired", notAfter().isBefore(now));
    ExtensionValues said = new ExtensionValues(extensions());
    values.putAll(said.common());
    values.putAll(said.access());
    values.put("public_key", key().pem());
    values.put("public_key_type", key().type());
    values.put("public_key_data", key().data());
    values.put("public_key_fingerprints", sums ? key().fingerprints() : key().fingerprint());
    byte[] all = der.encoded();
    values.put("fingerprints", sums ? Fingerprints.all(all) : Fingerprints.sha256(all));
    return values;
  }

  private long version() {
    Der first = der.part(0).part(0);
    return first.is(Der.CONTEXT_OF) ? first.part(0).number().longValue() + 1 : 1;
  }
}
