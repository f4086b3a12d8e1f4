/// Modules about how hosts know and reach each other.
@NullMarked
package dev.runner.modules.network;

import org.jspecify.annotations.NullMarked;
