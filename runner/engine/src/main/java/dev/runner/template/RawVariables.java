package dev.runner.template;

import dev.runner.jinja.Variables;
import dev.runner.values.Text;
import dev.runner.values.Undefined;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Variables as they were written: templates in them aren't rendered yet.
public interface RawVariables {

  /// The value of a variable as it was written, or null if there is none.
  @Nullable Object raw(String name);

  /// The names of all variables that were written.
  Iterable<String> names();

  /// Whether a variable is a fact of the host that stands among variables by itself, though nobody
  /// has asked for that.
  default boolean isInjected(String name) {
    return false;
  }

  /// Names that a variable which nobody wrote may have; see [#assumed].
  default Set<String> assumable() {
    return Set.of();
  }

  /// What a variable is taken to be that nobody wrote; null for nothing.
  ///
  /// @param written these variables without any that are taken to be something
  default @Nullable Object assumed(String name, Supplier<Scope> written) {
    return null;
  }

  /// Hears of each secret text that enters a template.
  default void seen(Text secret) {}

  /// These variables without any that are taken to be something.
  default RawVariables written() {
    RawVariables all = this;
    return new RawVariables() {
      @Override
      public @Nullable Object raw(String name) {
        return all.raw(name);
      }

      @Override
      public void seen(Text secret) {
        all.seen(secret);
      }

      @Override
      public boolean isInjected(String name) {
        return all.isInjected(name);
      }

      @Override
      public Iterable<String> names() {
        return all.names();
      }
    };
  }

  /// These variables, hidden by others of the same name.
  default RawVariables under(Map<String, ?> over) {
    if (over.isEmpty()) {
      return this;
    }
    RawVariables below = this;
    return new RawVariables() {
      @Override
      public @Nullable Object raw(String name) {
        Object value = over.get(name);
        return value == null ? below.raw(name) : value;
      }

      @Override
      public @Nullable Object assumed(String name, Supplier<Scope> written) {
        return below.assumed(name, written);
      }

      @Override
      public Set<String> assumable() {
        return below.assumable();
      }

      @Override
      public void seen(Text secret) {
        below.seen(secret);
      }

      @Override
      public boolean isInjected(String name) {
        return !over.containsKey(name) && below.isInjected(name);
      }

      @Override
      public Iterable<String> names() {
        Set<String> all = new LinkedHashSet<>(over.keySet());
        below.names().forEach(all::add);
        return all;
      }
    };
  }

  /// Variables that stand in a map.
  static RawVariables of(Map<String, ?> values) {
    return new RawVariables() {
      @Override
      public @Nullable Object raw(String name) {
        return values.get(name);
      }

      @Override
      public Iterable<String> names() {
        return values.keySet();
      }
    };
  }

  /// Variables that are rendered already.
  static RawVariables of(Variables values) {
    return new RawVariables() {
      @Override
      public @Nullable Object raw(String name) {
        Object value = values.get(name);
        return value instanceof Undefined ? null : value;
      }

      @Override
      public Iterable<String> names() {
        return values.names();
      }
    };
  }

  /// Variables that stand in a map with keys of any kind.
  ///
  /// @param hearing hears of their secrets
  static RawVariables plain(Map<?, ?> values, RawVariables hearing) {
    return new RawVariables() {
      @Override
      public void seen(Text secret) {
        hearing.seen(secret);
      }

      @Override
      public @Nullable Object raw(String name) {
        return values.get(name);
      }

      @Override
      public Iterable<String> names() {
        Set<String> names = new LinkedHashSet<>();
        values.keySet().forEach(name -> names.add(name.toString()));
        return names;
      }
    };
  }
}
