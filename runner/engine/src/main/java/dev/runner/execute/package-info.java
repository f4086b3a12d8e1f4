/// Runs of playbooks: plays, batches, the tasks of a batch in their turns, and what they share.
@NullMarked
package dev.runner.execute;

import org.jspecify.annotations.NullMarked;
