package dev.runner.cli;

import dev.runner.configuration.Configuration;
import dev.runner.configuration.Option;
import dev.runner.jinja.Language;
import dev.runner.variables.FactCache;
import java.time.Duration;

/// What keeps facts from one run to the next, as the configuration says.
final class GivenFactCache {
  private GivenFactCache() {}

  /// @throws BadOptions if there is no such cache
  static FactCache of(Configuration configuration, Language language) {
    String kind = configuration.text(Option.FACT_CACHING).orElse("memory");
    return switch (kind.replaceFirst("^ansible\\.builtin\\.", "")) {
      case "memory" -> FactCache.NONE;
      case "jsonfile" ->
          new FactFiles(
              configuration
                  .path(Option.FACT_CACHING_CONNECTION)
                  .orElseThrow(
                      () ->
                          new BadOptions(
                              "fact_caching = jsonfile needs fact_caching_connection, a"
                                  + " directory")),
              configuration.text(Option.FACT_CACHING_PREFIX).orElse(""),
              language == Language.ANSIBLE_2_14,
              Duration.ofSeconds(configuration.number(Option.FACT_CACHING_TIMEOUT)));
      default ->
          throw new BadOptions(
              "%s: facts are kept in memory or by jsonfile, not by '%s'"
                  .formatted(configuration.setting(Option.FACT_CACHING).from(), kind));
    };
  }
}
