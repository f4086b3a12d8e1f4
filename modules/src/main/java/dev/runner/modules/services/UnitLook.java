package dev.runner.modules.services;

import dev.runner.module.Command;
import dev.runner.module.Foretold;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Probe;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// What systemd says of one unit, and what it would say once something was done about it.
///
/// @param unit its name, with its ending
/// @param scope an option of `systemctl`, or empty
/// @param enabled the word of `systemctl is-enabled`
/// @param isEnabled whether that ends with 0; of a unit that is enabled by means of others
///   (`indirect`), whether one of them is
/// @param properties those of `systemctl show`
record UnitLook(
    String unit, String scope, String enabled, boolean isEnabled, Map<String, Object> properties) {
  private static final String SCRIPT =
      """
      command -v systemctl >/dev/null || exit 0
      : "${XDG_RUNTIME_DIR:=/run/user/$(id -u)}"
      export XDG_RUNTIME_DIR
      e=$(systemctl $2 --full is-enabled -- "$1" 2>/dev/null)
      r=$? word= links=
      printf '%s\\n' "$e" | {
        while IFS= read -r l; do
          case $l in " "*) links=linked ;; *) word=$l ;; esac
        done
        echo "$r $word $links"
      }
      systemctl $2 show -- "$1" 2>/dev/null
      true
      """;

  UnitLook {
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
  }

  /// Of no unit.
  static UnitLook none() {
    return new UnitLook("", "", "", false, Map.of());
  }

  /// Asks, of whatever has the name with the ending that systemd takes for granted.
  static Pending<UnitLook> ask(Probe host, String name, String scope) {
    if (name.isEmpty()) {
      return UnitLook::none;
    }
    String unit = named(name);
    Pending<Output> output = host.lookLater(question(unit, scope));
    return () -> read(unit, scope, output.get().lines());
  }

  /// The name with the ending that systemd takes for granted.
  static String named(String name) {
    return name.matches(
            ".*\\.(service|socket|device|mount|automount|swap|target|path|timer|slice|scope)")
        ? name
        : name + ".service";
  }

  private static Command question(String unit, String scope) {
    return Command.of("sh", "-c", SCRIPT, "unit", unit, scope);
  }

  private static UnitLook read(String unit, String scope, List<String> lines) {
    if (lines.isEmpty()) {
      return new UnitLook(unit, scope, "", false, Map.of());
    }
    List<String> first = List.of(lines.getFirst().split(" "));
    String word = first.size() > 1 ? first.get(1) : "";
    boolean isEnabled = word.equals("indirect") ? first.size() > 2 : first.getFirst().equals("0");
    return new UnitLook(unit, scope, word, isEnabled, properties(lines.subList(1, lines.size())));
  }

  /// A value in braces may go over several lines.
  private static Map<String, Object> properties(List<String> lines) {
    Map<String, Object> all = new LinkedHashMap<>();
    String key = "";
    for (String line : lines) {
      boolean open =
          all.get(key) instanceof String text && text.startsWith("{") && !text.endsWith("}");
      int equals = line.indexOf('=');
      if (open || equals <= 0) {
        all.computeIfPresent(key, (name, text) -> text + "\n" + line);
      } else {
        key = line.substring(0, equals);
        all.put(key, line.substring(equals + 1));
      }
    }
    return all;
  }

  String property(String key) {
    return properties.getOrDefault(key, "").toString();
  }

  /// It runs, or does no more.
  UnitLook active(boolean runs) {
    return having(
        Map.of(
            "LoadState", property("LoadState").equals("masked") ? "masked" : "loaded",
            "ActiveState", runs ? "active" : "inactive",
            "SubState", runs ? "running" : "dead"));
  }

  /// It is started with the host, or is no more.
  UnitLook startedWithTheHost(boolean enable) {
    String word = enable ? "enabled" : "disabled";
    UnitLook set = having(Map.of("LoadState", "loaded", "UnitFileState", word));
    return new UnitLook(unit, scope, word, enable, set.properties);
  }

  /// Nothing may start it.
  UnitLook masked() {
    UnitLook set = having(Map.of("LoadState", "masked", "UnitFileState", "masked"));
    return new UnitLook(unit, scope, "masked", false, set.properties);
  }

  private UnitLook having(Map<String, Object> changes) {
    Map<String, Object> all = new LinkedHashMap<>(properties);
    all.putAll(changes);
    return new UnitLook(unit, scope, enabled, isEnabled, all);
  }

  /// That systemd will say this, under each name of the unit.
  List<Foretold> foretold() {
    String enabledness =
        "%s %s%s".formatted(isEnabled ? 0 : 1, enabled, isEnabled ? " linked" : "");
    List<String> lines = new ArrayList<>(List.of(enabledness));
    properties.forEach((key, value) -> lines.add(key + "=" + value));
    Output output = Output.of(0, String.join("\n", lines), "");
    return names()
        .map(name -> (Foretold) new Foretold.Says(words(question(name, scope)), false, output))
        .toList();
  }

  /// That nobody knows what systemd will say of it.
  List<Foretold> untold() {
    return names()
        .map(name -> (Foretold) new Foretold.Untold(words(question(name, scope))))
        .toList();
  }

  private Stream<String> names() {
    Set<String> names = new LinkedHashSet<>(List.of(unit));
    names.addAll(List.of(property("Names").split(" ")));
    return names.stream().filter(name -> !name.isEmpty());
  }

  private static List<String> words(Command command) {
    return command.words().stream().map(text -> text.value()).toList();
  }
}
