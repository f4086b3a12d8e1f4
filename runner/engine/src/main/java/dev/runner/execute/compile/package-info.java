/// Plays as a run takes them: tasks with their keywords resolved, in the order of their turns.
@NullMarked
package dev.runner.execute.compile;

import org.jspecify.annotations.NullMarked;
