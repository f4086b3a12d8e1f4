package dev.runner.modules.databases;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Privileges by what they are for (`db.table`), in capitals; the right to grant them is `GRANT`.
record Grants(Map<String, Set<String>> all) {
  private static final Pattern GRANT =
      Pattern.compile("GRANT (.+?) ON (.+?) TO (['`\"]).*", Pattern.DOTALL);
  private static final String ALL = "ALL PRIVILEGES";

  /// None at all.
  static final Grants NONE = new Grants(Map.of());

  /// The privileges that a task asks for: `db.*:SELECT,INSERT/other.*:ALL`.
  static Grants parse(String text) {
    Map<String, String> entries = new LinkedHashMap<>();
    for (String entry : text.split("/(?=[^/]*:)")) {
      int colon = entry.lastIndexOf(':');
      if (colon < 0) {
        throw new IllegalArgumentException(
            "'%s' is no privilege: write db.table:SELECT,INSERT".formatted(entry));
      }
      entries.put(entry.substring(0, colon), entry.substring(colon + 1));
    }
    return of(entries);
  }

  /// The privileges of a mapping.
  static Grants of(Map<String, String> entries) {
    Map<String, Set<String>> all = new LinkedHashMap<>();
    entries.forEach((target, words) -> all.put(bare(target.strip()), privileges(words)));
    return new Grants(all);
  }

  /// What `SHOW GRANTS` says.
  static Grants shown(List<String> lines) {
    Map<String, Set<String>> all = new LinkedHashMap<>();
    for (String line : lines) {
      Matcher grant = GRANT.matcher(line);
      if (!grant.matches() || grant.group(1).equals("PROXY")) {
        continue; // a role, or the right to be somebody else
      }
      Set<String> privileges = privileges(grant.group(1));
      if (line.contains("WITH GRANT OPTION")) {
        privileges.add("GRANT");
      }
      all.computeIfAbsent(bare(grant.group(2)), target -> new LinkedHashSet<>()).addAll(privileges);
    }
    return new Grants(all);
  }

  private static Set<String> privileges(String text) {
    Set<String> privileges = new LinkedHashSet<>();
    for (String word : text.split(",(?![^(]*\\))")) {
      String name = normal(word);
      if (!name.isEmpty() && !name.equals("USAGE")) {
        privileges.add(name);
      }
    }
    return privileges;
  }

  /// Capitals, but for the names of columns.
  private static String normal(String word) {
    String text = word.strip();
    int open = text.indexOf('(');
    String name = (open < 0 ? text : text.substring(0, open)).strip().toUpperCase(Locale.ROOT);
    String columns =
        open < 0
            ? ""
            : " (" + String.join(", ", columns(text.substring(open + 1).replace(")", ""))) + ")";
    return switch (name) {
      case "ALL" -> ALL;
      case "GRANT OPTION" -> "GRANT";
      case "BINLOG MONITOR" -> "REPLICATION CLIENT"; // MariaDB's name for it since 10.5
      case "REPLICATION REPLICA" -> "REPLICATION SLAVE";
      case "DELETE VERSIONING ROWS" -> "DELETE HISTORY";
      default -> name + columns;
    };
  }

  private static List<String> columns(String text) {
    List<String> columns = new ArrayList<>();
    for (String column : text.split(",")) {
      columns.add(column.strip().replace("`", ""));
    }
    return columns.stream().sorted(String.CASE_INSENSITIVE_ORDER).toList();
  }

  private static String bare(String target) {
    return target.replace("`", "").replace("\"", "").replace("\\_", "_");
  }

  /// The same with the names of columns in capitals too.
  Grants inCapitals() {
    Map<String, Set<String>> capitals = new LinkedHashMap<>();
    all.forEach(
        (target, privileges) -> {
          Set<String> raised = new LinkedHashSet<>();
          privileges.forEach(each -> raised.add(each.toUpperCase(Locale.ROOT)));
          capitals.put(target, raised);
        });
    return new Grants(capitals);
  }

  Set<String> at(String target) {
    return all.getOrDefault(target, Set.of());
  }

