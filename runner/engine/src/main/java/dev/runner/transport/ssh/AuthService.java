package dev.runner.transport.ssh;

import java.io.IOException;
import java.util.List;
import org.apache.sshd.client.future.AuthFuture;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.client.session.ClientUserAuthService;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/// Authentication that doesn't ask for the host's methods first when it has something to offer.
final class AuthService extends ClientUserAuthService {
  private final Handshake handshake;

  AuthService(Session session) {
    Handshake.of((ClientSession) session).prepare((ClientSession) session);
    super(session);
    handshake = Handshake.of((ClientSession) session);
  }

  @Override
  protected @Nullable IoWriteFuture sendInitialAuthRequest(ClientSession session, String service)
      throws IOException {
    AuthFuture future = authFutureHolder.get();
    if (!handshake.login().ready() || future == null) {
      return super.sendInitialAuthRequest(session, service);
    }
    serverMethods = List.copyOf(clientMethods); // until the host says which ones it takes
    try {
      tryNext(SshConstants.SSH_MSG_USERAUTH_FAILURE, future);
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
    return null;
  }

  @Override
  protected void processUserAuth(int command, Buffer buffer, AuthFuture future) throws Exception {
    if (command == SshConstants.SSH_MSG_USERAUTH_FAILURE) {
      int position = buffer.rpos();
      List<String> methods = List.of(buffer.getString().split(","));
      handshake.login().attempts().offered(methods, buffer.getBoolean());
      buffer.rpos(position);
    }
    super.processUserAuth(command, buffer, future);
  }
}
