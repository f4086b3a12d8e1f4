package dev.runner.transport.ssh;

import dev.runner.transport.ConnectException;
import dev.runner.transport.ConnectException.Kind;
import dev.runner.transport.Target;
import dev.runner.transport.ssh.config.HostOptions;
import dev.runner.transport.ssh.config.OptionException;
import dev.runner.transport.ssh.config.SshConfig;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Joins what a host's variables say with the user's ssh configuration.
final class Settings {
  private static final Path SYSTEM_FILE = Path.of("/etc/ssh/ssh_config");

  private final Target target;
  private final SshConfig config;

  /// @param config that of the target's home directory
  Settings(Target target, SshConfig config) {
    this.target = target;
    this.config = config;
  }

  /// The configuration of the user whose home directory this is.
  static SshConfig config(Path home) {
    return new SshConfig(home, System.getProperty("user.name"), SYSTEM_FILE);
  }

  Target target() {
    return target;
  }

  /// The options of the host itself.
  HostOptions host() throws ConnectException {
    List<String> decided = new ArrayList<>();
    target.port().ifPresent(port -> option(decided, "Port", String.valueOf(port)));
    target.user().ifPresent(user -> option(decided, "User", user));
    target.privateKeys().forEach(key -> option(decided, "IdentityFile", quoted(key)));
    target.hostKeyChecking().ifPresent(value -> option(decided, "StrictHostKeyChecking", value));
    return read(target.address(), decided, target.sshOptions());
  }

  /// The options of a host on the way, for which, as in OpenSSH, of the command line only `-F`
  /// counts.
  ///
  /// @param hop `[user@]host[:port]` or an `ssh://` address
  /// @param before the hops before it, if they are given
  HostOptions hop(String hop, List<String> before) throws ConnectException {
    List<String> decided = new ArrayList<>();
    String rest = hop.startsWith("ssh://") ? hop.substring(6) : hop;
    int at = rest.lastIndexOf('@');
    if (at > 0) {
      option(decided, "User", rest.substring(0, at));
    }
    URI place;
    try {
      place = URI.create("ssh://" + rest.substring(at + 1).replaceAll("/$", ""));
    } catch (IllegalArgumentException e) {
      throw wrongHop(hop);
    }
    String host = place.getHost();
    if (host == null) {
      host = rest.substring(at + 1).replaceFirst(":\\d+/?$", ""); // a name URIs don't allow
    }
    if (host.isEmpty()) {
      throw wrongHop(hop);
    }
    if (place.getPort() > 0) {
      option(decided, "Port", String.valueOf(place.getPort()));
    }
    if (!before.isEmpty()) {
      option(decided, "ProxyJump", String.join(",", before));
    }
    return withKeys(host.replaceAll("^\\[|]$", ""), decided);
  }

  /// A key that was given for the host is tried on the way, too, unless the configuration names
  /// one.
  private HostOptions withKeys(String host, List<String> decided) throws ConnectException {
    HostOptions options = read(host, decided, configFile());
    if (options.identities().named() || target.privateKeys().isEmpty()) {
      return options;
    }
    List<String> more = new ArrayList<>(decided);
    target.privateKeys().forEach(key -> option(more, "IdentityFile", quoted(key)));
    return read(host, more, configFile());
  }

  private List<String> configFile() {
    List<String> words = target.sshOptions();
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).startsWith("-F")) {
        return words.get(i).length() > 2
            ? List.of(words.get(i))
            : words.subList(i, Math.min(i + 2, words.size()));
      }
    }
    return List.of();
  }

  private HostOptions read(String host, List<String> decided, List<String> words)
      throws ConnectException {
    try {
      return config.read(host, decided, words);
    } catch (OptionException e) {
      throw new ConnectException(Kind.OPTION, String.valueOf(e.getMessage()), e);
    }
  }

  private static ConnectException wrongHop(String hop) {
    return new ConnectException(
        Kind.OPTION, "ProxyJump \"%s\" is not of the form [user@]host[:port].".formatted(hop));
  }

  private static void option(List<String> words, String name, String value) {
    words.add("-o");
    words.add(name + "=" + value);
  }

  private static String quoted(Path path) {
    // a percent sign in a path that was given is no token
    String text = path.toAbsolutePath().toString().replace("%", "%%");
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
