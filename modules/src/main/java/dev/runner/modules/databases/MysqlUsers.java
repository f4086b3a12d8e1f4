package dev.runner.modules.databases;

import dev.runner.module.Output;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The accounts of a server in the words of the parameters of [MysqlUser].
final class MysqlUsers {
  private static final Pattern REQUIRE =
      Pattern.compile("(SUBJECT|ISSUER|CIPHER) '((?:[^'\\\\]|\\\\.|'')*)'");
  private static final Map<String, String> LIMITS =
      Map.of(
          "max_questions", "MAX_QUERIES_PER_HOUR",
          "max_updates", "MAX_UPDATES_PER_HOUR",
          "max_connections", "MAX_CONNECTIONS_PER_HOUR",
          "max_user_connections", "MAX_USER_CONNECTIONS");

  private MysqlUsers() {}

  /// @param rows those of the table of users; roles are left out
  /// @param ask asks the server these statements
  static List<Object> told(List<Map<String, Object>> rows, Function<List<String>, Output> ask) {
    List<Map<String, Object>> users =
        rows.stream().filter(row -> !MysqlSubset.text(row, "is_role").equals("Y")).toList();
    if (users.isEmpty()) {
      return List.of();
    }
    List<String> statements = new ArrayList<>(List.of("SET SESSION sql_mode=''"));
    for (Map<String, Object> user : users) {
      String account =
          "%s@%s"
              .formatted(
                  Sql.text(MysqlSubset.text(user, "User")),
                  Sql.text(MysqlSubset.text(user, "Host")));
      statements.add("SHOW GRANTS FOR " + account);
      statements.add("SHOW CREATE USER " + account);
    }
    List<List<Map<String, Object>>> answers =
        MysqlRows.read(ask.apply(statements).stdout().lenientText()).results();
    List<Object> told = new ArrayList<>();
    for (int i = 0; i < users.size() && 2 * i + 2 < answers.size(); i++) {
      List<String> grants = texts(answers.get(2 * i + 1));
      String made = String.join("\n", texts(answers.get(2 * i + 2)));
      told.add(told(users.get(i), grants, made));
    }
    return told;
  }

  /// The only column of each row.
  private static List<String> texts(List<Map<String, Object>> rows) {
    return rows.stream().map(row -> Sql.plain(row.values().iterator().next())).toList();
  }

  private static Map<String, Object> told(
      Map<String, Object> user, List<String> grants, String made) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("name", MysqlSubset.text(user, "User"));
    all.put("host", MysqlSubset.text(user, "Host"));
    all.put("plugin", MysqlSubset.text(user, "plugin"));
    all.put("plugin_hash_string", MysqlSubset.text(user, "authentication_string"));
    all.put("locked", made.contains(" ACCOUNT LOCK"));
    all.put("priv", Grants.shown(grants).asParameter());
    Map<String, Object> limits = new LinkedHashMap<>();
    LIMITS.forEach(
        (column, name) -> {
          if (user.get(column) instanceof Long number && number > 0) {
            limits.put(name, number);
          }
        });
    if (!limits.isEmpty()) {
      all.put("resource_limits", limits);
    }
    Map<String, Object> tls = tls(made);
    if (!tls.isEmpty()) {
      all.put("tls_requires", tls);
    }
    return all;
  }

  /// What an account needs of TLS, by the words of the parameter.
  ///
  /// @param made the statement that makes it
  static Map<String, Object> tls(String made) {
    Map<String, Object> tls = new LinkedHashMap<>();
    int at = made.indexOf(" REQUIRE ");
    if (at < 0) {
      return tls;
    }
    String words = made.substring(at + " REQUIRE ".length());
    Matcher matcher = REQUIRE.matcher(words);
    while (matcher.find()) {
      tls.put(matcher.group(1), matcher.group(2));
    }
    if (tls.isEmpty() && !words.startsWith("NONE")) {
      tls.put(words.split("\\s")[0], "");
    }
    return tls;
  }
}
