/// Modules about users, names and services of a host.
@NullMarked
package dev.runner.modules.system;

import org.jspecify.annotations.NullMarked;
