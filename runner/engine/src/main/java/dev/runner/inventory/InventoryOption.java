package dev.runner.inventory;

import dev.runner.source.Sources;
import dev.runner.source.Yaml;

/// Options of inventory plugins that are true or false.
enum InventoryOption {
  STRICT(false),
  USE_EXTRA_VARS(false),
  USE_VARS_PLUGINS(false),
  LEADING_SEPARATOR(true);

  private final boolean byDefault;

  InventoryOption(boolean byDefault) {
    this.byDefault = byDefault;
  }

  /// What the settings of a plugin say.
  boolean isSet(Yaml.Mapping settings, Sources sources) {
    return settings
        .get(name().toLowerCase(java.util.Locale.ROOT))
        .map(sources::value)
        .map(value -> Boolean.TRUE.equals(value) || value.toString().matches("(?i)yes|true|on|1"))
        .orElse(byDefault);
  }
}
