/// Tests against a real sshd, a real agent, and MINA SSHD's own server.
@NullMarked
package dev.runner.transport.ssh;

import org.jspecify.annotations.NullMarked;
