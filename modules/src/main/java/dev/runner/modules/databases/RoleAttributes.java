package dev.runner.modules.databases;

import dev.runner.module.BadParameter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// Attributes of a role of PostgreSQL, as a task gives them between commas.
///
/// @param flags their words in capitals, some with NO before them
record RoleAttributes(List<String> flags) {
  private static final Map<String, String> COLUMNS =
      Map.of(
          "SUPERUSER", "rolsuper",
          "CREATEROLE", "rolcreaterole",
          "CREATEDB", "rolcreatedb",
          "INHERIT", "rolinherit",
          "LOGIN", "rolcanlogin",
          "REPLICATION", "rolreplication",
          "BYPASSRLS", "rolbypassrls");

  RoleAttributes {
    flags = List.copyOf(flags);
    for (String flag : flags) {
      if (!COLUMNS.containsKey(flag) && !COLUMNS.containsKey(positive(flag))) {
        throw new BadParameter(
            "role_attr_flags", "Invalid role_attr_flags specified: %s".formatted(flag));
      }
    }
  }

  /// The attributes that the text has between commas.
  static RoleAttributes of(String text) {
    return new RoleAttributes(
        Stream.of(text.split(","))
            .map(flag -> flag.strip().toUpperCase(Locale.ROOT))
            .filter(flag -> !flag.isEmpty())
            .toList());
  }

  private static String positive(String flag) {
    return flag.replaceFirst("^NO", "");
  }

  /// Those that the role hasn't got.
  ///
  /// @param role its row of the catalog
  List<String> missing(Map<?, ?> role) {
    return flags.stream()
        .filter(
            flag -> {
              boolean wanted = COLUMNS.containsKey(flag);
              String column = String.valueOf(COLUMNS.get(wanted ? flag : positive(flag)));
              return !Boolean.valueOf(wanted).equals(role.get(column));
            })
        .toList();
  }
}
