/// Ways to a host: run programs there, as whichever user, and move bytes. The only place that
/// reveals a secret.
@NullMarked
package dev.runner.transport;

import org.jspecify.annotations.NullMarked;
