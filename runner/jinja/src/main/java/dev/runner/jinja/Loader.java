package dev.runner.jinja;

import org.jspecify.annotations.Nullable;

/// Finds the templates that others extend, include and import.
@FunctionalInterface
public interface Loader {

  /// The text of a template.
  ///
  /// @param name as the template says it
  /// @param from the name of the template that asks
  /// @return null if there is no such template
  @Nullable Source load(String name, String from);

  /// A template's text.
  ///
  /// @param name how errors name it, and what the templates that it loads are relative to
  /// @param text the characters
  record Source(String name, String text) {}

  /// Finds nothing.
  Loader NONE =
      new Loader() {
        @Override
        public @Nullable Source load(String name, String from) {
          return null;
        }
      };
}
