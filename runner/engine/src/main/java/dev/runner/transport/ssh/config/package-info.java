/// The user's OpenSSH client configuration: files, command line words, and what they mean for one
/// host. Source of the rules: the manual pages ssh_config(5) and ssh(1) of OpenSSH, and what `ssh
/// -G` says.
@NullMarked
package dev.runner.transport.ssh.config;

import org.jspecify.annotations.NullMarked;
