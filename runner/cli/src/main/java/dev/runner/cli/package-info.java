/// The verbs of the command, one class each; the only place that wires things together.
@NullMarked
package dev.runner.cli;

import org.jspecify.annotations.NullMarked;
