/// Files of known host keys and the decision whether a host is the one it was. Source of the rules:
/// the manual page sshd(8) of OpenSSH, "SSH_KNOWN_HOSTS FILE FORMAT".
@NullMarked
package dev.runner.transport.ssh.hostkey;

import org.jspecify.annotations.NullMarked;
