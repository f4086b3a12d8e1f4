/// Finds the catalogs of modules, and binds the YAML of a task to a module's record.
@NullMarked
package dev.runner.catalog;

import org.jspecify.annotations.NullMarked;
