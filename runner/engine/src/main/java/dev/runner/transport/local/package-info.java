/// The control machine as a host: programs are processes of our own.
@NullMarked
package dev.runner.transport.local;

import org.jspecify.annotations.NullMarked;