  /// What of these isn't here yet, by target.
  Grants missing(Grants wanted) {
    Map<String, Set<String>> missing = new LinkedHashMap<>();
    wanted.all.forEach(
        (target, privileges) -> {
          Set<String> open = new LinkedHashSet<>(privileges);
          Set<String> mine = at(target);
          open.removeAll(mine);
          if (mine.contains(ALL)) {
            open.removeIf(each -> !each.equals("GRANT"));
          }
          if (!open.isEmpty()) {
            missing.put(target, open);
          }
        });
    return new Grants(missing);
  }

  /// What is here and isn't among these, by target.
  Grants beyond(Grants wanted) {
    Map<String, Set<String>> beyond = new LinkedHashMap<>();
    all.forEach(
        (target, privileges) -> {
          Set<String> more = new LinkedHashSet<>(privileges);
          more.removeAll(wanted.at(target));
          if (wanted.at(target).contains(ALL)) {
            more.removeIf(each -> !each.equals("GRANT"));
          }
          if (!more.isEmpty()) {
            beyond.put(target, more);
          }
        });
    return new Grants(beyond);
  }

  /// These without those.
  Grants without(Grants others) {
    Map<String, Set<String>> left = new LinkedHashMap<>();
    all.forEach(
        (target, privileges) -> {
          Set<String> mine = new LinkedHashSet<>(privileges);
          mine.removeAll(others.at(target));
          left.put(target, mine);
        });
    return new Grants(left);
  }

  /// What is here and among these, by target.
  Grants shared(Grants others) {
    Map<String, Set<String>> shared = new LinkedHashMap<>();
    others.all.forEach(
        (target, privileges) -> {
          Set<String> both = new LinkedHashSet<>(privileges);
          both.removeIf(each -> !at(target).contains(each));
          if (!both.isEmpty()) {
            shared.put(target, both);
          }
        });
    return new Grants(shared);
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /// As a task asks for them: `shop.*:SELECT,INSERT/*.*:ALL,GRANT`.
  String asParameter() {
    List<String> entries = new ArrayList<>();
    all.forEach(
        (target, privileges) -> {
          List<String> words =
              privileges.stream().map(each -> each.equals(ALL) ? "ALL" : each).toList();
          if (!words.isEmpty()) {
            entries.add(target + ":" + String.join(",", words));
          }
        });
    return String.join("/", entries);
  }

  /// Statements that grant all this.
  List<String> granting(String account) {
    List<String> statements = new ArrayList<>();
    all.forEach(
        (target, privileges) ->
            statements.add(
                "GRANT %s ON %s TO %s%s"
                    .formatted(
                        words(privileges),
                        quoted(target),
                        account,
                        privileges.contains("GRANT") ? " WITH GRANT OPTION" : "")));
    return statements;
  }

  /// Statements that take all this away.
  List<String> revoking(String account) {
    List<String> statements = new ArrayList<>();
    all.forEach(
        (target, privileges) -> {
          if (privileges.contains("GRANT")) {
            statements.add("REVOKE GRANT OPTION ON %s FROM %s".formatted(quoted(target), account));
          }
          if (!privileges.equals(Set.of("GRANT"))) {
            statements.add(
                "REVOKE %s ON %s FROM %s".formatted(words(privileges), quoted(target), account));
          }
        });
    return statements;
  }

  private static String words(Set<String> privileges) {
    List<String> words = privileges.stream().filter(each -> !each.equals("GRANT")).toList();
    return words.isEmpty() ? "USAGE" : String.join(", ", words);
  }

  /// `db.table`, `FUNCTION db.name`, each name quoted.
  private static String quoted(String target) {
    String kind = target.replaceFirst("(?i)^((?:FUNCTION|PROCEDURE|TABLE) )?.*", "$1");
    List<String> names = new ArrayList<>();
    for (String name : target.substring(kind.length()).split("\\.", 2)) {
      names.add(name.equals("*") ? "*" : Sql.name(name));
    }
    return kind + String.join(".", names);
  }
}
