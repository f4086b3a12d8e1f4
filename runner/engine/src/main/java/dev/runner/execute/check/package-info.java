/// What can be known to be wrong before the first connection.
@NullMarked
package dev.runner.execute.check;

import org.jspecify.annotations.NullMarked;
