/// Regular expressions of Python's `re`, carried out by `java.util.regex`.
@NullMarked
package dev.runner.values.regex;

import org.jspecify.annotations.NullMarked;
