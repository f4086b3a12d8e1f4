package dev.runner.transport.ssh;

import dev.runner.transport.ConnectException;
import dev.runner.transport.ConnectException.Kind;
import dev.runner.transport.ssh.config.HostOptions;
import dev.runner.transport.ssh.hostkey.HostKey;
import dev.runner.transport.ssh.hostkey.HostKeyPolicy;
import dev.runner.transport.ssh.hostkey.HostKeyPolicy.Verdict;
import dev.runner.transport.ssh.hostkey.KnownHosts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/// Checks a host's key during the key exchange.
final class HostKeyCheck implements ServerKeyVerifier {
  private final HostOptions options;
  private final HostKeyPolicy policy;
  private volatile Optional<ConnectException> rejection = Optional.empty();
  private volatile boolean verified;

  HostKeyCheck(HostOptions options, KnownHosts known) {
    this.options = options;
    this.policy = new HostKeyPolicy(known, options);
  }

  /// Why the key was not accepted, if it wasn't.
  Optional<ConnectException> rejection() {
    return rejection;
  }

  /// Whether the key was found right, so that a password may be shown.
  boolean verified() {
    return verified;
  }

  /// Puts the types of known keys first, and asks for certificates only where an authority is
  /// known.
  List<NamedFactory<Signature>> preferred(List<NamedFactory<Signature>> all) throws IOException {
    Set<String> types = policy.knownTypes();
    boolean certificates = policy.knowsAuthority();
    List<NamedFactory<Signature>> first = new ArrayList<>();
    List<NamedFactory<Signature>> rest = new ArrayList<>();
    for (NamedFactory<Signature> one : all) {
      boolean certificate = KeyUtils.isCertificateAlgorithm(one.getName());
      if (certificate && certificates) {
        first.add(one);
      } else if (!certificate) {
        boolean known = types.contains(KeyUtils.getCanonicalKeyType(one.getName()));
        (known ? first : rest).add(one);
      }
    }
    first.addAll(rest);
    return first;
  }

  @Override
  public boolean verifyServerKey(ClientSession session, SocketAddress address, PublicKey key) {
    try {
      String problem = check(address, key);
      if (!problem.isEmpty()) {
        rejection = Optional.of(new ConnectException(Kind.HOST_KEY, problem));
      }
      return problem.isEmpty();
    } catch (IOException e) {
      rejection =
          Optional.of(
              new ConnectException(
                  Kind.HOST_KEY, "A file of known hosts can't be read: " + Failures.text(e), e));
      return false;
    }
  }

  private String check(SocketAddress address, PublicKey key) throws IOException {
    if (options.keys().skipLoopback() && loopback(address)) {
      verified = true;
      return "";
    }
    PublicKey own = key instanceof OpenSshCertificate signed ? signed.getCertPubKey() : key;
    if (own instanceof RSAPublicKey rsa
        && rsa.getModulus().bitLength() < options.keys().smallestRsa()) {
      return "The RSA key of %s has only %d bits; RequiredRSASize is %d."
          .formatted(
              options.hostName(), rsa.getModulus().bitLength(), options.keys().smallestRsa());
    }
    Optional<HostKey> authority =
        key instanceof OpenSshCertificate signed
            ? Optional.of(of(signed.getCaPubKey()))
            : Optional.empty();
    return switch (policy.decide(of(own), authority)) {
      case Verdict.Trusted trusted -> {
        verified = true;
        yield "";
      }
      case Verdict.Unverified unverified -> "";
      case Verdict.Rejected rejected -> rejected.sentence();
    };
  }

  private static boolean loopback(SocketAddress address) {
    InetAddress ip = address instanceof InetSocketAddress inet ? inet.getAddress() : null;
    return ip != null && ip.isLoopbackAddress();
  }

  private static HostKey of(PublicKey key) {
    ByteArrayBuffer buffer = new ByteArrayBuffer();
    buffer.putRawPublicKey(key);
    return HostKey.of(KeyUtils.getKeyType(key), buffer.getCompactData());
  }
}
