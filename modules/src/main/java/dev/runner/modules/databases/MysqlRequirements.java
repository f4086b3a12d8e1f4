package dev.runner.modules.databases;

import dev.runner.values.Json;
import dev.runner.values.None;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an account is bound to besides its password: TLS, limits, a password that expires, a lock,
/// attributes.
///
/// @param made the statement that makes the account as it is; empty if there is none
record MysqlRequirements(MysqlUser task, String made) {
  private static final Pattern ATTRIBUTE = Pattern.compile(" ATTRIBUTE '((?:[^'\\\\]|\\\\.|'')*)'");
  private static final Pattern EXPIRES =
      Pattern.compile(" PASSWORD EXPIRE( NEVER| DEFAULT| INTERVAL [0-9]+ DAY)?");

  /// What has to be said when the account is made.
  String all() {
    return tls()
        + limits()
        + lock().filter(" ACCOUNT LOCK"::equals).orElse("")
        + expires().orElse("")
        + attribute();
  }

  /// What has to be said to change the account, each behind what a result says of it.
  Map<String, String> changes() {
    Map<String, String> changes = new LinkedHashMap<>();
    if (!task.tlsRequires().isEmpty() && !wantedTls().equals(capitals(MysqlUsers.tls(made)))) {
      changes.put("TLS requires updated", tls());
    }
    if (task.resourceLimits().entrySet().stream().anyMatch(this::isOther)) {
      changes.put("Resource limits updated", limits());
    }
    expires()
        .filter(wanted -> !expiresSo(wanted))
        .ifPresent(words -> changes.put("Password expiration updated", words));
    lock()
        .filter(_ -> task.locked().orElseThrow() != made.contains(" ACCOUNT LOCK"))
        .ifPresent(
            words -> changes.put(task.locked().get() ? "User locked" : "User unlocked", words));
    if (!attributes().equals(attributesNow())) {
      changes.put("Attributes updated", attribute());
    }
    return changes;
  }

  private static Map<String, Object> capitals(Map<String, Object> tls) {
    Map<String, Object> all = new LinkedHashMap<>();
    tls.forEach((name, value) -> all.put(name.toUpperCase(Locale.ROOT), value));
    return all;
  }

  /// SSL and X509 stand alone.
  private Map<String, Object> wantedTls() {
    Map<String, Object> wanted = new LinkedHashMap<>();
    task.tlsRequires()
        .forEach(
            (name, value) -> {
              boolean alone = value.value() == None.NONE || !MysqlUser.DETAILS.contains(name);
              wanted.put(name.toUpperCase(Locale.ROOT), alone ? "" : Sql.plain(value.value()));
            });
    return wanted;
  }

  private String tls() {
    List<String> words = new ArrayList<>();
    wantedTls()
        .forEach(
            (name, value) ->
                words.add(
                    MysqlUser.DETAILS.contains(name)
                        ? name + " " + Sql.text(Sql.plain(value))
                        : name));
    return words.isEmpty() ? "" : " REQUIRE " + String.join(" AND ", words);
  }

  private boolean isOther(Map.Entry<String, Integer> limit) {
    return !made.toUpperCase(Locale.ROOT)
        .matches(
            "(?s).*\\b%s %d\\b.*"
                .formatted(limit.getKey().toUpperCase(Locale.ROOT), limit.getValue()));
  }

  private String limits() {
    List<String> words = new ArrayList<>();
    task.resourceLimits()
        .forEach((name, value) -> words.add(name.toUpperCase(Locale.ROOT) + " " + value));
    return words.isEmpty() ? "" : " WITH " + String.join(" ", words);
  }

  private Optional<String> lock() {
    return task.locked().map(locked -> locked ? " ACCOUNT LOCK" : " ACCOUNT UNLOCK");
  }

  private Optional<String> expires() {
    return task.passwordExpire()
        .map(
            when ->
                " PASSWORD EXPIRE"
                    + switch (when) {
                      case NOW -> "";
                      case NEVER -> " NEVER";
                      case DEFAULT -> " DEFAULT";
                      case INTERVAL ->
                          " INTERVAL %d DAY".formatted(task.passwordExpireInterval().orElseThrow());
                    });
  }

  /// A password that has expired is told beside the rule by which the next one will.
  private boolean expiresSo(String wanted) {
    String rule = " PASSWORD EXPIRE DEFAULT";
    boolean expired = false;
    for (Matcher said = EXPIRES.matcher(made); said.find(); ) {
      if (said.group(1) == null) {
        expired = true;
      } else {
        rule = said.group();
      }
    }
    return wanted.equals(" PASSWORD EXPIRE") ? expired : wanted.equals(rule);
  }

  private String attribute() {
    Map<String, Object> given = new LinkedHashMap<>();
    task.attributes().forEach((name, value) -> given.put(name, value.value()));
    return given.isEmpty() ? "" : " ATTRIBUTE " + Sql.text(Json.line(given));
  }

  /// The attributes that the account will have: what is null goes.
  Map<String, Object> attributes() {
    Map<String, Object> all = new LinkedHashMap<>(attributesNow());
    task.attributes()
        .forEach(
            (name, value) -> {
              if (value.value() == None.NONE) {
                all.remove(name);
              } else {
                all.put(name, value.value());
              }
            });
    return all;
  }

  private Map<String, Object> attributesNow() {
    Map<String, Object> now = new LinkedHashMap<>();
    Matcher said = ATTRIBUTE.matcher(made);
    if (said.find() && Json.parse(Sql.unquoted(said.group(1))) instanceof Map<?, ?> map) {
      map.forEach((name, value) -> now.put(String.valueOf(name), value));
    }
    return now;
  }
}
