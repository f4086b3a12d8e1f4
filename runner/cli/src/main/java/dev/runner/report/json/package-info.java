/// Runs as JSON, for machines.
@NullMarked
package dev.runner.report.json;

import org.jspecify.annotations.NullMarked;
