/// A run as the XML that CI servers read.
@NullMarked
package dev.runner.report.junit;

import org.jspecify.annotations.NullMarked;
