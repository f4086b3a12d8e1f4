package dev.runner.modules.databases;

import dev.runner.module.Value;
import dev.runner.values.None;
import dev.runner.values.Python;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a task wants of one line of pg_hba.conf.
///
/// @param rule the rule; none for a line that only says something
/// @param present whether it is to be there
record HbaWish(Optional<HbaRule> rule, String comment, boolean present) {
  private static final Set<String> NAMES =
      Set.of(
          "address",
          "comment",
          "contype",
          "databases",
          "method",
          "netmask",
          "options",
          "state",
          "users");

  /// What one of many rules says, over what holds for all of them.
  static Map<String, String> over(Map<String, String> all, Map<String, Value> rule) {
    Map<String, String> words = new LinkedHashMap<>(all);
    boolean addressed = false;
    for (Map.Entry<String, Value> each : rule.entrySet()) {
      boolean isAddress = Set.of("address", "source", "src").contains(each.getKey());
      String name = isAddress ? "address" : each.getKey();
      if (!NAMES.contains(name)) {
        throw new HbaMistake("a rule has no '%s'".formatted(name));
      }
      if (isAddress && addressed) {
        throw new HbaMistake("address, source and src are aliases, only one is allowed");
      }
      addressed = addressed || isAddress;
      Object value = each.getValue().value();
      if (value == None.NONE) {
        words.remove(name);
      } else {
        words.put(name, Python.string(value));
      }
    }
    return words;
  }

  /// A wish for each database and each user.
  static List<HbaWish> of(Map<String, String> words) {
    String state = words.getOrDefault("state", "present");
    if (!state.equals("present") && !state.equals("absent")) {
      throw new HbaMistake("a rule is present or absent, not '%s'".formatted(state));
    }
    boolean present = state.equals("present");
    String said = words.getOrDefault("comment", "").strip();
    String comment = said.isEmpty() || said.startsWith("#") ? said : "#" + said;
    if (comment.contains("\n")) {
      throw new HbaMistake("a comment is one line");
    }
    String type = words.getOrDefault("contype", "");
    if (type.isEmpty()) {
      return comment.isEmpty()
          ? List.of()
          : List.of(new HbaWish(Optional.empty(), comment, present));
    }
    List<HbaWish> wishes = new ArrayList<>();
    for (String database : names("database", words.getOrDefault("databases", "all"))) {
      for (String user : names("users", words.getOrDefault("users", "all"))) {
        HbaRule rule =
            new HbaRule(
                type,
                database,
                user,
                source(type, words),
                words.getOrDefault("method", "md5"),
                HbaRule.options(HbaFile.words(words.getOrDefault("options", ""))),
                comment);
        wishes.add(new HbaWish(Optional.of(rule), comment, present));
      }
    }
    return wishes;
  }

  private static HbaSource source(String type, Map<String, String> words) {
    Optional<String> mask =
        Optional.ofNullable(words.get("netmask")).filter(text -> !text.isEmpty());
    return type.equals("local")
        ? HbaSource.LOCAL
        : HbaSource.of(words.getOrDefault("address", "samehost"), mask, true);
  }

  private static List<String> names(String what, String given) {
    List<String> names = given.startsWith("\"") ? List.of(given) : List.of(given.split(",", -1));
    for (String name : names) {
      if (name.contains("\n") || HbaFile.words(name).size() != 1 || name.startsWith("#")) {
        throw new HbaMistake("Invalid string for %s: %s".formatted(what, name));
      }
    }
    return names;
  }

  /// Makes the file so.
  ///
  /// @return what was done; empty if it is so
  Optional<String> change(HbaFile file) {
    return rule.map(each -> present ? file.put(each) : file.remove(each))
        .orElseGet(() -> file.comment(comment, present));
  }
}
