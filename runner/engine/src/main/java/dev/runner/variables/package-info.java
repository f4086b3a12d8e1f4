/// Who sets a variable, who wins, and where a value came from.
@NullMarked
package dev.runner.variables;

import org.jspecify.annotations.NullMarked;
