/// Modules that say, check or remember something, and change nothing on a host.
@NullMarked
package dev.runner.modules.control;

import org.jspecify.annotations.NullMarked;
