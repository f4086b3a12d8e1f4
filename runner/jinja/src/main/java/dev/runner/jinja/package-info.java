/// Jinja2 with Python's value semantics: [dev.runner.jinja.Environment] parses,
/// [dev.runner.jinja.Template] and [dev.runner.jinja.Expression] evaluate. Everything here is
/// immutable and may be shared among threads, except [dev.runner.jinja.Rendering], which belongs to
/// one evaluation.
@NullMarked
package dev.runner.jinja;

import org.jspecify.annotations.NullMarked;
