package dev.runner.jinja;

import dev.runner.values.PythonException;
import org.jspecify.annotations.Nullable;

/// Filters and tests beyond those that are registered, found by names that aren't.
public interface Others {
  /// None at all.
  Others NONE =
      new Others() {
        @Override
        public @Nullable Filter filter(String name) {
          return null;
        }

        @Override
        public @Nullable Check test(String name) {
          return null;
        }
      };

  /// The filter of this name, or null.
  ///
  /// @throws PythonException if the name is known, but leads nowhere
  @Nullable Filter filter(String name);

  /// The test of this name, or null.
  ///
  /// @throws PythonException if the name is known, but leads nowhere
  @Nullable Check test(String name);
}
