package dev.runner.modules.databases;

import dev.runner.values.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Something that privileges are given on, and who has which.
///
/// @param asked the name that the task gives it
/// @param said how a statement names it
/// @param owner for default privileges, the role whose new objects they are for; else empty
/// @param all every privilege that there is on it
/// @param held by object identifier of a role, its privileges, and whether it may hand them on
record PrivilegeTarget(
    String asked,
    String said,
    String owner,
    List<String> all,
    Map<String, Map<String, Boolean>> held) {

  /// One line of what [PrivilegeCatalog] asks.
  static PrivilegeTarget read(String line, ObjectKind type) {
    Map<?, ?> row = (Map<?, ?>) Json.parse(line);
    Map<String, Map<String, Boolean>> held = new LinkedHashMap<>();
    for (Object each : list(row, "held")) {
      List<?> entry = (List<?>) each;
      held.computeIfAbsent(Sql.plain(entry.get(0)), role -> new LinkedHashMap<>())
          .merge(Sql.plain(entry.get(1)), Boolean.TRUE.equals(entry.get(2)), Boolean::logicalOr);
    }
    List<String> all = new ArrayList<>();
    list(row, "all").forEach(privilege -> all.add(Sql.plain(privilege)));
    boolean defaults = type == ObjectKind.DEFAULT_PRIVS;
    return new PrivilegeTarget(
        Sql.word(row, "asked"),
        defaults ? Sql.word(row, "name") : said(row, type),
        defaults ? Sql.word(row, "space") : "",
        all,
        held);
  }

  private static List<?> list(Map<?, ?> row, String name) {
    return row.get(name) instanceof List<?> list ? list : List.of();
  }

  private static String said(Map<?, ?> row, ObjectKind type) {
    String name = Sql.word(row, "name");
    if (type == ObjectKind.PARAMETER) {
      return Sql.standardName(name).replace(".", "\".\"");
    }
    String space = Sql.word(row, "space");
    String whole = (space.isEmpty() ? "" : Sql.standardName(space) + ".") + Sql.standardName(name);
    return type.isRoutine() ? "%s(%s)".formatted(whole, Sql.word(row, "args")) : whole;
  }

  /// What a role holds here.
  Map<String, Boolean> of(String role) {
    return held.getOrDefault(role, Map.of());
  }
}
