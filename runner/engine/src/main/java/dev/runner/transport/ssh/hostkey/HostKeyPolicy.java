package dev.runner.transport.ssh.hostkey;

import dev.runner.transport.ssh.config.HostOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Decides whether a host's key may be trusted.
public final class HostKeyPolicy {
  private final KnownHosts known;
  private final HostOptions options;
  private final String name;

  /// @param known the files
  /// @param options of the host
  public HostKeyPolicy(KnownHosts known, HostOptions options) {
    this.known = known;
    this.options = options;
    // an alias stands without a port
    this.name =
        options
            .keys()
            .alias()
            .map(alias -> KnownHosts.name(alias, 22))
            .orElseGet(() -> KnownHosts.name(options.hostName(), options.port()));
  }

  /// What was decided.
  public sealed interface Verdict {
    /// Go on.
    record Trusted() implements Verdict {}

    /// Go on, but show this host no password: its key isn't the known one, and the user said not to
    /// care.
    record Unverified() implements Verdict {}

    /// Stop.
    ///
    /// @param sentence why, and what to do
    record Rejected(String sentence) implements Verdict {}
  }

  /// The types of the keys that are known for the host, authorities' left out; they should be
  /// offered first, or a host with several keys would show one that isn't known.
  public Set<String> knownTypes() throws IOException {
    return lines().stream()
        .filter(line -> line.mark() == KnownHost.Mark.NONE)
        .map(line -> line.key().type())
        .collect(Collectors.toSet());
  }

  /// Whether an authority is known for the host, so that certificates are worth asking for.
  public boolean knowsAuthority() throws IOException {
    return lines().stream().anyMatch(line -> line.mark() == KnownHost.Mark.AUTHORITY);
  }

  private List<KnownHost> lines() throws IOException {
    List<Path> files = new ArrayList<>(options.keys().userFiles());
    files.addAll(options.keys().globalFiles());
    List<KnownHost> lines = known.about(name, files);
    boolean withoutPort =
        lines.isEmpty() && name.startsWith("[") && options.keys().alias().isEmpty();
    return withoutPort ? known.about(KnownHosts.name(options.hostName(), 22), files) : lines;
  }

  /// Decides about a key.
  ///
  /// @param key the host's own key
  /// @param authority the key that signed it, where the host showed a certificate that is valid for
  ///   it
  public Verdict decide(HostKey key, Optional<HostKey> authority) throws IOException {
    List<KnownHost> lines = lines();
    for (KnownHost line : lines) {
      boolean same = line.key().equals(key) || authority.equals(Optional.of(line.key()));
      if (line.mark() == KnownHost.Mark.REVOKED && same) {
        return new Verdict.Rejected(
            "The key of %s (%s) is revoked: %s. The host may be an impostor's; don't log in before its owner has explained it."
                .formatted(shown(), key.fingerprint(), line.where()));
      }
    }
    if (lines.stream().anyMatch(line -> trusts(line, key, authority))) {
      return new Verdict.Trusted();
    }
    return lines.stream()
        .filter(line -> line.mark() == KnownHost.Mark.NONE)
        .findFirst()
        .map(line -> changed(line, key, lines))
        .orElseGet(() -> unknown(key));
  }

  private static boolean trusts(KnownHost line, HostKey key, Optional<HostKey> authority) {
    return switch (line.mark()) {
      case NONE -> line.key().equals(key);
      case AUTHORITY -> authority.equals(Optional.of(line.key()));
      case REVOKED -> false;
    };
  }

  /// A key of another type than the known ones counts as changed, too: OpenSSH would take it as
  /// new, and so would be deceived by whoever has just another type.
  private Verdict changed(KnownHost first, HostKey key, List<KnownHost> lines) {
    if (options.keys().strictness().equals("no")) {
      return new Verdict.Unverified();
    }
    KnownHost line =
        lines.stream()
            .filter(one -> one.mark() == KnownHost.Mark.NONE)
            .filter(one -> one.key().type().equals(key.type()))
            .findFirst()
            .orElse(first);
    return new Verdict.Rejected(
        "The key of %s has changed: %s has %s %s, the host shows %s %s. Somebody may be listening in, or the host was set up anew. If you know that it was: ssh-keygen -f %s -R '%s'."
            .formatted(
                shown(),
                line.where(),
                line.key().type(),
                line.key().fingerprint(),
                key.type(),
                key.fingerprint(),
                quoted(line.file()),
                name));
  }

  private Verdict unknown(HostKey key) {
    return switch (options.keys().strictness()) {
      case "yes" ->
          new Verdict.Rejected(
              "The key of %s is not known (%s %s) and StrictHostKeyChecking is yes. Add it to %s, once you know that it is right: ssh-keyscan -p %d %s"
                  .formatted(
                      shown(),
                      key.type(),
                      key.fingerprint(),
                      firstFile(),
                      options.port(),
                      options.hostName()));
      case "ask" ->
          new Verdict.Rejected(
              "The key of %s is not known (%s %s) and StrictHostKeyChecking is ask, but nobody can be asked here. Log in once by ssh, or set accept-new, which takes the first key and notices a change."
                  .formatted(shown(), key.type(), key.fingerprint()));
      default -> remember(key);
    };
  }

  private Verdict remember(HostKey key) {
    Optional<Path> file = options.keys().userFiles().stream().findFirst();
    if (file.isEmpty()) {
      return new Verdict.Trusted();
    }
    try {
      known.add(file.get(), name, key, options.keys().hashed());
      return new Verdict.Trusted();
    } catch (IOException e) {
      return new Verdict.Rejected(
          "The key of %s is new and can't be noted in %s: %s. Make the file writable, or set UserKnownHostsFile."
              .formatted(shown(), file.get(), e.toString()));
    }
  }

  private String firstFile() {
    return options.keys().userFiles().stream()
        .findFirst()
        .map(Path::toString)
        .orElse("known_hosts");
  }

  private String shown() {
    return name.replaceFirst("^\\[(.*)]:22$", "$1");
  }

  private static String quoted(Path path) {
    String text = path.toString();
    return text.matches("[\\w./@%+=:,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
