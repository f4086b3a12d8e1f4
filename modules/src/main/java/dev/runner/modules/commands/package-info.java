/// Modules that run what the user wrote.
@NullMarked
package dev.runner.modules.commands;

import org.jspecify.annotations.NullMarked;
