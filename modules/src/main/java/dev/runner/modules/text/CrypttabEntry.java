package dev.runner.modules.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A line of `/etc/crypttab` (crypttab(5)): name, device, password, options.
///
/// @param password `none` where a line ends before it
/// @param options by name, with what stands behind `=`, if anything does
record CrypttabEntry(
    String name, String device, String password, Map<String, Optional<String>> options) {

  /// The entry of a line; none of an empty one, a comment, or one without a device.
  static Optional<CrypttabEntry> parse(String line) {
    String text = line.strip();
    String[] words = text.split("\\s+", 4);
    return text.startsWith("#") || words.length < 2
        ? Optional.empty()
        : Optional.of(
            new CrypttabEntry(
                words[0],
                words[1],
                words.length > 2 ? words[2] : "",
                words.length > 3 ? options(words[3]) : Map.of()));
  }

  /// Options between commas.
  static Map<String, Optional<String>> options(String text) {
    Map<String, Optional<String>> options = new LinkedHashMap<>();
    for (String option : text.strip().split(",")) {
      int equals = option.indexOf('=');
      if (!option.isBlank()) {
        options.put(
            equals < 0 ? option.strip() : option.substring(0, equals).strip(),
            equals < 0 ? Optional.empty() : Optional.of(option.substring(equals + 1).strip()));
      }
    }
    return options;
  }

  CrypttabEntry with(Map<String, Optional<String>> more) {
    Map<String, Optional<String>> all = new LinkedHashMap<>(options);
    all.putAll(more);
    return new CrypttabEntry(name, device, password, all);
  }

  CrypttabEntry without(Map<String, Optional<String>> fewer) {
    Map<String, Optional<String>> all = new LinkedHashMap<>(options);
    all.keySet().removeAll(fewer.keySet());
    return new CrypttabEntry(name, device, password, all);
  }

  /// The line that says so.
  String line() {
    List<String> written =
        options.entrySet().stream()
            .map(each -> each.getKey() + each.getValue().map("="::concat).orElse(""))
            .toList();
    String secret = password.isEmpty() && !written.isEmpty() ? "none" : password;
    return (name + " " + device + " " + secret + " " + String.join(",", written)).stripTrailing();
  }
}
