/// The catalog of the built-in modules; the modules themselves are in one package per technology.
@NullMarked
package dev.runner.modules;

import org.jspecify.annotations.NullMarked;
