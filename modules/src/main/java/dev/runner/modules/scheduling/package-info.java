/// Modules about what a host does at its own times.
@NullMarked
package dev.runner.modules.scheduling;

import org.jspecify.annotations.NullMarked;
