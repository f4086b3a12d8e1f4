package dev.runner.transport.ssh;

import dev.runner.transport.ssh.config.HostOptions;
import dev.runner.values.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.signature.Signature;

/// The keys and the password that one login may use, in the order in which they are tried: named
/// key files, the agent's keys that belong to named files, its other keys, the usual files.
final class Login implements AutoCloseable {
  private final HostOptions options;
  private final Optional<Secret> password;
  private final Optional<Secret> passphrase;
  private final KeyFiles files;
  private final List<NamedFactory<Signature>> accepted;
  private final Attempts attempts = new Attempts();
  private final Deque<Candidate> named = new ArrayDeque<>();
  private final Set<PublicKey> held = new LinkedHashSet<>();
  private Optional<Agent> agent = Optional.empty();

  /// Reads the key files that were named.
  Login(
      HostOptions options,
      Optional<Secret> password,
      Optional<Secret> passphrase,
      KeyFiles files,
      List<NamedFactory<Signature>> accepted) {
    this.options = options;
    this.password = password;
    this.passphrase = passphrase;
    this.files = files;
    this.accepted = accepted;
    if (options.methods().contains("publickey") && options.identities().named()) {
      options.identities().files().forEach(file -> named.addAll(fromFile(file, true)));
    }
  }

  Attempts attempts() {
    return attempts;
  }

  /// The methods for which there is something to try.
  List<String> methods() {
    List<String> methods = new ArrayList<>(options.methods());
    if (password.isEmpty()) {
      methods.remove("password");
      methods.remove("keyboard-interactive");
    }
    return methods;
  }

  Optional<Secret> password() {
    return password;
  }

  /// Whether a key or the password can be sent without asking first what the host takes.
  boolean ready() {
    return !named.isEmpty() || password.isPresent();
  }

  /// The next key that was named, to be signed with at once: a query first would cost a round trip
  /// and 5 ms of padding.
  Optional<Candidate> nextNamed() {
    return Optional.ofNullable(named.poll());
  }

  /// The keys to be asked for first: those of the agent, which may want a touch, and the usual
  /// files.
  List<Candidate> others() {
    List<Candidate> candidates = new ArrayList<>(fromAgent());
    if (!options.identities().named()) {
      options.identities().files().forEach(file -> candidates.addAll(fromFile(file, false)));
    }
    return candidates;
  }

  private List<Candidate> fromFile(Path file, boolean byName) {
    List<Candidate> found = new ArrayList<>();
    switch (files.get(file, passphrase)) {
      case KeyFile.Usable key -> {
        held.add(key.pair().getPublic());
        for (PublicKey certificate : certificates(file, key.pair().getPublic())) {
          KeyPair pair = new KeyPair(certificate, key.pair().getPrivate());
          add(found, file + " with its certificate", pair, Optional.empty());
        }
        add(found, file.toString(), key.pair(), Optional.empty());
      }
      case KeyFile.Unusable key -> {
        key.publicKey().ifPresent(held::add);
        if (byName || Files.exists(file)) {
          attempts.leftOut(file + " " + key.why());
        }
      }
    }
    return found;
  }

  private List<PublicKey> certificates(Path file, PublicKey key) {
    List<Path> paths = new ArrayList<>(options.identities().certificates());
    paths.add(Path.of(file + "-cert.pub"));
    List<PublicKey> found = new ArrayList<>();
    for (Path path : paths) {
      Optional<PublicKey> certificate = KeyFile.publicKey(path);
      if (certificate.orElse(null) instanceof OpenSshCertificate signed
          && KeyUtils.compareKeys(signed.getCertPubKey(), key)) {
        found.add(signed);
      }
    }
    return found;
  }

  private void add(List<Candidate> list, String name, KeyPair pair, Optional<Agent> agent) {
    Optional<Candidate> candidate = Candidate.of(name, pair, agent, accepted);
    candidate.ifPresentOrElse(
        list::add, () -> attempts.leftOut(name + " (no accepted algorithm fits it)"));
  }

  private List<Candidate> fromAgent() {
    Optional<Path> socket = options.identities().agent();
    if (socket.isEmpty()) {
      return List.of();
    }
    List<Candidate> matching = new ArrayList<>();
    List<Candidate> rest = new ArrayList<>();
    try {
      Agent asked = Agent.connect(socket.get());
      agent = Optional.of(asked);
      for (Map.Entry<PublicKey, String> entry : asked.getIdentities()) {
        List<Candidate> list = belongs(entry.getKey()) ? matching : rest;
        String name = "the agent's key " + entry.getValue();
        add(list, name, new KeyPair(entry.getKey(), null), agent);
      }
    } catch (IOException e) {
      attempts.leftOut("the agent at %s (%s)".formatted(socket.get(), Failures.text(e)));
    }
    if (!options.identities().only()) {
      matching.addAll(rest);
    }
    return matching;
  }

  private boolean belongs(PublicKey key) {
    PublicKey plain = key instanceof OpenSshCertificate signed ? signed.getCertPubKey() : key;
    return held.stream().anyMatch(one -> KeyUtils.compareKeys(one, plain));
  }

  @Override
  public void close() {
    agent.ifPresent(
        asked -> {
          try {
            asked.close();
          } catch (IOException e) {
            // it is of no use any more either way
          }
        });
  }
}
