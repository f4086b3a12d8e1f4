package dev.runner.transport.ssh.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What was read for one host so far: of each option the first value, or all of them where OpenSSH
/// adds them up.
final class Options {
  private final Map<String, List<Setting>> settings = new LinkedHashMap<>();
  private final List<String> ignoreUnknown = new ArrayList<>();

  /// Takes an option unless it is there already.
  void take(Line line) throws OptionException {
    Optional<OptionTable.Entry> known = OptionTable.find(line.keyword());
    if (known.isEmpty()) {
      if (Pattern.fitsAny(ignoreUnknown, line.keyword())) {
        return;
      }
      throw new OptionException(
          "%s: OpenSSH has no option %s. Correct its name, or name it in IgnoreUnknown before it."
              .formatted(line.where(), line.keyword()));
    }
    OptionTable.Entry entry = known.get();
    Setting setting = setting(entry.name(), line);
    if (entry.name().equals("IgnoreUnknown")) {
      if (ignoreUnknown.isEmpty()) {
        ignoreUnknown.addAll(List.of(setting.value().split(",")));
      }
      return;
    }
    if (entry.use() != OptionTable.Use.HARMLESS) {
      add(setting);
    }
  }

  private static Setting setting(String name, Line line) throws OptionException {
    List<String> words =
        OptionTable.takesRest(name) ? List.of(line.rest()) : Words.of(line.rest(), line.where());
    if (words.isEmpty() || (words.size() == 1 && words.getFirst().isEmpty())) {
      throw new OptionException("%s: %s lacks its value.".formatted(line.where(), name));
    }
    return new Setting(name, words, line.where());
  }

  private void add(Setting setting) {
    String name = setting.name();
    // these two exclude each other: whichever comes first
    String rival =
        switch (name) {
          case "ProxyJump" -> "ProxyCommand";
          case "ProxyCommand" -> "ProxyJump";
          default -> "";
        };
    if (settings.containsKey(rival)) {
      return;
    }
    if (OptionTable.accumulates(name)) {
      settings.computeIfAbsent(name, key -> new ArrayList<>()).add(setting);
    } else {
      settings.putIfAbsent(name, List.of(setting));
    }
  }

  /// All values of an option.
  List<Setting> all(String name) {
    return settings.getOrDefault(name, List.of());
  }

  /// The first value of an option.
  Optional<Setting> first(String name) {
    return all(name).stream().findFirst();
  }

  /// The first option that matters and that we can't honour.
  Optional<Setting> unsupported() {
    for (List<Setting> values : settings.values()) {
      Setting setting = values.getFirst();
      boolean unsupported =
          OptionTable.find(setting.name())
              .filter(entry -> entry.use() == OptionTable.Use.UNSUPPORTED)
              .isPresent();
      if (unsupported && !OptionTable.switchesOff(setting)) {
        return Optional.of(setting);
      }
    }
    return Optional.empty();
  }
}
