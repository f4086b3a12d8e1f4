/// Modules that see to databases by the host's own clients.
@NullMarked
package dev.runner.modules.databases;

import org.jspecify.annotations.NullMarked;
