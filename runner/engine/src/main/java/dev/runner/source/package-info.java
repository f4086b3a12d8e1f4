/// YAML as a tree in which every value knows its file, line and column; diagnostics; "did you
/// mean".
@NullMarked
package dev.runner.source;

import org.jspecify.annotations.NullMarked;
