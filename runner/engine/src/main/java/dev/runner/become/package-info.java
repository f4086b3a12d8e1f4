/// Opens a shell of another user by sudo, su or doas: their options, what they ask, what they say
/// when they refuse.
@NullMarked
package dev.runner.become;

import org.jspecify.annotations.NullMarked;
