/// Digests of texts.
@NullMarked
package dev.runner.template.digest;

import org.jspecify.annotations.NullMarked;
