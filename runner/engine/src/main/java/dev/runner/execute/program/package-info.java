/// Modules that are programs of their own and run on hosts: those of `library` folders and
/// collections.
@NullMarked
package dev.runner.execute.program;

import org.jspecify.annotations.NullMarked;
