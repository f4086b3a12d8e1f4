/// Filters and tests of texts.
@NullMarked
package dev.runner.template.text;

import org.jspecify.annotations.NullMarked;
