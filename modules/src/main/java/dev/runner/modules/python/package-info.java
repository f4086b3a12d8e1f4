/// Packages of Python and their versions.
@NullMarked
package dev.runner.modules.python;

import org.jspecify.annotations.NullMarked;
