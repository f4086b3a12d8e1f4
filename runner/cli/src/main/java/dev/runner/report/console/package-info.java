/// What a person sees of a run. Sole user of JLine.
@NullMarked
package dev.runner.report.console;

import org.jspecify.annotations.NullMarked;
