package dev.runner.modules.databases;

import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.values.Json;
import dev.runner.values.None;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a PostgreSQL server says of one of its databases.
///
/// @param fixed what can't be changed once the database is there, by its name
record PostgresqlDatabase(
    String owner, String limit, String space, String comment, Map<String, String> fixed) {
  static final String ENCODING = "encoding";
  static final String COLLATE = "LC_COLLATE";
  static final String CTYPE = "LC_CTYPE";
  static final String ICU_LOCALE = "ICU_LOCALE";
  static final String LOCALE_PROVIDER = "LOCALE_PROVIDER";

  /// Providers of locales, by the letter that the catalog has for them.
  private static final Map<String, String> PROVIDERS =
      Map.of("i", "icu", "c", "libc", "b", "builtin");

  /// Asks for the databases that have these names. Columns that only some servers have are looked
  /// up in the whole row.
  static String question(List<String> names) {
    return """
    SELECT json_build_object('name', d.datname, 'owner', pg_get_userbyid(d.datdba),
      'encoding', pg_encoding_to_char(d.encoding), 'collate', d.datcollate,
      'ctype', d.datctype, 'limit', d.datconnlimit, 'space', t.spcname,
      'icu', coalesce(row_to_json(d)->>'daticulocale', row_to_json(d)->>'datlocale'),
      'provider', row_to_json(d)->>'datlocprovider',
      'comment', coalesce(shobj_description(d.oid, 'pg_database'), ''))
    FROM pg_database d JOIN pg_tablespace t ON t.oid = d.dattablespace
    WHERE d.datname IN (%s);
    """
        .formatted(String.join(", ", names.stream().map(Sql::standardText).toList()));
  }

  /// The databases that are there, by their names.
  static Map<String, PostgresqlDatabase> read(Output answer) {
    Map<String, PostgresqlDatabase> known = new LinkedHashMap<>();
    for (String line : answer.lines()) {
      Map<?, ?> row = (Map<?, ?>) Json.parse(line);
      Map<String, String> fixed = new LinkedHashMap<>();
      fixed.put(ENCODING, Sql.word(row, "encoding"));
      fixed.put(COLLATE, Sql.word(row, "collate"));
      fixed.put(CTYPE, Sql.word(row, "ctype"));
      told(row, "icu").ifPresent(locale -> fixed.put(ICU_LOCALE, locale));
      told(row, "provider")
          .ifPresent(letter -> fixed.put(LOCALE_PROVIDER, PROVIDERS.getOrDefault(letter, letter)));
      known.put(
          Sql.word(row, "name"),
          new PostgresqlDatabase(
              Sql.word(row, "owner"),
              Sql.word(row, "limit"),
              Sql.word(row, "space"),
              Sql.word(row, "comment"),
              fixed));
    }
    return known;
  }

  private static Optional<String> told(Map<?, ?> row, String name) {
    Object value = row.get(name);
    return value == null || value == None.NONE ? Optional.empty() : Optional.of(Sql.plain(value));
  }

  /// What is wanted otherwise, and can't be had: a value that is empty isn't asked for.
  Optional<Plan.Refused> fixed(Map<String, String> wanted) {
    for (Map.Entry<String, String> each : wanted.entrySet()) {
      String name = each.getKey();
      String now = fixed.getOrDefault(name, "none");
      if (!each.getValue().isEmpty() && !same(name, each.getValue(), now)) {
        String what = name.equals(ENCODING) ? "database encoding" : name;
        return Optional.of(
            Plan.refuse(
                "Changing %s is not supported. Current %s: %s".formatted(what, name, now),
                "Dump the database and make it anew."));
      }
    }
    return Optional.empty();
  }

  private static boolean same(String name, String wanted, String now) {
    return name.equals(ENCODING) ? plain(wanted).equals(plain(now)) : wanted.equals(now);
  }

  private static String plain(String encoding) {
    return encoding.replaceAll("[-_ ]", "").toUpperCase(Locale.ROOT);
  }
}
