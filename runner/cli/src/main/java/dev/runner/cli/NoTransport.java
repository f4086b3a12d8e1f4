package dev.runner.cli;

import dev.runner.source.DidYouMean;
import dev.runner.transport.ConnectException;
import dev.runner.transport.Connection;
import dev.runner.transport.Target;
import dev.runner.transport.Transport;
import java.util.Collection;

/// A kind of connection that there isn't: nobody gets to a host by it.
///
/// @param name as it was written
/// @param known the kinds that there are
record NoTransport(String name, Collection<String> known) implements Transport {

  @Override
  public Connection connect(Target target) throws ConnectException {
    String hint = DidYouMean.hint(name, known);
    throw new ConnectException(
        ConnectException.Kind.OPTION,
        "there is no connection '%s'; %s"
            .formatted(name, hint.isEmpty() ? "it is one of " + String.join(", ", known) : hint));
  }

  @Override
  public void close() {}
}
