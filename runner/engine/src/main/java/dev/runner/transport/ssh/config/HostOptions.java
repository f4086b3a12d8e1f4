package dev.runner.transport.ssh.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the user's configuration says about one host, defaults filled in.
///
/// @param asked the name as it was given
/// @param hostName the name or address to connect to
/// @param user who logs in
/// @param identities where keys come from
/// @param route how to get there
/// @param keys how the host's key is checked
/// @param algorithms preferences, as written
/// @param methods authentication methods in order of preference, those switched off left out
/// @param forwardAgent the agent that the host may use, if any: its socket
/// @param aliveInterval after so long without a word from the host it is asked whether it is there;
///   zero: never
/// @param aliveCount so many unanswered questions end the connection
/// @param tcpKeepAlive whether the operating system looks after silent connections too
/// @param attemptDeadline how long one attempt to open a TCP connection may take
/// @param attempts how often to try to connect
/// @param compression whether it is asked for
/// @param environment variables for each program, where the host accepts them
public record HostOptions(
    String asked,
    String hostName,
    int port,
    String user,
    Identities identities,
    Route route,
    HostKeys keys,
    Algorithms algorithms,
    List<String> methods,
    Optional<Path> forwardAgent,
    Duration aliveInterval,
    int aliveCount,
    boolean tcpKeepAlive,
    Optional<Duration> attemptDeadline,
    int attempts,
    boolean compression,
    Map<String, String> environment) {
  public HostOptions {
    methods = List.copyOf(methods);
    environment = Map.copyOf(environment);
  }

  /// Where keys come from.
  ///
  /// @param files key files, in order
  /// @param named whether the files were named by somebody, or are the usual ones
  /// @param certificates certificate files besides `FILE-cert.pub`
  /// @param only whether the agent's other keys must not be tried
  /// @param agent the agent's socket
  public record Identities(
      List<Path> files,
      boolean named,
      List<Path> certificates,
      boolean only,
      Optional<Path> agent) {
    public Identities {
      files = List.copyOf(files);
      certificates = List.copyOf(certificates);
    }
  }

  /// How to get there.
  public sealed interface Route {
    /// A TCP connection.
    ///
    /// @param family `any`, `inet` or `inet6`
    record Direct(String family, Optional<String> bindAddress) implements Route {}

    /// Through other hosts, the nearest one first, as `[user@]host[:port]` or an `ssh://` address.
    record Jump(List<String> hops) implements Route {
      public Jump {
        hops = List.copyOf(hops);
      }
    }

    /// A program that is the connection: its input and output.
    ///
    /// @param command for the shell, tokens replaced
    record Command(String command) implements Route {}
  }

  /// How the host's key is checked.
  ///
  /// @param strictness `yes`, `accept-new`, `no`, `ask`
  /// @param alias the name to look up instead of the host's
  /// @param userFiles the first one takes new keys
  /// @param hashed whether names are written as hashes
  /// @param skipLoopback whether loopback addresses aren't checked
  /// @param smallestRsa the smallest RSA key to accept, in bits
  public record HostKeys(
      String strictness,
      Optional<String> alias,
      List<Path> userFiles,
      List<Path> globalFiles,
      boolean hashed,
      boolean skipLoopback,
      int smallestRsa) {
    public HostKeys {
      userFiles = List.copyOf(userFiles);
      globalFiles = List.copyOf(globalFiles);
    }
  }

  /// Preferences among algorithms, as written; absent: ours.
  public record Algorithms(
      Optional<Setting> ciphers,
      Optional<Setting> macs,
      Optional<Setting> keyExchanges,
      Optional<Setting> hostKeys,
      Optional<Setting> publicKeys) {}
}
