/// Connections that are tried more than once.
@NullMarked
package dev.runner.transport.retrying;

import org.jspecify.annotations.NullMarked;
