/// Hosts and groups: read from files, directories, scripts and the command line; chosen by
/// patterns.
@NullMarked
package dev.runner.inventory;

import org.jspecify.annotations.NullMarked;
