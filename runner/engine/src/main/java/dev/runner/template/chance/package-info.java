/// Python's random numbers.
@NullMarked
package dev.runner.template.chance;

import org.jspecify.annotations.NullMarked;
