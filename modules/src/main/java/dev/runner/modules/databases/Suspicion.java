package dev.runner.modules.databases;

import dev.runner.module.BadParameter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a task that doesn't trust its own words (`trust_input: false`) makes of them: one that
/// looks as if it were to break out of its quotes and bring a statement along is refused, though
/// all words are quoted. It is for playbooks that want to hear of such words.
///
/// @param trusting whether all words are let through
record Suspicion(boolean trusting) {
  /// A quote, and after it another statement or a comment up to the end; or another question.
  private static final Pattern SMUGGLES =
      Pattern.compile(
          "['\"]\\s*;\\s*[a-z]{2,}|['\"].*--|\\bunion\\s+(all\\s+|distinct\\s+)?select\\b",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /// Refuses the parameter if its value is suspicious.
  Suspicion of(String parameter, String value) {
    if (!trusting && SMUGGLES.matcher(value).find()) {
      throw new BadParameter(
          parameter, "Passed input '%s' is potentially dangerous".formatted(value));
    }
    return this;
  }

  /// Refuses the parameter if it is given and suspicious.
  Suspicion of(String parameter, Optional<String> value) {
    return value.map(given -> of(parameter, given)).orElse(this);
  }

  /// Refuses the parameter if one of its values is suspicious.
  Suspicion of(String parameter, List<String> values) {
    values.forEach(value -> of(parameter, value));
    return this;
  }

  /// Refuses the role of the session if it is suspicious.
  Suspicion of(PostgresqlLogin login) {
    return of("session_role", login.sessionRole());
  }
}
