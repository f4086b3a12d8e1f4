/// How a host is asked, changed and waited for by scripts of its own shell, and how what was only
/// shown is laid over it.
@NullMarked
package dev.runner.execute.host;

import org.jspecify.annotations.NullMarked;
