package dev.runner.modules.certificates;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A curve for keys, by the names that the register of TLS has for it.
record Curve(String name, String type) {
  private static final List<Curve> ALL =
      Stream.of(
              "secp192r1 1.2.840.10045.3.1.1",
              "secp224r1 1.3.132.0.33",
              "secp256k1 1.3.132.0.10",
              "secp256r1 1.2.840.10045.3.1.7",
              "secp384r1 1.3.132.0.34",
              "secp521r1 1.3.132.0.35",
              "brainpoolP256r1 1.3.36.3.3.2.8.1.1.7",
              "brainpoolP384r1 1.3.36.3.3.2.8.1.1.11",
              "brainpoolP512r1 1.3.36.3.3.2.8.1.1.13",
              "sect163k1 1.3.132.0.1",
              "sect163r2 1.3.132.0.15",
              "sect233k1 1.3.132.0.26",
              "sect233r1 1.3.132.0.27",
              "sect283k1 1.3.132.0.16",
              "sect283r1 1.3.132.0.17",
              "sect409k1 1.3.132.0.36",
              "sect409r1 1.3.132.0.37",
              "sect571k1 1.3.132.0.38",
              "sect571r1 1.3.132.0.39")
          .map(line -> line.split(" ", 2))
          .map(words -> new Curve(words[0], words[1]))
          .toList();

  private static final Map<String, String> OPENSSL =
      Map.of("secp192r1", "prime192v1", "secp256r1", "prime256v1");

  private static final Map<String, String> OPENSSH =
      Map.of("secp256r1", "nistp256", "secp384r1", "nistp384", "secp521r1", "nistp521");

  static Optional<Curve> of(String type) {
    return ALL.stream().filter(curve -> curve.type.equals(type)).findFirst();
  }

  /// What OpenSSL calls it.
  static String openSsl(String name) {
    return OPENSSL.getOrDefault(name, name);
  }

  Optional<String> openSsh() {
    return Optional.ofNullable(OPENSSH.get(name));
  }

  /// How many bits a private key has at most.
  int bits() {
    return Integer.parseInt(name.replaceAll("^\\D+(\\d+).*", "$1"));
  }
}
