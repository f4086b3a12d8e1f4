/// The append-only record of a run: intent before an act, outcome after it.
@NullMarked
package dev.runner.journal;

import org.jspecify.annotations.NullMarked;
