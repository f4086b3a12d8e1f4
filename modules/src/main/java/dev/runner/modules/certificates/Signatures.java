package dev.runner.modules.certificates;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How signatures are named and checked (RFC 3279, RFC 4055, RFC 5758, RFC 8410).
final class Signatures {
  /// What can be asked for.
  private static final Set<String> DIGESTS = Set.of("sha256", "sha384", "sha512", "sha1", "md5");

  /// Kinds of keys that sign without a digest of one's choice.
  private static final Set<String> PURE =
      Set.of("Ed25519", "Ed448", "ML-DSA-44", "ML-DSA-65", "ML-DSA-87");

  /// Kind of key, digest, object identifier, OpenSSL's name, the JDK's name.
  private static final List<List<String>> TABLE =
      List.of(
          of("RSA md5 1.2.840.113549.1.1.4 md5WithRSAEncryption MD5withRSA"),
          of("RSA sha1 1.2.840.113549.1.1.5 sha1WithRSAEncryption SHA1withRSA"),
          of("RSA sha224 1.2.840.113549.1.1.14 sha224WithRSAEncryption SHA224withRSA"),
          of("RSA sha256 1.2.840.113549.1.1.11 sha256WithRSAEncryption SHA256withRSA"),
          of("RSA sha384 1.2.840.113549.1.1.12 sha384WithRSAEncryption SHA384withRSA"),
          of("RSA sha512 1.2.840.113549.1.1.13 sha512WithRSAEncryption SHA512withRSA"),
          of("DSA sha1 1.2.840.10040.4.3 dsaWithSHA1 SHA1withDSA"),
          of("DSA sha224 2.16.840.1.101.3.4.3.1 dsa_with_SHA224 SHA224withDSA"),
          of("DSA sha256 2.16.840.1.101.3.4.3.2 dsa_with_SHA256 SHA256withDSA"),
          of("DSA sha384 2.16.840.1.101.3.4.3.3 dsa_with_SHA384 SHA384withDSA"),
          of("DSA sha512 2.16.840.1.101.3.4.3.4 dsa_with_SHA512 SHA512withDSA"),
          of("ECC sha1 1.2.840.10045.4.1 ecdsa-with-SHA1 SHA1withECDSA"),
          of("ECC sha224 1.2.840.10045.4.3.1 ecdsa-with-SHA224 SHA224withECDSA"),
          of("ECC sha256 1.2.840.10045.4.3.2 ecdsa-with-SHA256 SHA256withECDSA"),
          of("ECC sha384 1.2.840.10045.4.3.3 ecdsa-with-SHA384 SHA384withECDSA"),
          of("ECC sha512 1.2.840.10045.4.3.4 ecdsa-with-SHA512 SHA512withECDSA"),
          of("Ed25519 - 1.3.101.112 ED25519 Ed25519"),
          of("Ed448 - 1.3.101.113 ED448 Ed448"),
          of("ML-DSA-44 - 2.16.840.1.101.3.4.3.17 ML-DSA-44 ML-DSA-44"),
          of("ML-DSA-65 - 2.16.840.1.101.3.4.3.18 ML-DSA-65 ML-DSA-65"),
          of("ML-DSA-87 - 2.16.840.1.101.3.4.3.19 ML-DSA-87 ML-DSA-87"));

  private static final Map<String, String> FACTORIES =
      Map.of("RSA", "RSA", "DSA", "DSA", "ECC", "EC");

  private Signatures() {}

  private static List<String> of(String line) {
    return List.of(line.split(" ", -1));
  }

  /// Whether keys of this kind take no digest.
  static boolean isPure(String kind) {
    return PURE.contains(kind);
  }

  /// The algorithm by which a key signs.
  static Der algorithm(String kind, String digest) {
    if (!isPure(kind) && !DIGESTS.contains(digest)) {
      throw new Malformed("Unsupported digest \"%s\"".formatted(digest));
    }
    String named = isPure(kind) ? "-" : digest;
    Der type =
        TABLE.stream()
            .filter(row -> row.get(0).equals(kind) && row.get(1).equals(named))
            .map(row -> Der.named(row.get(2)))
            .findFirst()
            .orElseThrow(() -> new Malformed("a key of type %s can't sign".formatted(kind)));
    return kind.equals("RSA") ? Der.sequence(type, Der.none()) : Der.sequence(type);
  }

  /// What OpenSSL calls an algorithm.
  static String name(Der algorithm) {
    String type = algorithm.part(0).dotted();
    return TABLE.stream()
        .filter(row -> row.get(2).equals(type))
        .map(row -> row.get(3))
        .findFirst()
        .orElse(type);
  }

  /// Whether the signature of a request or a certificate is one by this key. Where the JDK can't
  /// check it, the curve being a rare one, it is taken for right.
  static boolean isBy(PublicKey key, Der signed) {
    String type = signed.part(1).part(0).dotted();
    List<String> row =
        TABLE.stream().filter(each -> each.get(2).equals(type)).findFirst().orElse(List.of());
    if (row.isEmpty()) {
      return true;
    }
    if (!row.getFirst().equals(key.type())) {
      return false;
    }
    try {
      Signature check = Signature.getInstance(row.get(4));
      String factory = FACTORIES.getOrDefault(row.getFirst(), row.getFirst());
      check.initVerify(
          KeyFactory.getInstance(factory)
              .generatePublic(new X509EncodedKeySpec(key.der().encoded())));
      check.update(signed.part(0).encoded());
      return check.verify(signed.part(2).bitBytes());
    } catch (java.security.SignatureException e) {
      return false;
    } catch (GeneralSecurityException e) {
      return true;
    }
  }
}
