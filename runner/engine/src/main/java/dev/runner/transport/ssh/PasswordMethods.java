package dev.runner.transport.ssh;

import org.apache.sshd.client.auth.keyboard.UserAuthKeyboardInteractive;
import org.apache.sshd.client.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.client.auth.password.UserAuthPassword;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.buffer.Buffer;

/// The two methods that send the password, taking note that they did.
final class PasswordMethods {
  private PasswordMethods() {}

  /// `password`.
  static final class Plain extends UserAuthPasswordFactory {
    private final Login login;

    Plain(Login login) {
      this.login = login;
    }

    @Override
    public UserAuthPassword createUserAuth(ClientSession session) {
      return new UserAuthPassword() {
        @Override
        protected IoWriteFuture sendPassword(
            Buffer buffer, ClientSession session, String old, String password) throws Exception {
          login.attempts().tried("the password");
          return super.sendPassword(buffer, session, old, password);
        }
      };
    }
  }

  /// `keyboard-interactive`, as far as it asks for the password.
  static final class Interactive extends UserAuthKeyboardInteractiveFactory {
    private final Login login;

    Interactive(Login login) {
      this.login = login;
    }

    @Override
    public UserAuthKeyboardInteractive createUserAuth(ClientSession session) {
      return new UserAuthKeyboardInteractive() {
        @Override
        protected String[] getUserResponses(
            String name, String instruction, String language, String[] prompts, boolean[] echo) {
          String[] answers = super.getUserResponses(name, instruction, language, prompts, echo);
          if (answers == null) {
            login.attempts().leftOut("the question \"" + String.join(" ", prompts).strip() + "\"");
          } else if (answers.length > 0) {
            login.attempts().tried("the password (keyboard-interactive)");
          }
          return answers;
        }
      };
    }
  }
}
