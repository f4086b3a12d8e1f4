package dev.runner.modules.databases;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The statements that give or take what isn't so yet.
///
/// @param privileges what is given or taken; ALL for every one there is
/// @param grantOption whether it may be handed on; empty leaves that as it is
/// @param place the part IN SCHEMA of statements on default privileges; empty for none
/// @param forRole whether those name the role whose new objects they are for
record PrivilegeStatements(
    ObjectKind type,
    boolean present,
    List<String> privileges,
    Optional<Boolean> grantOption,
    String place,
    boolean forRole) {

  private enum Verb {
    GRANT,
    REVOKE,
    REVOKE_OPTION
  }

  /// What becomes one statement; `alone` sets those apart that take one object each.
  private record Deed(Verb verb, String prefix, List<String> roles, String alone) {}

  /// @param roles their object identifiers, by the names that statements have for them
  List<String> of(List<PrivilegeTarget> targets, Map<String, String> roles) {
    Map<Deed, List<String>> deeds = new LinkedHashMap<>();
    for (PrivilegeTarget target : targets) {
      for (Verb verb : Verb.values()) {
        List<String> needy =
            roles.entrySet().stream()
                .filter(role -> needs(verb, target, target.of(role.getValue())))
                .map(Map.Entry::getKey)
                .toList();
        if (!needy.isEmpty()) {
          String alone = isDefault() ? target.said() : "";
          deeds
              .computeIfAbsent(
                  new Deed(verb, prefix(target), needy, alone), deed -> new ArrayList<>())
              .add(target.said());
        }
      }
    }
    return deeds.entrySet().stream().map(deed -> text(deed.getKey(), deed.getValue())).toList();
  }

  /// The privileges on an object, where ALL stands for those that there are.
  List<String> on(PrivilegeTarget target) {
    return privileges.contains(PostgresqlPrivs.ALL) ? target.all() : privileges;
  }

  private boolean needs(Verb verb, PrivilegeTarget target, Map<String, Boolean> held) {
    List<String> wanted = on(target);
    return switch (verb) {
      case GRANT ->
          present
              && !wanted.stream()
                  .allMatch(
                      each ->
                          grantOption.orElse(false)
                              ? held.getOrDefault(each, false)
                              : held.containsKey(each));
      case REVOKE -> !present && wanted.stream().anyMatch(held::containsKey);
      case REVOKE_OPTION ->
          present
              && !grantOption.orElse(true)
              && wanted.stream().anyMatch(each -> held.getOrDefault(each, false));
    };
  }

  private boolean isDefault() {
    return type == ObjectKind.DEFAULT_PRIVS;
  }

  private String prefix(PrivilegeTarget target) {
    if (!isDefault()) {
      return "";
    }
    String role = forRole ? " FOR ROLE " + Sql.standardName(target.owner()) : "";
    return "ALTER DEFAULT PRIVILEGES%s%s "
        .formatted(role, target.said().equals("SCHEMAS") ? "" : place);
  }

  private String text(Deed deed, List<String> objects) {
    boolean group = type == ObjectKind.GROUP;
    String names = objects.stream().distinct().collect(Collectors.joining(", "));
    String what =
        group
            ? names
            : "%s ON %s%s".formatted(String.join(", ", privileges), type.keyword(), names);
    String roles = String.join(", ", deed.roles());
    String option = group ? "ADMIN OPTION" : "GRANT OPTION";
    return deed.prefix()
        + switch (deed.verb()) {
          case GRANT ->
              "GRANT %s TO %s%s"
                  .formatted(what, roles, grantOption.orElse(false) ? " WITH " + option : "");
          case REVOKE -> "REVOKE %s FROM %s".formatted(what, roles);
          case REVOKE_OPTION -> "REVOKE %s FOR %s FROM %s".formatted(option, what, roles);
        };
  }
}
