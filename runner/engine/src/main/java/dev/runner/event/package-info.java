/// What happens in a run, as plain data: records only.
@NullMarked
package dev.runner.event;

import org.jspecify.annotations.NullMarked;
