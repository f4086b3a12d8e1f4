package dev.runner.template;

import dev.runner.jinja.Arguments;
import dev.runner.jinja.Check;
import dev.runner.jinja.Rendering;
import dev.runner.template.call.Call;
import dev.runner.template.ports.Ports;

/// A test of Ansible's by its name.
record AnsibleTest(TestFamily family, String name, Ports ports) implements Check {

  @Override
  public boolean acceptsLocked() {
    return name.equals("vault_encrypted");
  }

  @Override
  public boolean test(Object value, Arguments arguments, Rendering rendering) {
    return family.test(new Call(name, value, arguments, rendering, ports));
  }
}
