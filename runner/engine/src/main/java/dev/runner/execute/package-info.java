/// One task on one host, and the run that drives them all.
@NullMarked
package dev.runner.execute;

import org.jspecify.annotations.NullMarked;
