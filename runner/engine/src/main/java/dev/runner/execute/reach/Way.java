package dev.runner.execute.reach;

import dev.runner.inventory.Inventory;
import dev.runner.transport.Target;
import java.util.Locale;

/// How to get to a host.
///
/// @param connection `ssh`, `openssh`, `local`
public record Way(String connection, Target target) {

  /// Whether the host is the control machine itself.
  public boolean isLocal() {
    return connection.equals("local");
  }

  /// What all ways to the same machine have in common, as far as they say so: the address; empty
  /// for the control machine.
  String machine() {
    String address = target.address().toLowerCase(Locale.ROOT);
    return isLocal() || Inventory.LOCAL.contains(address) ? "" : address;
  }
}
