/// Connections and shells that tell what is done on hosts, for who looks for the reason of a
/// trouble.
@NullMarked
package dev.runner.transport.traced;

import org.jspecify.annotations.NullMarked;
