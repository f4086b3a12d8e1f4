/// Who does what next: a coordinator without clock, thread or I/O.
@NullMarked
package dev.runner.strategy;

import org.jspecify.annotations.NullMarked;
