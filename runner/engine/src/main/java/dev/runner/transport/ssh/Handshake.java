package dev.runner.transport.ssh;

import dev.runner.transport.ssh.config.HostOptions;
import dev.runner.values.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.sshd.client.auth.UserAuthFactory;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKey;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.session.AbstractClientSession;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.core.CoreModuleProperties;

/// What one connection's session needs while it is being built: MINA SSHD hands it through as an
/// attribute.
final class Handshake {
  private static final AttributeRepository.AttributeKey<Handshake> KEY =
      new AttributeRepository.AttributeKey<>();

  private final HostOptions options;
  private final Login login;
  private final HostKeyCheck check;
  private final ChosenAlgorithms algorithms;
  private volatile Optional<ClientSession> session = Optional.empty();

  /// @param options of the host
  /// @param login keys and password
  /// @param check of the host's key
  /// @param algorithms to offer
  Handshake(HostOptions options, Login login, HostKeyCheck check, ChosenAlgorithms algorithms) {
    this.options = options;
    this.login = login;
    this.check = check;
    this.algorithms = algorithms;
  }

  HostOptions options() {
    return options;
  }

  Login login() {
    return login;
  }

  HostKeyCheck check() {
    return check;
  }

  /// The session, once there is a connection; it may have ended since.
  Optional<ClientSession> session() {
    return session;
  }

  /// To be handed to the connector.
  AttributeRepository attributes() {
    return AttributeRepository.ofKeyValuePair(KEY, this);
  }

  /// The handshake that a session was begun with.
  static Handshake of(ClientSession session) {
    return Objects.requireNonNull(session.getConnectionContext().getAttribute(KEY));
  }

  /// Sets a session up before it says its first word.
  void prepare(ClientSession session) {
    this.session = Optional.of(session);
    session.setUsername(options.user());
    String name = options.keys().alias().orElse(options.hostName()); // that certificates must hold
    ((AbstractClientSession) session)
        .setConnectAddress(InetSocketAddress.createUnresolved(name, options.port()));
    session.setServerKeyVerifier(check);
    algorithms.into(session);
    if (!algorithms.hostKeysGiven()) {
      try {
        session.setSignatureFactories(check.preferred(algorithms.hostKeys()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    CoreModuleProperties.HEARTBEAT_INTERVAL.set(session, options.aliveInterval());
    CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(session, options.aliveCount());
    CoreModuleProperties.ABORT_ON_INVALID_CERTIFICATE.set(session, false);
    CoreModuleProperties.PASSWORD_PROMPTS.set(session, 1);
    session.setPasswordIdentityProvider(context -> passwords());
    session.setUserAuthFactories(methods());
  }

  /// Only for a host that was found to be itself.
  private List<String> passwords() {
    return check.verified() ? login.password().map(Secret::reveal).stream().toList() : List.of();
  }

  private List<UserAuthFactory> methods() {
    List<UserAuthFactory> factories = new ArrayList<>();
    for (String method : login.methods()) {
      switch (method) {
        case "publickey" -> factories.add(new PublicKeys(login));
        case "password" -> factories.add(new PasswordMethods.Plain(login));
        default -> factories.add(new PasswordMethods.Interactive(login));
      }
    }
    if (factories.isEmpty()) {
      factories.add(new PublicKeys(login)); // MINA SSHD insists on one; it has nothing to offer
    }
    return factories;
  }

  private static final class PublicKeys extends UserAuthPublicKeyFactory {
    private final Login login;

    PublicKeys(Login login) {
      this.login = login;
    }

    @Override
    public UserAuthPublicKey createUserAuth(ClientSession session) {
      return new PublicKeyAuth(login);
    }
  }
}
