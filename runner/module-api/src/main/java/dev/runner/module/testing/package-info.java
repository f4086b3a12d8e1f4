/// For tests of modules, wherever they are written: a host that is strict and scripted.
@NullMarked
package dev.runner.module.testing;

import org.jspecify.annotations.NullMarked;
