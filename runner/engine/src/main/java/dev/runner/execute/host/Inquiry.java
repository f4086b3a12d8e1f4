package dev.runner.execute.host;

import dev.runner.transport.ConnectException;
import dev.runner.transport.Script;
import java.util.Collection;
import java.util.List;

/// Questions that are asked together, as one part of a script.
interface Inquiry {

  /// The part of the script.
  ///
  /// @param nonce text that nothing on the host holds
  Script body(String nonce);

  /// Whether it runs in the script's own shell: it never ends that, and leaves nothing behind in it
  /// but variables.
  default boolean isTame() {
    return false;
  }

  /// The functions of the library that it calls.
  Collection<String> functions();

  /// Reads the answers.
  ///
  /// @return what has to be asked again, in another script
  List<Inquiry> take(Block block, String nonce) throws ConnectException;
}
