/// Modules about packages of the system, and what they share.
@NullMarked
package dev.runner.modules.packages;

import org.jspecify.annotations.NullMarked;
