/// Compares versions, as the test `version` does.
@NullMarked
package dev.runner.template.version;

import org.jspecify.annotations.NullMarked;
