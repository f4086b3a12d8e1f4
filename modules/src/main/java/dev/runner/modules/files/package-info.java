/// Modules about files: what is in them, whose they are, where they go.
@NullMarked
package dev.runner.modules.files;

import org.jspecify.annotations.NullMarked;
