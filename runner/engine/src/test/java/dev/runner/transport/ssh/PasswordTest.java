package dev.runner.transport.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.transport.ConnectException;
import dev.runner.transport.ConnectException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.UserAuthFactory;
import org.apache.sshd.server.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Passwords, against MINA SSHD's own server: a real sshd would need a user with a password.
class PasswordTest {
  @TempDir Path folder;
  private final List<String> shown = Collections.synchronizedList(new ArrayList<>());

  private SshServer server(UserAuthFactory method) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    SshServer server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    server.setKeyPairProvider(KeyPairProvider.wrap(generator.generateKeyPair()));
    server.setUserAuthFactories(List.of(method));
    server.setPasswordAuthenticator(
        (user, password, session) -> {
          shown.add(password);
          return user.equals("bob") && password.equals("sesame");
        });
    server.start();
    return server;
  }

  private void connect(SshServer server, String password, String checking) throws Exception {
    Home home = new Home(folder.resolve("home"));
    try (SshTransport transport = new SshTransport()) {
      transport
          .connect(
              home.to("127.0.0.1")
                  .port(server.getPort())
                  .user("bob")
                  .password(password)
                  .checking(checking)
                  .target())
          .close();
    }
  }

  @Test
  void thePasswordIsSentAtOnce() throws Exception {
    try (SshServer server = server(UserAuthPasswordFactory.INSTANCE)) {
      connect(server, "sesame", "accept-new");
      assertEquals(List.of("sesame"), shown);
    }
  }

  @Test
  void keyboardInteractiveAsksForItToo() throws Exception {
    try (SshServer server = server(UserAuthKeyboardInteractiveFactory.INSTANCE)) {
      connect(server, "sesame", "accept-new");
      assertEquals(List.of("sesame"), shown);
    }
  }

  @Test
  void aWrongOneIsTriedOnceAndNotShown() throws Exception {
    try (SshServer server = server(UserAuthPasswordFactory.INSTANCE)) {
      ConnectException refused =
          assertThrows(ConnectException.class, () -> connect(server, "opensesame", "accept-new"));
      assertEquals(Kind.AUTHENTICATION, refused.kind(), refused.getMessage());
      assertTrue(refused.getMessage().contains("Tried: the password"), refused.getMessage());
      assertFalse(refused.getMessage().contains("opensesame"), refused.getMessage());
      assertEquals(1, shown.size());
    }
  }

  @Test
  void aHostWhoseKeyIsNotTheKnownOneIsShownNone() throws Exception {
    try (SshServer server = server(UserAuthPasswordFactory.INSTANCE)) {
      Home home = new Home(folder.resolve("home"));
      Path other = home.key("other", "ecdsa", "");
      String[] words = Files.readString(Path.of(other + ".pub")).split(" ");
      Files.writeString(
          home.knownHosts(),
          "[127.0.0.1]:%d %s %s\n".formatted(server.getPort(), words[0], words[1]));
      ConnectException refused =
          assertThrows(ConnectException.class, () -> connect(server, "sesame", "no"));
      assertTrue(refused.getMessage().contains("shown no password"), refused.getMessage());
      assertEquals(List.of(), shown);
    }
  }
}
