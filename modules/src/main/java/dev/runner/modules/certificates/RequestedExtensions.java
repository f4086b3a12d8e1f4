package dev.runner.modules.certificates;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The extensions that a task asks for.
final class RequestedExtensions {
  private static final String NAMES = "Subject Alternative Name";

  private final OpensslCsr task;
  private final List<Extension> all = new ArrayList<>();

  RequestedExtensions(OpensslCsr task) {
    this.task = task;
  }

  /// All of them, in the order in which they are written.
  ///
  /// @param key the identifier of the public key, where it is known
  List<Extension> all(Optional<byte[]> key) {
    List<String> names = task.alternativeNames();
    add(
        !names.isEmpty(),
        Extension.ALTERNATIVE_NAMES,
        task.subjectAltNameCritical(),
        () -> Der.of(Der.SEQUENCE, names(names, NAMES)));
    add(
        !task.keyUsage().isEmpty(),
        Extension.KEY_USAGE,
        task.keyUsageCritical(),
        () -> Purposes.usage(task.keyUsage()));
    add(
        !task.extendedKeyUsage().isEmpty(),
        Extension.EXTENDED_KEY_USAGE,
        task.extendedKeyUsageCritical(),
        () -> Purposes.extended(task.extendedKeyUsage()));
    add(
        !task.basicConstraints().isEmpty(),
        Extension.BASIC_CONSTRAINTS,
        task.basicConstraintsCritical(),
        this::constraints);
    add(
        task.ocspMustStaple(),
        Extension.TLS_FEATURES,
        task.ocspMustStapleCritical(),
        () -> Der.sequence(Der.number(BigInteger.valueOf(ExtensionValues.STATUS))));
    add(
        !task.nameConstraintsPermitted().isEmpty() || !task.nameConstraintsExcluded().isEmpty(),
        Extension.NAME_CONSTRAINTS,
        task.nameConstraintsCritical(),
        this::nameConstraints);
    task.subjectKeyIdentifier()
        .map(text -> identifier(text, "subject_key_identifier"))
        .or(() -> key.filter(each -> task.createSubjectKeyIdentifier()))
        .ifPresent(each -> all.add(Extension.subjectKey(each)));
    add(
        task.authorityKeyIdentifier().isPresent() || !task.authorityCertIssuer().isEmpty(),
        Extension.AUTHORITY_KEY,
        false,
        this::authority);
    add(
        !task.crlDistributionPoints().isEmpty(),
        Extension.REVOCATION_LISTS,
        false,
        () ->
            Der.of(
                Der.SEQUENCE,
                task.crlDistributionPoints().stream().map(RevocationList::der).toList()));
    return all;
  }

  private interface Writing {
    Der value();
  }

  private void add(boolean wanted, String type, boolean critical, Writing writing) {
    if (wanted) {
      all.add(new Extension(type, critical, writing.value()));
    }
  }

  static List<Der> names(List<String> texts, String what) {
    return texts.stream().map(text -> GeneralName.read(text, what)).toList();
  }

  private static byte[] identifier(String text, String parameter) {
    try {
      return GeneralName.bytes(text);
    } catch (Malformed e) {
      throw new Malformed("Cannot parse %s: %s".formatted(parameter, e.sentence()));
    }
  }

  private Der constraints() {
    boolean authority = false;
    Optional<BigInteger> length = Optional.empty();
    for (String each : task.basicConstraints()) {
      String word = each.toLowerCase(Locale.ROOT);
      if (word.matches("ca:(true|false)")) {
        authority = word.endsWith("true");
      } else if (word.matches("(pathlen|pathlenconstraint):[0-9]+")) {
        length = Optional.of(new BigInteger(word.replaceFirst(".*:", "")));
      } else {
        throw new Malformed("Unknown basic constraint \"%s\"".formatted(each));
      }
    }
    List<Der> parts = new ArrayList<>();
    if (authority) {
      parts.add(Der.yes());
    }
    length.ifPresent(number -> parts.add(Der.number(number)));
    return Der.of(Der.SEQUENCE, parts);
  }

  private Der nameConstraints() {
    List<Der> parts = new ArrayList<>();
    subtrees(parts, Der.CONTEXT_OF, task.nameConstraintsPermitted());
    subtrees(parts, Der.CONTEXT_OF | 1, task.nameConstraintsExcluded());
    return Der.of(Der.SEQUENCE, parts);
  }

  private static void subtrees(List<Der> parts, int tag, List<String> texts) {
    if (!texts.isEmpty()) {
      parts.add(Der.of(tag, names(texts, "name constraint").stream().map(Der::sequence).toList()));
    }
  }

  private Der authority() {
    List<Der> parts = new ArrayList<>();
    task.authorityKeyIdentifier()
        .map(text -> identifier(text, "authority_key_identifier"))
        .ifPresent(each -> parts.add(Der.of(Der.CONTEXT, each)));
    if (!task.authorityCertIssuer().isEmpty()) {
      parts.add(
          Der.of(Der.CONTEXT_OF | 1, names(task.authorityCertIssuer(), "authority cert issuer")));
      Der serial = Der.number(BigInteger.valueOf(task.authorityCertSerialNumber().orElseThrow()));
      parts.add(Der.of(Der.CONTEXT | 2, serial.content()));
    }
    return Der.of(Der.SEQUENCE, parts);
  }
}
