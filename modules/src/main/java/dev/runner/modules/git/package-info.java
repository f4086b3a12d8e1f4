/// Checkouts of git repositories.
@NullMarked
package dev.runner.modules.git;

import org.jspecify.annotations.NullMarked;
