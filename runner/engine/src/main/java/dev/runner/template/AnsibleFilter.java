package dev.runner.template;

import dev.runner.jinja.Arguments;
import dev.runner.jinja.Filter;
import dev.runner.jinja.Rendering;
import dev.runner.template.call.Call;
import dev.runner.template.ports.Ports;
import java.util.Set;

/// A filter of Ansible's by its name.
///
/// @param acceptsUndefined whether it wants to see undefined values
record AnsibleFilter(Family family, String name, boolean acceptsUndefined, Ports ports)
    implements Filter {
  /// They do something with what is encrypted, or with its kind.
  private static final Set<String> TAKE_LOCKED = Set.of("type_debug", "unvault");

  @Override
  public boolean acceptsLocked() {
    return TAKE_LOCKED.contains(name);
  }

  @Override
  public Object apply(Object value, Arguments arguments, Rendering rendering) {
    Scope.inTurn(rendering, name);
    return family.apply(new Call(name, value, arguments, rendering, ports));
  }
}
