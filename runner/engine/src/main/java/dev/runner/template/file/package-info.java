/// Filters, tests and lookups of paths and files of the control machine.
@NullMarked
package dev.runner.template.file;

import org.jspecify.annotations.NullMarked;
