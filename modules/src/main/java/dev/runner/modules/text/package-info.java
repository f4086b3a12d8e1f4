/// Modules that edit text in files: lines, blocks, matches of a regular expression, settings.
@NullMarked
package dev.runner.modules.text;

import org.jspecify.annotations.NullMarked;
