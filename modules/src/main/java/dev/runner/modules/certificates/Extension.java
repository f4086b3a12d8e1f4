package dev.runner.modules.certificates;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Something more that a certificate says, or a request wants said.
///
/// @param type the object identifier
/// @param critical whether who doesn't understand it must turn the certificate down
record Extension(String type, boolean critical, Der value) {
  static final String SUBJECT_KEY = "2.5.29.14";
  static final String KEY_USAGE = "2.5.29.15";
  static final String ALTERNATIVE_NAMES = "2.5.29.17";
  static final String BASIC_CONSTRAINTS = "2.5.29.19";
  static final String NAME_CONSTRAINTS = "2.5.29.30";
  static final String REVOCATION_LISTS = "2.5.29.31";
  static final String AUTHORITY_KEY = "2.5.29.35";
  static final String EXTENDED_KEY_USAGE = "2.5.29.37";
  static final String AUTHORITY_ACCESS = "1.3.6.1.5.5.7.1.1";
  static final String TLS_FEATURES = "1.3.6.1.5.5.7.1.24";

  /// Reads a list of extensions.
  static List<Extension> all(Der list) {
    List<Extension> all = new ArrayList<>();
    for (Der each : list.parts()) {
      List<Der> parts = each.parts();
      boolean critical = parts.size() > 2 && parts.get(1).content()[0] != 0;
      all.add(
          new Extension(parts.getFirst().dotted(), critical, Der.read(parts.getLast().content())));
    }
    return all;
  }

  static Der list(List<Extension> all) {
    return Der.of(Der.SEQUENCE, all.stream().map(Extension::der).toList());
  }

  private Der der() {
    Der held = Der.of(Der.OCTETS, value.encoded());
    return critical
        ? Der.sequence(Der.named(type), Der.yes(), held)
        : Der.sequence(Der.named(type), held);
  }

  static Optional<Extension> find(List<Extension> all, String type) {
    return all.stream().filter(each -> each.type.equals(type)).findFirst();
  }

  /// The identifier of a key that a certificate of its owner says.
  static Extension subjectKey(byte[] identifier) {
    return new Extension(SUBJECT_KEY, false, Der.of(Der.OCTETS, identifier));
  }

  /// The identifier of the key that signs.
  static Extension authorityKey(byte[] identifier) {
    return new Extension(AUTHORITY_KEY, false, Der.sequence(Der.of(Der.CONTEXT, identifier)));
  }

  /// Whether both say the same: the order of names and purposes is of no account.
  boolean saysAs(Extension other) {
    return critical == other.critical
        && (value.equals(other.value) || parts(value).equals(parts(other.value)));
  }

  private static Object parts(Der value) {
    return value.is(Der.SEQUENCE) ? java.util.Set.copyOf(value.parts()) : value;
  }
}
