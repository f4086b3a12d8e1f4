package dev.runner.jinja;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the templates that others extend, include and import.
@FunctionalInterface
public interface Loader {

  /// The text of a template.
  ///
  /// @param name as the template says it
  /// @param from the name of the template that asks
  /// @param variables those of that template
  /// @return null if there is no such template
  @Nullable Source load(String name, String from, Variables variables);

  /// Where it looks, in order, for the message that there is no such template.
  ///
  /// @param variables those of the template that asks
  default List<String> searched(Variables variables) {
    return List.of();
  }

  /// A template's text.
  ///
  /// @param name how errors name it, and what the templates that it loads are relative to
  /// @param text the characters
  record Source(String name, String text) {}

  /// Finds nothing.
  Loader NONE =
      new Loader() {
        @Override
        public @Nullable Source load(String name, String from, Variables variables) {
          return null;
        }
      };
}
