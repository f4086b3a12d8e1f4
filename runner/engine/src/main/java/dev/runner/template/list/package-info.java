/// Filters and lookups of lists and dicts.
@NullMarked
package dev.runner.template.list;

import org.jspecify.annotations.NullMarked;
