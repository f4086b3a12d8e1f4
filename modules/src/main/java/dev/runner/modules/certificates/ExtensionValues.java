package dev.runner.modules.certificates;

import dev.runner.values.None;
import dev.runner.values.Numbers;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What extensions say, under the names that results have for it.
final class ExtensionValues {
  private static final String OCSP = "1.3.6.1.5.5.7.48.1";

  /// The TLS feature that is an answer on a certificate's state (RFC 7633).
  static final int STATUS = 5;

  private static final String ISSUERS = "1.3.6.1.5.5.7.48.2";

  private final List<Extension> all;

  ExtensionValues(List<Extension> all) {
    this.all = all;
  }

  /// What is said of requests and of certificates alike.
  Map<String, Object> common() {
    Map<String, Object> values = new LinkedHashMap<>();
    Map<String, Object> byType = new LinkedHashMap<>();
    for (Extension each : all) {
      byType.put(
          each.type(),
          Map.of(
              "critical",
              each.critical(),
              "value",
              Base64.getEncoder().encodeToString(each.value().encoded())));
    }
    values.put("extensions_by_oid", byType);
    put(values, "key_usage", Extension.KEY_USAGE, each -> Purposes.usage(each));
    put(
        values,
        "extended_key_usage",
        Extension.EXTENDED_KEY_USAGE,
        each -> Purposes.extended(each));
    put(values, "basic_constraints", Extension.BASIC_CONSTRAINTS, ExtensionValues::constraints);
    put(values, "ocsp_must_staple", Extension.TLS_FEATURES, ExtensionValues::staples);
    put(values, "subject_alt_name", Extension.ALTERNATIVE_NAMES, each -> names(each.parts()));
    values.put(
        "subject_key_identifier",
        value(Extension.SUBJECT_KEY)
            .<Object>map(each -> GeneralName.hex(each.content()))
            .orElse(None.NONE));
    values.putAll(authority());
    return values;
  }

  /// What only requests are told of.
  Map<String, Object> nameConstraints() {
    Map<String, Object> values = new LinkedHashMap<>();
    Optional<Extension> found = Extension.find(all, Extension.NAME_CONSTRAINTS);
    values.put("name_constraints_permitted", subtrees(found, Der.CONTEXT_OF));
    values.put("name_constraints_excluded", subtrees(found, Der.CONTEXT_OF | 1));
    values.put("name_constraints_critical", found.map(Extension::critical).orElse(false));
    return values;
  }

  /// Where one can ask about a certificate.
  Map<String, Object> access() {
    return Map.of("ocsp_uri", access(OCSP), "issuer_uri", access(ISSUERS));
  }

  private Object access(String method) {
    return value(Extension.AUTHORITY_ACCESS).stream()
        .flatMap(list -> list.parts().stream())
        .filter(each -> each.part(0).dotted().equals(method))
        .map(each -> GeneralName.text(each.part(1)))
        .filter(text -> text.startsWith("URI:"))
        .<Object>map(text -> text.substring(4))
        .findFirst()
        .orElse(None.NONE);
  }

  private interface Reading {
    Object of(Der value);
  }

  private void put(Map<String, Object> values, String name, String type, Reading reading) {
    Optional<Extension> found = Extension.find(all, type);
    values.put(name, found.map(each -> reading.of(each.value())).orElse(None.NONE));
    values.put(name + "_critical", found.map(Extension::critical).orElse(false));
  }

  private Optional<Der> value(String type) {
    return Extension.find(all, type).map(Extension::value);
  }

  private static List<String> names(List<Der> values) {
    return values.stream().map(GeneralName::text).toList();
  }

  private static List<String> constraints(Der value) {
    List<String> words = new ArrayList<>();
    boolean authority = false;
    for (Der each : value.parts()) {
      if (each.is(Der.BOOLEAN)) {
        authority = each.content()[0] != 0;
      } else {
        words.add("pathlen:" + each.number());
      }
    }
    words.addFirst(authority ? "CA:TRUE" : "CA:FALSE");
    return words;
  }

  private static boolean staples(Der value) {
    return value.parts().stream().anyMatch(each -> each.number().intValue() == STATUS);
  }

  private static Object subtrees(Optional<Extension> found, int tag) {
    return found.stream()
        .flatMap(each -> each.value().parts().stream())
        .filter(each -> each.is(tag))
        .<Object>map(each -> names(each.parts().stream().map(tree -> tree.part(0)).toList()))
        .findFirst()
        .orElse(None.NONE);
  }

  private Map<String, Object> authority() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("authority_key_identifier", None.NONE);
    values.put("authority_cert_issuer", None.NONE);
    values.put("authority_cert_serial_number", None.NONE);
    for (Der each : value(Extension.AUTHORITY_KEY).map(Der::parts).orElse(List.of())) {
      switch (each.tag()) {
        case Der.CONTEXT -> values.put("authority_key_identifier", GeneralName.hex(each.content()));
        case Der.CONTEXT_OF | 1 -> values.put("authority_cert_issuer", names(each.parts()));
        case Der.CONTEXT | 2 ->
            values.put("authority_cert_serial_number", Numbers.whole(each.number()));
        default -> {}
      }
    }
    return values;
  }
}
