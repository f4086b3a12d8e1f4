package dev.runner.transport;

import dev.runner.values.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Where to connect, and as whom: a host's connection variables and the command line's options,
/// already decided. What is absent is decided by the user's ssh configuration, then by the usual
/// defaults.
///
/// @param name the host's name in the inventory, for messages
/// @param address host name or address (`ansible_host`, or else the name)
/// @param port absent: the ssh configuration's, or 22
/// @param user who logs in; absent: the ssh configuration's, or the user who runs us
/// @param password of that user
/// @param privateKeys key files named explicitly
/// @param keyPassphrase of those files
/// @param sshOptions words of `ansible_ssh_args`, `ansible_ssh_common_args`,
///   `ansible_ssh_extra_args`, as for OpenSSH
/// @param hostKeyChecking `ask`, `accept-new`, `yes`, `no` as OpenSSH's StrictHostKeyChecking;
///   absent: the configuration's, or `accept-new`
/// @param connectDeadline for connection and authentication together, queueing excluded
/// @param retries how often it is tried again where it can't be reached
/// @param home the control machine user's home directory, where `.ssh` is
public record Target(
    String name,
    String address,
    Optional<Integer> port,
    Optional<String> user,
    Optional<Secret> password,
    List<Path> privateKeys,
    Optional<Secret> keyPassphrase,
    List<String> sshOptions,
    Optional<String> hostKeyChecking,
    Duration connectDeadline,
    int retries,
    Path home) {
  public Target {
    privateKeys = List.copyOf(privateKeys);
    sshOptions = List.copyOf(sshOptions);
  }
}
