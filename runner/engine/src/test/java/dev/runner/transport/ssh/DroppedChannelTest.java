package dev.runner.transport.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runner.transport.Connection;
import dev.runner.transport.RunningProgram;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.RequestHandler;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.channel.ChannelSessionFactory;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.server.shell.ProcessShellCommandFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server that ends new channels as dropbear does now and then, before it answers.
class DroppedChannelTest {
  @TempDir Path folder;
  private final AtomicInteger left = new AtomicInteger(2);

  private final class Dropping extends ChannelSessionFactory {
    @Override
    public Channel createChannel(org.apache.sshd.common.session.Session session) {
      return new ChannelSession() {
        @Override
        protected RequestHandler.Result handleExec(String request, Buffer buffer, boolean reply)
            throws IOException {
          if (left.getAndDecrement() <= 0) {
            return super.handleExec(request, buffer, reply);
          }
          close(false);
          return RequestHandler.Result.Replied;
        }
      };
    }
  }

  private SshServer server() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    SshServer server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    server.setKeyPairProvider(KeyPairProvider.wrap(generator.generateKeyPair()));
    server.setPasswordAuthenticator((String user, String password, ServerSession session) -> true);
    server.setChannelFactories(List.of(new Dropping()));
    server.setCommandFactory(ProcessShellCommandFactory.INSTANCE);
    CoreModuleProperties.SERVER_IDENTIFICATION.set(server, "dropbear_2022.83");
    server.start();
    return server;
  }

  @Test
  void theProgramIsStartedAgain() throws Exception {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (SshServer server = server();
        SshTransport transport = new SshTransport();
        Connection connection = connect(transport, server);
        RunningProgram program =
            connection.start("cat", said::write, (b, o, l) -> {}, Optional.empty())) {
      program.stdin().write("whole".getBytes(StandardCharsets.US_ASCII));
      program.stdin().close();
      assertEquals(0, program.exit().get());
    }
    assertEquals("whole", said.toString(StandardCharsets.US_ASCII));
    assertEquals(-1, left.get());
  }

  private Connection connect(SshTransport transport, SshServer server) throws Exception {
    return transport.connect(
        new Home(folder.resolve("home"))
            .to("127.0.0.1")
            .port(server.getPort())
            .user("bob")
            .password("sesame")
            .checking("accept-new")
            .target());
  }
}
