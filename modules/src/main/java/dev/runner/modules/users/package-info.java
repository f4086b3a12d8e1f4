/// Modules about the users and groups of a host.
@NullMarked
package dev.runner.modules.users;

import org.jspecify.annotations.NullMarked;
