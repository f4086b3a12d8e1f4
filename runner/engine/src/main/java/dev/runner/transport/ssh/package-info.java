/// SSH by Apache MINA SSHD, the sole user of that library: connections, authentication, host keys,
/// programs and forwarded streams.
@NullMarked
package dev.runner.transport.ssh;

import org.jspecify.annotations.NullMarked;
