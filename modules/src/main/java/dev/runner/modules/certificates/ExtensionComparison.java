package dev.runner.modules.certificates;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whether what is there says the same as what is wanted.
final class ExtensionComparison {
  /// What tasks can ask for: others that are there are of no account.
  private static final Set<String> MANAGED =
      Set.of(
          Extension.ALTERNATIVE_NAMES,
          Extension.KEY_USAGE,
          Extension.EXTENDED_KEY_USAGE,
          Extension.BASIC_CONSTRAINTS,
          Extension.TLS_FEATURES,
          Extension.NAME_CONSTRAINTS,
          Extension.SUBJECT_KEY,
          Extension.AUTHORITY_KEY,
          Extension.REVOCATION_LISTS);

  private ExtensionComparison() {}

  static boolean same(List<Extension> wanted, List<Extension> there) {
    return all(MANAGED, wanted, there);
  }

  /// The same for extensions of all kinds but these.
  static boolean sameBut(Set<String> except, List<Extension> wanted, List<Extension> there) {
    Set<String> types = new HashSet<>();
    wanted.forEach(each -> types.add(each.type()));
    there.forEach(each -> types.add(each.type()));
    types.removeAll(except);
    return all(types, wanted, there);
  }

  private static boolean all(Set<String> types, List<Extension> wanted, List<Extension> there) {
    return types.stream()
        .allMatch(type -> same(Extension.find(wanted, type), Extension.find(there, type)));
  }

  static boolean same(Optional<Extension> wanted, Optional<Extension> there) {
    if (wanted.isPresent() && there.isPresent()) {
      return wanted.get().saysAs(there.get());
    }
    return wanted.isEmpty() && there.isEmpty();
  }
}
