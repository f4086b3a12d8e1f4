/// Tests of known hosts, with ssh-keygen as the judge.
@NullMarked
package dev.runner.transport.ssh.hostkey;

import org.jspecify.annotations.NullMarked;
