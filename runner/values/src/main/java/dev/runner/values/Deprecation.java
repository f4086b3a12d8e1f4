package dev.runner.values;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What works, and won't in a later release of ansible-core or of a collection. Results tell of it
/// in the form of ansible-core 2.19 and later; whoever asks for it is shown it.
///
/// @param sentence what is deprecated, as it is said
/// @param help what to use instead; may be empty
/// @param version the release without it; empty if nobody says
/// @param date the day after which releases are without it; empty if nobody says
/// @param by the collection, or plugin with its collection, that says so; empty if nobody knows
/// @param where file:line:column of its use, or the file alone; empty if that isn't known
public record Deprecation(
    String sentence, String help, String version, String date, String by, String where) {
  private static final String CORE = "ansible.builtin";

  /// What ansible-core itself gives up.
  public static Deprecation ofCore(
      String sentence, String help, String version, @Nullable Origin origin) {
    return new Deprecation(
        sentence, help, version, "", CORE, origin == null ? "" : origin.toString());
  }

  /// What a module says in its result: a mapping with `msg`, or (from ansible-core 2.19 on) with an
  /// `event` that has it; or the sentence alone.
  public static Deprecation said(Object said) {
    if (!(said instanceof Map<?, ?> map)) {
      return new Deprecation(Python.string(said), "", "", "", "", "");
    }
    Map<?, ?> event = map.get("event") instanceof Map<?, ?> inner ? inner : map;
    String by =
        map.get("deprecator") instanceof Map<?, ?> who
            ? text(who, "resolved_name")
            : text(map, "collection_name");
    return new Deprecation(
        text(event, "msg"),
        text(event, "help_text"),
        text(map, "version"),
        text(map, "date"),
        by,
        "");
  }

  private static String text(Map<?, ?> map, String name) {
    Object value = map.get(name);
    return value == null || value == None.NONE ? "" : Python.string(value);
  }

  /// As it stands in `deprecations` of a result.
  public Map<String, Object> told() {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("msg", sentence);
    if (!version.isEmpty()) {
      told.put("version", version);
    }
    if (!date.isEmpty()) {
      told.put("date", date);
    }
    Map<String, Object> who = new LinkedHashMap<>();
    who.put("resolved_name", by);
    who.put("type", plugin().isEmpty() ? None.NONE : "module");
    told.put("deprecator", by.isEmpty() ? None.NONE : who);
    told.put("collection_name", by.isEmpty() ? None.NONE : collection());
    return told;
  }

  private String collection() {
    return by.replaceFirst("^([^.]+[.][^.]+)[.].*$", "$1");
  }

  /// The module of the collection that says so.
  private String plugin() {
    return by.matches("[^.]+[.][^.]+[.].+") ? by.substring(by.lastIndexOf('.') + 1) : "";
  }

  /// The whole of it, but for the place and the help.
  public String line() {
    String text = sentence.endsWith(".") || sentence.endsWith("!") ? sentence : sentence + ".";
    return text + " This feature will be removed " + when() + ".";
  }

  private String when() {
    if (by.isEmpty()) {
      return "in the future";
    }
    String all = collection().equals(CORE) ? "ansible-core" : "collection '" + collection() + "'";
    String from = plugin().isEmpty() ? all : "module '%s' in %s".formatted(plugin(), all);
    if (!date.isEmpty()) {
      return "from " + from + " in a release after " + date;
    }
    return "from " + from + (version.isEmpty() ? " in the future" : " version " + version);
  }

  /// The same of a use at this place.
  public Deprecation at(@Nullable Origin origin) {
    return new Deprecation(
        sentence, help, version, date, by, origin == null ? "" : origin.toString());
  }

  /// The same without secrets.
  public Deprecation masked(UnaryOperator<String> mask) {
    return new Deprecation(mask.apply(sentence), mask.apply(help), version, date, by, where);
  }
}
