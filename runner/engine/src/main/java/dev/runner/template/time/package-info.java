/// Points in time and the spans between them, as Python knows them.
@NullMarked
package dev.runner.template.time;

import org.jspecify.annotations.NullMarked;
