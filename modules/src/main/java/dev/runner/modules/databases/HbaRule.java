package dev.runner.modules.databases;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// One rule of pg_hba.conf: who may connect from where, and how they prove who they are.
///
/// @param comment what stands behind it, with its #; empty if nothing does
record HbaRule(
    String type,
    String database,
    String user,
    HbaSource source,
    String method,
    Map<String, String> options,
    String comment) {
  static final Set<String> TYPES =
      Set.of("local", "host", "hostssl", "hostnossl", "hostgssenc", "hostnogssenc");
  static final Set<String> METHODS =
      Set.of(
          "trust",
          "reject",
          "md5",
          "password",
          "gss",
          "sspi",
          "krb5",
          "ident",
          "peer",
          "ldap",
          "radius",
          "cert",
          "pam",
          "scram-sha-256");
  private static final int LAST = 100_000;

  /// Rules as they stand in a sorted file: the narrower before the wider.
  static final Comparator<HbaRule> ORDER =
      Comparator.comparingInt((HbaRule rule) -> -rule.source().weight())
          .thenComparingInt(HbaRule::databaseWeight)
          .thenComparingInt(HbaRule::userWeight)
          .thenComparing(rule -> rule.source().kind())
          .thenComparing(rule -> rule.source().address())
          .thenComparingInt(rule -> rule.source().prefix())
          .thenComparing(rule -> rule.source().text());

  HbaRule {
    database = sorted(database);
    user = sorted(user);
    if (!TYPES.contains(type)) {
      throw new HbaMistake("Found an unknown connection-type " + type);
    }
    if (!METHODS.contains(method)) {
      throw new HbaMistake("Found an unknown method: " + method);
    }
  }

  /// Reads the words of a line.
  static HbaRule of(List<String> words, String comment) {
    if (words.size() < 4) {
      throw new HbaMistake("The rule has too few symbols");
    }
    String type = HbaSource.unquoted(words.get(0));
    int next = 3;
    HbaSource source = HbaSource.LOCAL;
    if (!type.equals("local")) {
      boolean masked =
          HbaSource.isBare(words.get(3)) && words.size() > 4 && HbaSource.isMask(words.get(4));
      source =
          HbaSource.of(words.get(3), masked ? Optional.of(words.get(4)) : Optional.empty(), false);
      next = masked ? 5 : 4;
    }
    if (words.size() <= next) {
      throw new HbaMistake("The rule has too few symbols");
    }
    return new HbaRule(
        type,
        words.get(1),
        words.get(2),
        source,
        HbaSource.unquoted(words.get(next)),
        options(words.subList(next + 1, words.size())),
        comment);
  }

  /// Options by their names.
  static Map<String, String> options(List<String> words) {
    Map<String, String> options = new TreeMap<>();
    for (String word : words) {
      String bare = HbaSource.unquoted(word);
      int end = bare.indexOf('=');
      if (end < 1 || end == bare.length() - 1) {
        throw new HbaMistake(
            "Found invalid option '%s'. Options need to be in the format 'key=value'"
                .formatted(word));
      }
      if (options.put(bare.substring(0, end), bare.substring(end + 1)) != null) {
        throw new HbaMistake(
            "The rule contains two options with the same key ('%s')"
                .formatted(bare.substring(0, end)));
      }
    }
    return options;
  }

  private static String sorted(String names) {
    return names.contains("\"") || names.startsWith("/")
        ? names
        : Arrays.stream(names.split(",", -1)).sorted().collect(Collectors.joining(","));
  }

  /// Whether it is about the same connections.
  boolean isAbout(HbaRule other) {
    return type.equals(other.type)
        && database.equals(other.database)
        && user.equals(other.user)
        && source.equals(other.source);
  }

  /// Whether it says the same; what stands behind it doesn't count.
  boolean says(HbaRule other) {
    return isAbout(other) && method.equals(other.method) && options.equals(other.options);
  }

  private int databaseWeight() {
    if (database.startsWith("\"")) {
      return 3;
    }
    List<String> names = List.of(database.split(","));
    return switch (database) {
      case "replication" -> 0;
      case "samerole", "samegroup" -> 2;
      default -> names.contains("all") ? LAST : 3 + names.size();
    };
  }

  private int userWeight() {
    if (user.startsWith("\"")) {
      return 1;
    }
    List<String> names = List.of(user.split(","));
    return names.contains("all") ? LAST : 1 + names.size();
  }

  private String words() {
    return options.entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue())
        .collect(Collectors.joining(" "));
  }

  /// Its line.
  String text() {
    List<String> fields = new ArrayList<>(List.of(type, database, user));
    if (!type.equals("local")) {
      fields.add(source.text());
    }
    fields.add(method);
    if (!options.isEmpty()) {
      fields.add(words());
    }
    if (!comment.isEmpty()) {
      fields.add(comment);
    }
    return String.join("\t", fields);
  }

  /// What a task tells of it.
  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("type", type);
    values.put("db", database);
    values.put("usr", user);
    values.put("method", method);
    if (!type.equals("local")) {
      values.put("src", source.text());
    }
    if (!options.isEmpty()) {
      values.put("options", words());
    }
    return values;
  }
}
