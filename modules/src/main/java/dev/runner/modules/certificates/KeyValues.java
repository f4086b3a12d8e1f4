package dev.runner.modules.certificates;

import dev.runner.values.None;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What is said of keys in the differences that results hold.
final class KeyValues {
  private KeyValues() {}

  /// What is said of a private key's file: nothing if there is none.
  static Map<String, Object> ofPrivate(boolean exists, Optional<PublicKey> key) {
    Map<String, Object> values = new LinkedHashMap<>();
    if (!exists) {
      return values;
    }
    values.put("can_parse_key", key.isPresent());
    values.put("key_is_consistent", None.NONE);
    key.ifPresent(
        each -> {
          values.put("public_key", each.pem());
          values.put("public_key_fingerprints", each.fingerprint());
          values.put("type", each.type());
          values.put("public_data", each.data());
        });
    return values;
  }

  /// What is said of a public key's file: nothing if there is none.
  static Map<String, Object> ofPublic(boolean exists, Optional<PublicKey> key) {
    Map<String, Object> values = new LinkedHashMap<>();
    if (!exists) {
      return values;
    }
    values.put("can_parse_key", key.isPresent());
    key.ifPresent(
        each -> {
          values.put("fingerprints", each.fingerprint());
          values.put("type", each.type());
          values.put("public_data", each.data());
        });
    return values;
  }

  /// Both sides of a difference.
  static Map<String, Object> difference(Map<String, ?> before, Map<String, ?> after) {
    return Map.of("before", before, "after", after);
  }
}
