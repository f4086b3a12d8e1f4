/// Benchmarks; the build compiles them and never runs them.
@NullMarked
package dev.runner.jinja.bench;

import org.jspecify.annotations.NullMarked;
