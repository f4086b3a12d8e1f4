package dev.runner.modules.certificates;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A request for a certificate (PKCS #10, RFC 2986).
///
/// @param der the whole of it: what is signed, the algorithm, the signature
record Request(Der der) {
  static final String LABEL = "CERTIFICATE REQUEST";
  private static final String EXTENSIONS = "1.2.840.113549.1.9.14";

  /// Reads a request in PEM or DER, if it is one.
  static Optional<Request> read(byte[] bytes) {
    try {
      Request request = new Request(Der.read(Pem.bytes(bytes, LABEL, "NEW " + LABEL)));
      request.values();
      return Optional.of(request);
    } catch (Malformed e) {
      return Optional.empty();
    }
  }

  static Optional<Request> read(String text) {
    return read(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /// What is to be signed.
  static Der unsigned(Name subject, PublicKey key, List<Extension> extensions) {
    List<Der> attributes = new ArrayList<>();
    if (!extensions.isEmpty()) {
      attributes.add(
          Der.sequence(Der.named(EXTENSIONS), Der.of(Der.SET, Extension.list(extensions))));
    }
    return Der.sequence(
        Der.number(java.math.BigInteger.ZERO),
        subject.der(),
        key.der(),
        Der.of(Der.CONTEXT_OF, attributes));
  }

  Name subject() {
    return Name.of(der.part(0).part(1));
  }

  PublicKey key() {
    return new PublicKey(der.part(0).part(2));
  }

  List<Extension> extensions() {
    return der.part(0).parts().stream()
        .filter(part -> part.is(Der.CONTEXT_OF))
        .flatMap(attributes -> attributes.parts().stream())
        .filter(attribute -> attribute.part(0).dotted().equals(EXTENSIONS))
        .flatMap(attribute -> Extension.all(attribute.part(1).part(0)).stream())
        .toList();
  }

  boolean isSigned() {
    return Signatures.isBy(key(), der);
  }

  String pem() {
    return Pem.write(LABEL, der.encoded());
  }

  /// What it says, under the names that results have for it.
  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("can_parse_csr", true);
    values.put("signature_valid", isSigned());
    values.put("subject", subject().lastOfEach());
    values.put("subject_ordered", subject().pairs());
    ExtensionValues said = new ExtensionValues(extensions());
    values.putAll(said.common());
    values.putAll(said.nameConstraints());
    values.put("public_key", key().pem());
    values.put("public_key_type", key().type());
    values.put("public_key_data", key().data());
    values.put("public_key_fingerprints", key().fingerprint());
    return values;
  }
}
