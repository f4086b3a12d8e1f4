package dev.runner.modules.certificates;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a key may be used for: the words of parameters, what OpenSSL says, and how it is written
/// (RFC 5280, 4.2.1.3 and 4.2.1.12).
final class Purposes {
  /// In the order of their flags: the word, and what is said of it.
  private static final List<List<String>> USAGES =
      List.of(
          List.of("digitalSignature", "Digital Signature"),
          List.of("nonRepudiation", "Non Repudiation"),
          List.of("keyEncipherment", "Key Encipherment"),
          List.of("dataEncipherment", "Data Encipherment"),
          List.of("keyAgreement", "Key Agreement"),
          List.of("keyCertSign", "Certificate Sign"),
          List.of("cRLSign", "CRL Sign"),
          List.of("encipherOnly", "Encipher Only"),
          List.of("decipherOnly", "Decipher Only"));

  /// A line each: object identifier, word, what is said of it.
  private static final String TABLE =
      """
      1.3.6.1.5.5.7.3.1 serverAuth TLS Web Server Authentication
      1.3.6.1.5.5.7.3.2 clientAuth TLS Web Client Authentication
      1.3.6.1.5.5.7.3.3 codeSigning Code Signing
      1.3.6.1.5.5.7.3.4 emailProtection E-mail Protection
      1.3.6.1.5.5.7.3.5 ipsecEndSystem IPSec End System
      1.3.6.1.5.5.7.3.6 ipsecTunnel IPSec Tunnel
      1.3.6.1.5.5.7.3.7 ipsecUser IPSec User
      1.3.6.1.5.5.7.3.8 timeStamping Time Stamping
      1.3.6.1.5.5.7.3.9 OCSPSigning OCSP Signing
      1.3.6.1.5.5.7.3.10 DVCS dvcs
      1.3.6.1.5.5.7.3.17 ipsecIKE ipsec Internet Key Exchange
      1.3.6.1.5.5.7.3.21 secureShellClient SSH Client
      1.3.6.1.5.5.7.3.22 secureShellServer SSH Server
      1.3.6.1.5.5.7.1.2 biometricInfo Biometric Info
      1.3.6.1.5.2.3.4 pkInitClientAuth PKINIT Client Auth
      1.3.6.1.5.2.3.5 pkInitKDC Signing KDC Response
      1.3.6.1.4.1.311.2.1.21 msCodeInd Microsoft Individual Code Signing
      1.3.6.1.4.1.311.2.1.22 msCodeCom Microsoft Commercial Code Signing
      1.3.6.1.4.1.311.10.3.1 msCTLSign Microsoft Trust List Signing
      1.3.6.1.4.1.311.10.3.3 msSGC Microsoft Server Gated Crypto
      1.3.6.1.4.1.311.10.3.4 msEFS Microsoft Encrypted File System
      1.3.6.1.4.1.311.20.2.2 msSmartcardLogin Microsoft Smartcard Login
      2.16.840.1.113730.4.1 nsSGC Netscape Server Gated Crypto
      2.5.29.37.0 anyExtendedKeyUsage Any Extended Key Usage
      """;

  private static final Map<String, String> SAID = new LinkedHashMap<>();
  private static final Map<String, String> TYPES = new LinkedHashMap<>();

  static {
    TABLE
        .lines()
        .map(line -> line.split(" ", 3))
        .forEach(
            words -> {
              SAID.put(words[0], words[2]);
              TYPES.put(words[1], words[0]);
              TYPES.put(words[2], words[0]);
            });
  }

  private Purposes() {}

  static Der usage(List<String> words) {
    List<Integer> flags = new ArrayList<>();
    for (String word : words) {
      int flag = 0;
      while (flag < USAGES.size() && !USAGES.get(flag).contains(word)) {
        flag++;
      }
      if (flag == USAGES.size()) {
        throw new Malformed("Unknown key usage \"%s\"".formatted(word));
      }
      flags.add(flag);
    }
    return Der.flags(flags);
  }

  static List<String> usage(Der value) {
    return value.flagsOn().stream()
        .filter(flag -> flag < USAGES.size())
        .map(flag -> USAGES.get(flag).getLast())
        .sorted()
        .toList();
  }

  static Der extended(List<String> words) {
    return Der.of(
        Der.SEQUENCE, words.stream().map(word -> Der.named(Purposes.type(word))).toList());
  }

  private static String type(String word) {
    String type = TYPES.getOrDefault(word, word);
    if (!type.matches("[0-2](\\.[0-9]+)+")) {
      throw new Malformed("Cannot find OID for \"%s\"".formatted(word));
    }
    return type;
  }

  static List<String> extended(Der value) {
    return value.parts().stream()
        .map(Der::dotted)
        .map(type -> SAID.getOrDefault(type, type))
        .sorted()
        .toList();
  }
}
