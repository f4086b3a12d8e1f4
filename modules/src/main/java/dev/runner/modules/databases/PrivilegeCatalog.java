package dev.runner.modules.databases;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The question who has which privileges, as the catalog of PostgreSQL keeps them (its manual,
/// "System Catalogs" and "Privileges").
///
/// Counted are privileges that the asking role's own statements would give or take: those that the
/// owner has given if it may act as the owner, else those that a role has given as which it may
/// act.
///
/// @param names of objects, as the task gives them; empty for all of a schema
/// @param schema empty for what the search path leads to
/// @param targets roles whose default privileges are meant; empty for the asking one
record PrivilegeCatalog(
    ObjectKind type, List<String> names, Optional<String> schema, List<String> targets) {
  /// The kinds of objects of default privileges: in their catalog, and for `acldefault`.
  static final Map<String, List<String>> DEFAULTS =
      Map.of(
          "TABLES", List.of("r", "r"),
          "SEQUENCES", List.of("S", "s"),
          "FUNCTIONS", List.of("f", "f"),
          "TYPES", List.of("T", "T"),
          "SCHEMAS", List.of("n", "n"));

  /// First one line on the roles and the schema, then one for each object.
  String question(List<String> roles) {
    List<String> ids = roles.stream().map(PrivilegeCatalog::identifier).toList();
    String all = String.join(", ", ids);
    return """
    SELECT json_build_object('roles', json_build_array(%s), 'schema', %s);
    SELECT json_build_object('asked', o.asked, 'name', o.name, 'space', coalesce(o.space, ''),
      'args', o.args, 'all', %s, 'held', %s)
    FROM (%s) o ORDER BY o.space, o.name, o.args;
    """
        .formatted(
            all,
            schema
                .map(
                    name ->
                        "EXISTS (SELECT FROM pg_namespace WHERE nspname = %s)"
                            .formatted(Sql.standardText(name)))
                .orElse("true"),
            type == ObjectKind.GROUP ? "json_build_array('MEMBER')" : possible(),
            type == ObjectKind.GROUP ? members(all) : held(all),
            source());
  }

  /// The number of a role; 0 is everyone's.
  private static String identifier(String role) {
    return switch (PostgresqlPrivs.implicit(role).orElse("")) {
      case "PUBLIC" -> "0::oid";
      case "CURRENT_USER", "CURRENT_ROLE" ->
          "(SELECT oid FROM pg_roles WHERE rolname = current_user)";
      case "SESSION_USER" -> "(SELECT oid FROM pg_roles WHERE rolname = session_user)";
      default -> "(SELECT oid FROM pg_roles WHERE rolname = %s)".formatted(Sql.standardText(role));
    };
  }

  private static String possible() {
    return "(SELECT json_agg(a.privilege_type) FROM aclexplode(acldefault(o.kind, o.owner)) a"
        + " WHERE a.grantee = o.owner)";
  }

  /// Where nothing is written down, an object has what its kind begins with; a schema adds nothing
  /// to default privileges.
  private String held(String roles) {
    String acl =
        type == ObjectKind.DEFAULT_PRIVS ? "o.acl" : "coalesce(o.acl, acldefault(o.kind, o.owner))";
    return """
    (SELECT json_agg(json_build_array(a.grantee, a.privilege_type, a.is_grantable))
      FROM aclexplode(%s) a WHERE a.grantee IN (%s)
      AND CASE WHEN pg_has_role(o.owner, 'USAGE') THEN a.grantor = o.owner
        ELSE pg_has_role(a.grantor, 'USAGE') END)\
    """
        .formatted(acl, roles);
  }

  /// Since version 16 the same membership can be given by several roles.
  private static String members(String roles) {
    return """
    (SELECT json_agg(json_build_array(m.member, 'MEMBER', m.admin_option))
      FROM pg_auth_members m WHERE m.roleid = o.owner AND m.member IN (%s)
      AND CASE WHEN current_setting('server_version_num')::int < 160000 THEN true
        WHEN current_setting('is_superuser') = 'on' THEN m.grantor = 10
        ELSE pg_has_role(m.grantor, 'USAGE') END)\
    """
        .formatted(roles);
  }

  private String source() {
    return switch (type) {
      case DATABASE -> named("pg_database", "dat", "datdba");
      case FOREIGN_DATA_WRAPPER -> named("pg_foreign_data_wrapper", "fdw", "fdwowner");
      case FOREIGN_SERVER -> named("pg_foreign_server", "srv", "srvowner");
      case LANGUAGE -> named("pg_language", "lan", "lanowner");
      case TABLESPACE -> named("pg_tablespace", "spc", "spcowner");
      case SCHEMA -> named("pg_namespace", "nsp", "nspowner");
      case TABLE -> inSchema("pg_class", "rel", "table", "x.relkind IN ('r', 'p', 'v', 'm', 'f')");
      case SEQUENCE -> inSchema("pg_class", "rel", "table", "x.relkind = 'S'");
      case TYPE -> inSchema("pg_type", "typ", "type", "true");
      case FUNCTION, PROCEDURE -> routines();
      case GROUP ->
          "SELECT rolname AS asked, rolname AS name, NULL AS space, NULL AS args, oid AS owner"
              + " FROM pg_roles WHERE rolname IN (%s)".formatted(texts(names));
      case PARAMETER -> parameters();
      case DEFAULT_PRIVS -> defaults();
    };
  }

  private static String texts(List<String> texts) {
    return texts.stream().map(Sql::standardText).collect(Collectors.joining(", "));
  }

  private String kind() {
    return "'%s'::\"char\" AS kind".formatted(type.kind());
  }

  private String named(String table, String prefix, String owner) {
    return """
    SELECT %1$sname AS asked, %1$sname AS name, NULL AS space, NULL AS args, %2$s AS owner,
      %1$sacl AS acl, %3$s FROM %4$s WHERE %1$sname IN (%5$s)\
    """
        .formatted(prefix, owner, kind(), table, texts(names));
  }

  private String inSchema(String table, String prefix, String visible, String condition) {
    String where =
        schema
            .map(name -> "n.nspname = " + Sql.standardText(name))
            .orElse("pg_%s_is_visible(x.oid)".formatted(visible));
    String chosen = names.isEmpty() ? "" : " AND x.%sname IN (%s)".formatted(prefix, texts(names));
    return """
    SELECT x.%1$sname AS asked, x.%1$sname AS name, n.nspname AS space, NULL AS args,
      x.%1$sowner AS owner, x.%1$sacl AS acl, %2$s
    FROM %3$s x JOIN pg_namespace n ON n.oid = x.%1$snamespace WHERE %4$s AND %5$s%6$s\
    """
        .formatted(prefix, kind(), table, condition, where, chosen);
  }

  private String routines() {
    String columns =
        """
        %s AS asked, p.proname AS name, n.nspname AS space, oidvectortypes(p.proargtypes) AS args,
          p.proowner AS owner, p.proacl AS acl, %s\
        """;
    // Before version 11 there was no such column, and no procedure.
    String right =
        "coalesce(to_jsonb(p) ->> 'prokind', 'f') %s 'p'"
            .formatted(type == ObjectKind.PROCEDURE ? "=" : "<>");
    String join = "JOIN pg_namespace n ON n.oid = p.pronamespace";
    if (names.isEmpty()) {
      return "SELECT %s FROM pg_proc p %s WHERE %s AND n.nspname = %s"
          .formatted(
              columns.formatted("p.proname", kind()),
              join,
              right,
              Sql.standardText(schema.orElseThrow()));
    }
    List<String> rows = new ArrayList<>();
    names.forEach(name -> rows.add("(%s, %s)".formatted(Sql.standardText(name), routine(name))));
    return "SELECT %s FROM (VALUES %s) r (asked, id) JOIN pg_proc p ON p.oid = r.id %s WHERE %s"
        .formatted(columns.formatted("r.asked", kind()), String.join(", ", rows), join, right);
  }

  /// A function is named by its types too, with colons between them.
  private String routine(String asked) {
    int types = asked.indexOf('(');
    String name = Sql.standardName(types < 0 ? asked : asked.substring(0, types).strip());
    String whole = schema.map(space -> Sql.standardName(space) + "." + name).orElse(name);
    return types < 0
        ? "to_regproc(%s)::oid".formatted(Sql.standardText(whole))
        : "to_regprocedure(%s)::oid"
            .formatted(Sql.standardText(whole + asked.substring(types).replace(':', ',')));
  }

  private String parameters() {
    return """
    SELECT r.asked, r.asked AS name, NULL AS space, NULL AS args, 10::oid AS owner,
      p.paracl AS acl, %s
    FROM unnest(ARRAY[%s]) r (asked) LEFT JOIN pg_parameter_acl p ON p.parname = lower(r.asked)
    WHERE strpos(r.asked, '.') > 0
      OR lower(r.asked) IN (SELECT lower(s.name) FROM pg_settings s)\
    """
        .formatted(kind(), texts(names));
  }

  private String defaults() {
    List<String> rows = new ArrayList<>();
    for (String word : names) {
      List<String> kinds = DEFAULTS.getOrDefault(word.toUpperCase(Locale.ROOT), List.of("", ""));
      String space =
          schema
              .filter(name -> !word.equals("SCHEMAS"))
              .map(Sql::standardText)
              .map("(SELECT oid FROM pg_namespace WHERE nspname = %s)"::formatted)
              .orElse("0::oid");
      rows.add(
          "(%s, '%s'::\"char\", '%s'::\"char\", %s)"
              .formatted(Sql.standardText(word), kinds.getFirst(), kinds.getLast(), space));
    }
    return """
    SELECT k.word AS asked, k.word AS name, r.rolname AS space, NULL AS args, r.oid AS owner,
      coalesce((SELECT d.defaclacl FROM pg_default_acl d WHERE d.defaclrole = r.oid
          AND d.defaclobjtype = k.type AND d.defaclnamespace = k.space),
        CASE WHEN k.space = 0 THEN acldefault(k.kind, r.oid) END) AS acl,
      k.kind
    FROM (VALUES %s) k (word, type, kind, space) CROSS JOIN pg_roles r WHERE r.rolname IN (%s)\
    """
        .formatted(String.join(", ", rows), targets.isEmpty() ? "current_user" : texts(targets));
  }
}
