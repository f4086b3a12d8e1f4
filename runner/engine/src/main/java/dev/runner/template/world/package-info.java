/// Lookups of what is outside: environment, commands, pages, inventory.
@NullMarked
package dev.runner.template.world;

import org.jspecify.annotations.NullMarked;
