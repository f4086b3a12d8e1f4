/// Filters and tests of any value: truth, marks, results.
@NullMarked
package dev.runner.template.value;

import org.jspecify.annotations.NullMarked;
