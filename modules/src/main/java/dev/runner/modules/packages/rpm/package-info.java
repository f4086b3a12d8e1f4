/// Modules about the packages of Fedora and its relatives.
@NullMarked
package dev.runner.modules.packages.rpm;

import org.jspecify.annotations.NullMarked;
