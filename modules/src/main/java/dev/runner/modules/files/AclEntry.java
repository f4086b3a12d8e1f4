package dev.runner.modules.files;

import dev.runner.module.BadParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// An entry of an access control list, as setfacl(1) writes it.
///
/// @param byDefault whether it is for what will be made in a directory
/// @param kind `user`, `group`, `mask` or `other`
/// @param entity the user or group; empty for the file's own
record AclEntry(boolean byDefault, String kind, String entity, Optional<String> permissions) {

  /// Reads `default:user:joe:rw`; `d` and the kinds' first letters do as well.
  static AclEntry parse(String text) {
    List<String> parts = new ArrayList<>(List.of(text.split(":", -1)));
    boolean byDefault = text.toLowerCase(Locale.ROOT).startsWith("d");
    if (byDefault) {
      parts.removeFirst();
    }
    if (parts.size() < 2 || parts.size() > 3) {
      throw new BadParameter("entry", "'%s' is no entry: write user:joe:rw".formatted(text));
    }
    String kind =
        switch (parts.getFirst().isEmpty()
            ? ' '
            : Character.toLowerCase(parts.getFirst().charAt(0))) {
          case 'u' -> "user";
          case 'g' -> "group";
          case 'm' -> "mask";
          case 'o' -> "other";
          default ->
              throw new BadParameter(
                  "entry", "'%s' begins with neither user, group, mask nor other".formatted(text));
        };
    return new AclEntry(
        byDefault,
        kind,
        parts.get(1),
        parts.size() > 2 ? Optional.of(parts.get(2)) : Optional.empty());
  }

  /// As `setfacl` reads it.
  String text() {
    String start = kind + ":" + entity;
    return permissions
        .filter(each -> !each.isEmpty())
        .map(each -> start + ":" + each)
        .orElse(start);
  }

  /// As `nfs4_setfacl` reads it: who is allowed what, besides reading what all may.
  String nfs4() {
    return "A:%s:%s:%stcy"
        .formatted(kind.equals("group") ? "g" : "", entity, permissions.orElse(""));
  }
}
