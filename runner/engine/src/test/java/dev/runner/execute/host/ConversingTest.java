package dev.runner.execute.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.execute.reach.HostAccess.Applied;
import dev.runner.execute.reach.HostAccess.Watching;
import dev.runner.module.Command;
import dev.runner.module.Step;
import dev.runner.transport.Identity;
import dev.runner.values.Marks;
import dev.runner.values.Text;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Commands that ask at a terminal. Needs `script` (Debian's bsdutils), which BusyBox isn't built
/// with everywhere.
class ConversingTest {
  private static final Identity LOGIN = new Identity.Login();

  @TempDir Path home;

  static Stream<Shells> shells() {
    return Shells.installed().filter(shell -> shell != Shells.BUSYBOX);
  }

  private static Step.Exchange exchange(String pattern, String... answers) {
    return new Step.Exchange(
        pattern, Stream.of(answers).map(each -> Text.of(each, Marks.NONE)).toList());
  }

  private static Command sh(String script) {
    return Command.of("sh", "-c", script);
  }

  private Applied apply(ShellOfThisMachine session, Step.Dialogue dialogue) throws Exception {
    return new RemoteAccess(session, "here", Duration.ofSeconds(30))
        .apply(LOGIN, List.of(dialogue), Map.of(), Watching.NOBODY, Duration.ofSeconds(30));
  }

  private static Step.Dialogue dialogue(Command command, Step.Exchange... exchanges) {
    return new Step.Dialogue("talk", command, List.of(exchanges), Duration.ofSeconds(20));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void answersInOrderAndRepeatsTheLast(Shells shell) throws Exception {
    String asks =
        "[ -t 0 ] && [ -t 1 ] || exit 9; for i in 1 2 3; do printf 'value %s? ' $i; read -r v;"
            + " echo \"[$v]\"; done; printf 'really (y/n)'; read -r v; echo; echo \"sure: $v\"";
    Applied applied =
        apply(
            shell.session(home),
            dialogue(
                sh(asks), exchange("value \\d\\?", "it's é", "$HOME"), exchange("y/n", "yes")));
    assertEquals(Optional.empty(), applied.failed(), applied.because());
    assertEquals(
        "value 1? [it's é]\nvalue 2? [$HOME]\nvalue 3? [$HOME]\nreally (y/n)\nsure: yes",
        applied.outputs().get(0).out());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void typesSecretsThatNobodySees(Shells shell) throws Exception {
    String asks =
        "stty -echo; printf 'New password: '; read -r a; printf '\\nRetype: '; read -r b; stty echo;"
            + " echo; [ \"$a\" = \"$b\" ] && [ ${#a} = 9 ] && [ ${#K} = 8 ] || exit 4;"
            + " case $(cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' ') in"
            + " *\"$a\"* | *\"$K\"*) exit 5 ;; esac";
    Text secret = Text.of("hush-hush", Marks.NONE.asSecret());
    ShellOfThisMachine session = shell.session(home);
    Applied applied =
        apply(
            session,
            dialogue(
                sh(asks).with("K", Text.of("key hush", Marks.NONE.asSecret())),
                new Step.Exchange("(?i)password:|retype:", List.of(secret))));
    assertEquals(Optional.empty(), applied.failed(), applied.because());
    assertEquals("New password: \nRetype:", applied.outputs().get(0).out().strip());
    assertFalse(session.scripts.toString().contains("hush-hush"));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void saysWhyItFailed(Shells shell) throws Exception {
    Applied failed = apply(shell.session(home), dialogue(sh("echo no; exit 7")));
    assertEquals("no (exit status 7)", failed.because());
    assertEquals(7, failed.outputs().get(0).exit());
    Step.Dialogue stuck =
        new Step.Dialogue(
            "talk",
            sh("echo hello; printf 'Name: '; read -r x"),
            List.of(exchange("Age", "7")),
            Duration.ofSeconds(2));
    assertTrue(apply(shell.session(home), stuck).because().startsWith("it was stopped after 2 s"));
    assertTrue(
        apply(shell.session(home), dialogue(sh("true"), exchange("(", "x")))
            .because()
            .startsWith("a pattern isn't a regular expression"));
    assertTrue(
        apply(shell.without(home, "script"), dialogue(sh("true")))
            .because()
            .startsWith("the host has no program \"script\""));
  }

  @Test
  void findsTheFirstOfSeveralAndWhatComesInPieces() {
    Conversation conversation =
        new Conversation(List.of(exchange("b.", "B"), exchange("a+:", "A")));
    conversation.accept("xaa".getBytes(), 0, 3);
    conversation.accept(":b1b".getBytes(), 0, 4);
    byte[] typed = new byte[10];
    assertEquals(2, conversation.read(typed, 0, 10));
    assertEquals('A', typed[0]);
    assertEquals(2, conversation.read(typed, 0, 10));
    assertEquals('B', typed[0]);
    assertEquals("b", conversation.unanswered());
    conversation.close();
    assertEquals(-1, conversation.read(typed, 0, 10));
  }
}
