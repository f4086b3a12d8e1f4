/// Modules that work with Subversion.
@NullMarked
package dev.runner.modules.subversion;

import org.jspecify.annotations.NullMarked;
