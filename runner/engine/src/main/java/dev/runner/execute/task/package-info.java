/// One task on one host: its parameters, its module, its tries and loop, and what comes of it.
@NullMarked
package dev.runner.execute.task;

import org.jspecify.annotations.NullMarked;
