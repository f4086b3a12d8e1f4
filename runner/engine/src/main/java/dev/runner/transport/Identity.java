package dev.runner.transport;

import dev.runner.values.Secret;
import java.util.List;
import java.util.Optional;

/// Who runs something on a host: the user who logged in, or another one that he becomes.
public sealed interface Identity {

  /// The user who logged in.
  record Login() implements Identity {}

  /// Another user.
  ///
  /// @param method `sudo`, `su` or `doas`
  /// @param user a name
  /// @param executable the program, if not the method's own name
  /// @param flags its options instead of the usual ones
  /// @param directory where the login user goes before; with sudo only
  /// @param password what it may ask for; who has another one is another identity, as it may be
  ///   refused
  record Become(
      String method,
      String user,
      Optional<String> executable,
      List<String> flags,
      Optional<String> directory,
      Optional<Secret> password)
      implements Identity {
    public Become {
      flags = List.copyOf(flags);
    }
  }
}
