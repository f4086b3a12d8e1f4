/// The documentation of modules, written out from their records.
@NullMarked
package dev.runner.cli.doc;

import org.jspecify.annotations.NullMarked;
