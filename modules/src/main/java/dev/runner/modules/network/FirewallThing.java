package dev.runner.modules.network;

import java.util.Optional;

/// What a zone of firewalld accepts, blocks or does.
///
/// @param option as it stands in options of `firewall-cmd`: `service` of `--add-service`
/// @param value what stands behind it; empty of a switch
/// @param given of a switch, whether it is to be on
/// @param name what messages call it
record FirewallThing(String option, String value, Optional<Boolean> given, String name) {

  /// One that is called as its option.
  static FirewallThing valued(String option, String value) {
    return new FirewallThing(option, value, Optional.empty(), option);
  }

  /// The option that adds it, removes it or asks for it. An interface leaves another zone for this
  /// one.
  String word(String act) {
    String doing = option.equals("interface") && act.equals("add") ? "change" : act;
    return "--%s-%s%s".formatted(doing, option, value.isEmpty() ? "" : "=" + value);
  }

  String phrase() {
    return value.isEmpty() ? name : name + " " + value;
  }
}
