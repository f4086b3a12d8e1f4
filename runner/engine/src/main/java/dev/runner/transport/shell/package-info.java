/// Persistent shells on a host: a pool for each identity, frames that keep answers apart, user
/// commands in process groups of their own. Knows nothing of the way the host is reached.
@NullMarked
package dev.runner.transport.shell;

import org.jspecify.annotations.NullMarked;
