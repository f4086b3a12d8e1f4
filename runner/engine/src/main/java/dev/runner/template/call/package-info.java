/// One use of a filter, test or lookup.
@NullMarked
package dev.runner.template.call;

import org.jspecify.annotations.NullMarked;
