/// What is known of hosts ahead of the task that will ask for it, and what makes it void.
@NullMarked
package dev.runner.execute.ahead;

import org.jspecify.annotations.NullMarked;
