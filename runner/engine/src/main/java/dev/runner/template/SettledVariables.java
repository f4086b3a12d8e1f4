package dev.runner.template;

import dev.runner.values.Text;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Variables of which some may still change before they are needed: those may not be looked at.
///
/// @param pending their names
record SettledVariables(RawVariables all, Set<String> pending) implements RawVariables {
  /// These show the variables of other hosts, or of this one by any name.
  private static final Set<String> WIDE = Set.of("hostvars", "vars");

  @Override
  public @Nullable Object raw(String name) {
    if (pending.contains(name) || WIDE.contains(name)) {
      throw new NotYet(name);
    }
    return all.raw(name);
  }

  @Override
  public @Nullable Object assumed(String name, Supplier<Scope> written) {
    return all.assumed(name, written);
  }

  @Override
  public boolean isInjected(String name) {
    return all.isInjected(name);
  }

  @Override
  public void seen(Text secret) {
    all.seen(secret);
  }

  @Override
  public Set<String> assumable() {
    return all.assumable();
  }

  @Override
  public Iterable<String> names() {
    if (!pending.isEmpty()) {
      throw new NotYet("the names of all variables");
    }
    return all.names();
  }
}
