/// Filters of numbers and units.
@NullMarked
package dev.runner.template.number;

import org.jspecify.annotations.NullMarked;
