/// Tests of reading OpenSSH's configuration, with `ssh -G` as the judge.
@NullMarked
package dev.runner.transport.ssh.config;

import org.jspecify.annotations.NullMarked;
