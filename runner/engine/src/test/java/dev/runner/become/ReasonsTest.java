package dev.runner.become;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.transport.Identity;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the real tools of Debian 12 say, word for word.
class ReasonsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          DOAS | doas: Authentication required | none was given
          DOAS | doas: Operation not permitted | isn't allowed to
          DOAS | doas: unknown user | no such user
          DOAS | doas: Authentication failed | Incorrect doas password
          DOAS | doas: not installed setuid | set-user-ID
          DOAS | doas: doas is not enabled, /etc/doas.conf: No such file or directory | mend /etc/doas.conf
          DOAS | doas: /etc/doas.conf is writable by group or other | mend /etc/doas.conf
          DOAS | doas: syntax error at line 3 | mend /etc/doas.conf
          SU | su: incorrect password | Incorrect su password
          SU | su: unknown user missing | no such user
          SU | This account is currently not available. | login shell refuses
          SU | su: can't execute '/nosuchshell': No such file or directory | login shell
          SU | su: failed to execute /nosuchshell: No such file or directory | login shell
          SU | su: must be suid to work properly | set-user-ID
          SU | su: Authentication failure | Incorrect su password
          SU | su: user missing does not exist or the user entry does not contain all the required fields | no such user
          SU | Your account has expired; please contact your system administrator. | has expired
          SU | You are required to change your password immediately (administrator enforced). | has expired
          """)
  void aRefusalIsExplained(Tool tool, String said, String sentence) {
    Identity.Become who =
        new Identity.Become(
            "x", "web", Optional.empty(), List.of(), Optional.empty(), Optional.empty());

    String message = String.valueOf(Reasons.of(tool, who, 1, said).getMessage());

    assertTrue(message.contains(sentence), message);
    assertTrue(message.endsWith("(it said: " + said + ")"), message);
  }
}
