package dev.runner.modules.databases;

import java.util.List;
import java.util.Locale;

/// The kinds of objects of PostgreSQL that a role owns, and where its catalog has them (its manual,
/// "System Catalogs").
public enum OwnedKind {
  AGGREGATE("pg_proc", "pro", ""),
  COLLATION("pg_collation", "coll", "pg_collation_is_visible"),
  CONVERSION("pg_conversion", "con", "pg_conversion_is_visible"),
  DATABASE("pg_database", "dat", ""),
  DOMAIN("pg_type", "typ", "pg_type_is_visible"),
  EVENT_TRIGGER("pg_event_trigger", "evt", ""),
  FOREIGN_DATA_WRAPPER("pg_foreign_data_wrapper", "fdw", ""),
  FOREIGN_TABLE("pg_class", "rel", "pg_table_is_visible"),
  FUNCTION("pg_proc", "pro", ""),
  LANGUAGE("pg_language", "lan", ""),
  LARGE_OBJECT("pg_largeobject_metadata", "lom", ""),
  MATVIEW("pg_class", "rel", "pg_table_is_visible"),
  PROCEDURE("pg_proc", "pro", ""),
  PUBLICATION("pg_publication", "pub", ""),
  ROUTINE("pg_proc", "pro", ""),
  SCHEMA("pg_namespace", "nsp", ""),
  SEQUENCE("pg_class", "rel", "pg_table_is_visible"),
  SERVER("pg_foreign_server", "srv", ""),
  STATISTICS("pg_statistic_ext", "stx", "pg_statistics_obj_is_visible"),
  TABLE("pg_class", "rel", "pg_table_is_visible"),
  TABLESPACE("pg_tablespace", "spc", ""),
  TEXT_SEARCH_CONFIGURATION("pg_ts_config", "cfg", "pg_ts_config_is_visible"),
  TEXT_SEARCH_DICTIONARY("pg_ts_dict", "dict", "pg_ts_dict_is_visible"),
  TYPE("pg_type", "typ", "pg_type_is_visible"),
  VIEW("pg_class", "rel", "pg_table_is_visible");

  private final String catalog;
  private final String prefix;

  /// What tells whether the search path leads to it; empty where it is in no schema, or is a
  /// routine.
  private final String visible;

  OwnedKind(String catalog, String prefix, String visible) {
    this.catalog = catalog;
    this.prefix = prefix;
    this.visible = visible;
  }

  /// How ALTER calls it.
  String keyword() {
    return this == MATVIEW ? "MATERIALIZED VIEW" : name().replace('_', ' ');
  }

  private String words() {
    return keyword().toLowerCase(Locale.ROOT);
  }

  /// What the server says where there is none.
  String missing(String name) {
    if (isRoutine() && !name.contains("(")) {
      return "could not find a %s named \"%s\"".formatted(words(), name);
    }
    return this == LARGE_OBJECT
        ? "large object %s does not exist".formatted(name)
        : "%s \"%s\" does not exist".formatted(this == TABLE ? "relation" : words(), name);
  }

  /// Asks for a line on who owns the object; for none if it isn't there.
  String question(String name) {
    String owner = this == DATABASE ? "datdba" : prefix + "owner";
    return "SELECT json_build_object('owner', pg_get_userbyid(x.%s)) FROM %s x WHERE %s;\n"
        .formatted(owner, catalog, condition(name));
  }

  private String condition(String name) {
    if (this == LARGE_OBJECT) {
      return "x.oid::text = " + Sql.standardText(name.strip());
    } else if (isRoutine()) {
      // A name without arguments that several have leads to none, as it does for ALTER.
      return "x.oid = %s(%s)"
          .formatted(
              name.contains("(") ? "to_regprocedure" : "to_regproc", Sql.standardText(said(name)));
    }
    QualifiedName parts = parts(name);
    String named = "x.%sname = %s".formatted(prefix, Sql.standardText(parts.last()));
    if (visible.isEmpty()) {
      return named;
    }
    int size = parts.parts().size();
    String place =
        size == 1
            ? "%s(x.oid)".formatted(visible)
            : "x.%snamespace = (SELECT n.oid FROM pg_namespace n WHERE n.nspname = %s)"
                .formatted(prefix, Sql.standardText(parts.parts().get(size - 2)));
    return "%s AND %s%s".formatted(named, place, kinds());
  }

  /// Which relations and types count: ALTER TABLE takes all kinds of them.
  private String kinds() {
    return switch (this) {
      case FOREIGN_TABLE -> " AND x.relkind = 'f'";
      case MATVIEW -> " AND x.relkind = 'm'";
      case SEQUENCE -> " AND x.relkind = 'S'";
      case VIEW -> " AND x.relkind = 'v'";
      case DOMAIN -> " AND x.typtype = 'd'";
      default -> "";
    };
  }

  private boolean isRoutine() {
    return this == AGGREGATE || this == FUNCTION || this == PROCEDURE || this == ROUTINE;
  }

  private QualifiedName parts(String name) {
    return visible.isEmpty() && !isRoutine()
        ? new QualifiedName(List.of(name))
        : QualifiedName.of("obj_name", words(), name);
  }

  /// How a statement names it.
  String said(String name) {
    return switch (this) {
      case AGGREGATE, FUNCTION, LANGUAGE, LARGE_OBJECT -> name;
      case PROCEDURE, ROUTINE -> {
        int at = name.indexOf('(');
        yield at < 0
            ? parts(name).said()
            : parts(name.substring(0, at)).said() + name.substring(at);
      }
      default -> parts(name).said();
    };
  }
}
