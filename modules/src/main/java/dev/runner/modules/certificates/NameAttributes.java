package dev.runner.modules.certificates;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What the attributes of names are called, and of what kind their texts are (RFC 4519, RFC 5280,
/// PKCS #9).
final class NameAttributes {
  /// A line each: object identifier, long name, short names.
  private static final String TABLE =
      """
      2.5.4.3 commonName CN
      2.5.4.4 surname SN
      2.5.4.5 serialNumber
      2.5.4.6 countryName C
      2.5.4.7 localityName L
      2.5.4.8 stateOrProvinceName ST
      2.5.4.9 streetAddress street
      2.5.4.10 organizationName O
      2.5.4.11 organizationalUnitName OU
      2.5.4.12 title
      2.5.4.13 description
      2.5.4.15 businessCategory
      2.5.4.16 postalAddress
      2.5.4.17 postalCode
      2.5.4.20 telephoneNumber
      2.5.4.41 name
      2.5.4.42 givenName GN
      2.5.4.43 initials
      2.5.4.44 generationQualifier
      2.5.4.45 x500UniqueIdentifier
      2.5.4.46 dnQualifier
      2.5.4.65 pseudonym
      2.5.4.97 organizationIdentifier
      0.9.2342.19200300.100.1.1 userId UID
      0.9.2342.19200300.100.1.25 domainComponent DC
      1.2.840.113549.1.9.1 emailAddress
      1.2.840.113549.1.9.2 unstructuredName
      1.3.6.1.4.1.311.60.2.1.1 jurisdictionLocalityName jurisdictionL
      1.3.6.1.4.1.311.60.2.1.2 jurisdictionStateOrProvinceName jurisdictionST
      1.3.6.1.4.1.311.60.2.1.3 jurisdictionCountryName jurisdictionC
      """;

  private static final Map<String, String> TYPES = new HashMap<>();
  private static final Map<String, String> LONG = new HashMap<>();
  private static final Map<String, String> SHORT = new HashMap<>();

  private static final Set<String> COUNTRIES = Set.of("2.5.4.6", "1.3.6.1.4.1.311.60.2.1.3");
  private static final Set<String> PRINTABLE = Set.of("2.5.4.5", "2.5.4.46");
  private static final Set<String> ASCII =
      Set.of("1.2.840.113549.1.9.1", "0.9.2342.19200300.100.1.25");

  static {
    TABLE
        .lines()
        .map(line -> line.split(" ", -1))
        .forEach(
            words -> {
              LONG.put(words[0], words[1]);
              SHORT.put(words[0], words[words.length - 1]);
              for (int i = 1; i < words.length; i++) {
                TYPES.put(words[i].toLowerCase(Locale.ROOT), words[0]);
              }
            });
  }

  private NameAttributes() {}

  /// The object identifier of an attribute by one of its names.
  static String type(String name) {
    if (name.matches("[0-2](\\.[0-9]+)+")) {
      return name;
    }
    String type = TYPES.get(name.toLowerCase(Locale.ROOT));
    if (type == null) {
      throw new Malformed("Cannot find OID for \"%s\"".formatted(name));
    }
    return type;
  }

  static String longName(String type) {
    return LONG.getOrDefault(type, type);
  }

  static String shortName(String type) {
    return SHORT.getOrDefault(type, type);
  }

  static boolean isCountry(String type) {
    return COUNTRIES.contains(type);
  }

  /// The kind of text.
  static int tag(String type) {
    if (isCountry(type) || PRINTABLE.contains(type)) {
      return Der.PRINTABLE;
    }
    return ASCII.contains(type) ? Der.ASCII : Der.UTF8;
  }
}
