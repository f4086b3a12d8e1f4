/// Modules about the packages of Debian and its descendants.
@NullMarked
package dev.runner.modules.packages.apt;

import org.jspecify.annotations.NullMarked;
