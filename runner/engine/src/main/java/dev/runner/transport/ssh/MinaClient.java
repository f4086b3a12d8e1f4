package dev.runner.transport.ssh;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.AbstractClientSession;
import org.apache.sshd.client.session.ClientConnectionService;
import org.apache.sshd.client.session.SessionFactory;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.Service;
import org.apache.sshd.common.ServiceFactory;
import org.apache.sshd.common.io.IoConnectFuture;
import org.apache.sshd.common.io.IoServiceFactory;
import org.apache.sshd.common.io.IoServiceFactoryFactory;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.threads.CloseableExecutorService;
import org.apache.sshd.core.CoreModuleProperties;
import org.jspecify.annotations.Nullable;

/// The one client of MINA SSHD that serves all connections with a handful of threads.
final class MinaClient extends SshClient {

  /// Sets one up and starts it.
  static MinaClient started() {
    MinaClient client = made();
    client.start();
    return client;
  }

  /// Sets one up that has no threads yet, nor anything else that must be closed.
  static MinaClient made() {
    JdkSecurity.register();
    MinaClient client =
        (MinaClient)
            ClientBuilder.builder()
                .factory(MinaClient::new)
                .keyExchangeFactories(Algorithms.keyExchanges())
                .signatureFactories(Algorithms.signatures())
                .cipherFactories(Algorithms.ciphers())
                .hostConfigEntryResolver((host, port, local, user, jump, context) -> null)
                // nobody is trusted by default: each connection brings its own check
                .serverKeyVerifier((session, address, key) -> false)
                .build();
    client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    client.setServiceFactories(
        List.of(
            service("ssh-userauth", AuthService::new),
            service(
                "ssh-connection",
                session -> new ClientConnectionService((AbstractClientSession) session))));
    client.setChannelFactories(List.of(new AgentForwarding()));
    client.setIoServiceFactoryFactory(new Io());
    setProperties(client);
    return client;
  }

  private static void setProperties(SshClient client) {
    CoreModuleProperties.TCP_NODELAY.set(client, true);
    CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
    // deadlines are ours: they don't count the time in a queue
    CoreModuleProperties.AUTH_TIMEOUT.set(client, Duration.ZERO);
    CoreModuleProperties.IO_CONNECT_TIMEOUT.set(client, Duration.ZERO);
    CoreModuleProperties.WAIT_FOR_SPACE_TIMEOUT.set(client, Duration.ofDays(10_000));
    CoreModuleProperties.NIO2_MIN_WRITE_TIMEOUT.set(client, Duration.ofDays(10_000));
    CoreModuleProperties.STOP_WAIT_TIME.set(client, Duration.ofSeconds(5));
    CoreModuleProperties.HEARTBEAT_REQUEST.set(client, "keepalive@openssh.com");
    CoreModuleProperties.REQUEST_EXEC_REPLY.set(client, true);
    CoreModuleProperties.CLIENT_IDENTIFICATION.set(client, "runner");
  }

  /// Opens a TCP connection and begins the handshake that the attributes hold.
  IoConnectFuture dial(
      InetSocketAddress address, AttributeRepository attributes, @Nullable SocketAddress local) {
    return connector.connect(address, attributes, local);
  }

  /// What makes sessions out of connections.
  SessionFactory sessions() {
    return getSessionFactory();
  }

  private interface Maker {
    Service make(Session session) throws java.io.IOException;
  }

  private static ServiceFactory service(String name, Maker maker) {
    return new ServiceFactory() {
      @Override
      public String getName() {
        return name;
      }

      @Override
      public Service create(Session session) throws java.io.IOException {
        return maker.make(session);
      }
    };
  }

  private static final class Io implements IoServiceFactoryFactory {
    @Override
    public IoServiceFactory create(FactoryManager manager) {
      return new NetworkThreads(manager);
    }

    @Override
    public void setExecutorServiceFactory(
        org.apache.sshd.common.Factory<CloseableExecutorService> factory) {
      throw new UnsupportedOperationException("the executors are fixed");
    }
  }
}
