package dev.runner.become;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.Output;
import dev.runner.transport.ConnectException;
import dev.runner.transport.Identity;
import dev.runner.transport.Script;
import dev.runner.transport.Target;
import dev.runner.transport.local.LocalTransport;
import dev.runner.transport.shell.ShellSession;
import dev.runner.values.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The dialogue with sudo, su and doas, played by shell scripts that talk as they do. Each call is
/// noted in the file `calls`.
class BecomeTest {
  private static final Duration PLENTY = Duration.ofSeconds(30);

  /// Reads sudo's options: `n`, `S`, `p`, `u`, and the command in what is left.
  private static final String OPTIONS =
      """
      #!/bin/sh
      echo "$*" >>"$CALLS"
      n= S= p= u=
      while getopts HnSp:u: o; do case $o in n) n=1;; S) S=1;; p) p=$OPTARG;; u) u=$OPTARG;; esac; done
      shift $((OPTIND - 1))
      [ "$LC_ALL" = C ] || exit 99
      """;

  private static final String ASKING =
      OPTIONS
          + """
          if [ -n "$n" ]; then echo "sudo: a password is required" >&2; exit 1; fi
          [ -n "$S" ] || exit 98
          printf '\\nWe trust you have received the usual lecture. Three things:\\n\\n    #1) Respect.\\n' >&2
          for i in 1 2 3; do
            printf '%s' "$p" >&2
            read -r given
            if [ "$given" = 'pass'\\''w "ord' ]; then BECAME=$u exec env BECAME="$u" "$@"; fi
            echo 'Sorry, try again.' >&2
          done
          exit 1
          """;

  @TempDir Path folder;
  private Path calls = Path.of("");

  @BeforeEach
  void name() {
    calls = folder.resolve("calls");
  }

  private ShellSession session() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("PATH", folder + ":" + System.getenv("PATH"));
    environment.put("CALLS", calls.toString());
    environment.put("TMPDIR", folder.toString());
    environment.put("LANG", "C.UTF-8");
    environment.remove("LC_ALL");
    return new ShellSession(new LocalTransport(folder, environment), target(), new Become());
  }

  private Target target() {
    return new Target(
        "here",
        "localhost",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        PLENTY,
        0,
        folder);
  }

  /// Written by another process, because a program that some fork of ours still has open for
  /// writing can't be started.
  private void tool(String name, String text) throws Exception {
    Process writing =
        new ProcessBuilder("sh", "-c", "cat >\"$1\" && chmod 755 \"$1\"", "sh", name)
            .directory(folder.toFile())
            .start();
    try (OutputStream out = writing.getOutputStream()) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    assertEquals(0, writing.waitFor());
  }

  private static Identity.Become by(String method, String user, String... password) {
    return new Identity.Become(
        method,
        user,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        password.length == 0 ? Optional.empty() : Optional.of(Secret.of(password[0])));
  }

  private String called() throws IOException {
    return Files.exists(calls) ? Files.readString(calls) : "";
  }

  private String refusal(Identity who) {
    try (ShellSession session = session()) {
      ConnectException refused =
          assertThrows(
              ConnectException.class, () -> session.run(who, Script.of("echo no"), PLENTY));
      assertEquals(ConnectException.Kind.BECOME, refused.kind(), refused.toString());
      return String.valueOf(refused.getMessage());
    }
  }

  private static void assertSays(String text, String part) {
    assertTrue(text.contains(part), text);
  }

  @Test
  void sudoWithoutPasswordIsCalledOnce() throws Exception {
    tool("sudo", OPTIONS + "exec env BECAME=\"$u\" \"$@\"\n");
    try (ShellSession session = session()) {
      for (int i = 0; i < 3; i++) {
        Output output =
            session.run(by("sudo", "web"), Script.of("echo $BECAME ${LC_ALL-no}"), PLENTY);
        assertEquals("web no", output.out());
        assertEquals("", output.err());
      }
    }
    assertEquals(1, called().lines().count(), called());
    assertTrue(called().startsWith("-H -n -u web sh -c "), called());
  }

  @Test
  void sudoGetsThePasswordWhereItAsks() throws Exception {
    tool("sudo", ASKING);
    try (ShellSession session = session()) {
      Output output =
          session.run(by("sudo", "root", "pass'w \"ord"), Script.of("echo $BECAME; cat"), PLENTY);
      assertEquals("root", output.out());
      assertEquals("", output.err());
    }
    assertFalse(called().contains("ord"), called());
  }

  @Test
  void sudoThatNeedsNoPasswordIsGivenNone() throws Exception {
    tool("sudo", OPTIONS + "exec env BECAME=\"$u\" \"$@\"\n");
    try (ShellSession session = session()) {
      Identity who = by("sudo", "root", "echo wrong");
      assertEquals("root", session.run(who, Script.of("echo $BECAME"), PLENTY).out());
    }
  }

  @Test
  void aWrongPasswordIsTriedOnce() throws Exception {
    tool("sudo", ASKING);
    try (ShellSession session = session();
        ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Output> call =
          () -> session.run(by("sudo", "root", "guess"), Script.of("echo no"), PLENTY);
      for (Future<Output> each : many.invokeAll(List.of(call, call, call, call))) {
        Throwable cause = assertThrows(Exception.class, each::get).getCause();
        assertSays(String.valueOf(cause), "sudo does not make us root: Incorrect sudo password");
        assertFalse(String.valueOf(cause).contains("guess"));
      }
    }
    assertEquals(1, called().lines().count(), called());
  }

  @Test
  void aMissingPasswordIsNamed() throws Exception {
    tool("sudo", ASKING);
    assertSays(refusal(by("sudo", "root")), "Missing sudo password: none was given");
  }

  @Test
  void refusalsSayWhatToDo() throws Exception {
    Map<String, String> refusals =
        Map.of(
            "ann is not in the sudoers file.", "isn't allowed",
            "sudo: unknown user web", "no such user",
            "sudo: account validation failure, is your account locked?", "expired",
            "sudo: Account expired or PAM config lacks an account section", "expired",
            "sudo: /usr/bin/sudo must be owned by uid 0 and have the setuid bit set",
                "status 1 (it said: sudo: /usr/bin/sudo must be owned",
            "sudo: The \"no new privileges\" flag is set", "root's rights");
    for (Map.Entry<String, String> each : refusals.entrySet()) {
      tool("sudo", OPTIONS + "echo '" + each.getKey() + "' >&2; exit 1\n");
      assertSays(refusal(by("sudo", "web")), each.getValue());
    }
  }

  @Test
  void aToolThatIsNotThereIsNamed() throws Exception {
    Identity.Become nowhere =
        new Identity.Become(
            "sudo",
            "root",
            Optional.of("/nowhere/sudo"),
            List.of(),
            Optional.empty(),
            Optional.empty());
    assertSays(refusal(nowhere), "/nowhere/sudo does not make us root: the program isn't there");
  }

  @Test
  void anUnknownQuestionIsQuoted() throws Exception {
    tool("sudo", OPTIONS + "printf 'Verification code: ' >&2; read -r x; exit 1\n");
    assertSays(refusal(by("sudo", "root", "x")), "no answer to (it said: Verification code:)");
  }

  @Test
  void sudoThatWantsATerminalGetsOne() throws Exception {
    tool(
        "sudo",
        OPTIONS
            + """
            ( : <>/dev/tty ) 2>/dev/null || { echo 'sudo: sorry, you must have a tty to run sudo' >&2; exit 1; }
            exec env BECAME="$u" "$@"
            """);
    try (ShellSession session = session()) {
      streamsAreApartAndExact(session, by("sudo", "web"), "web");
    }
    assertNoPipesLeft();
  }

  @Test
  void sudoMayAskOnTheTerminal() throws Exception {
    tool(
        "sudo",
        OPTIONS
            + """
            ( : <>/dev/tty ) 2>/dev/null || { echo 'sudo: sorry, you must have a tty to run sudo' >&2; exit 1; }
            [ -z "$S" ] || exit 97
            exec 9<>/dev/tty
            printf '%s' "$p" >&9; read -r given <&9; echo >&9; exec 9>&-
            [ "$given" = secret ] || { echo 'sudo: 1 incorrect password attempt' >&2; exit 1; }
            exec env BECAME="$u" "$@"
            """);
    try (ShellSession session = session()) {
      streamsAreApartAndExact(session, by("sudo", "web", "secret"), "web");
    }
    assertSays(refusal(by("sudo", "web", "guess")), "Incorrect sudo password");
    assertNoPipesLeft();
  }

  @Test
  void whatIsSaidAfterTheEndIsHeard() throws Exception {
    tool(
        "sudo",
        """
        ( : <>/dev/tty ) 2>/dev/null || { echo 'sudo: sorry, you must have a tty to run sudo' >&2; exit 1; }
        trap '' HUP
        {
          while ( : <>/dev/tty ) 2>/dev/null; do :; done
          i=0; while [ $i -lt 100 ]; do ( : ); i=$((i + 1)); done
          echo 'sudo: 1 incorrect password attempt' >&2
        } &
        exit 1
        """);
    assertSays(refusal(by("sudo", "web", "guess")), "Incorrect sudo password");
    assertNoPipesLeft();
  }

  @Test
  void doasAsksOnTheTerminal() throws Exception {
    tool(
        "doas",
        OPTIONS
            + """
            if [ -n "$n" ]; then echo 'doas: Authentication required' >&2; exit 1; fi
            ( : <>/dev/tty ) 2>/dev/null || { echo 'doas: a tty is required' >&2; exit 1; }
            # sshd gives a terminal up that nobody has open, and what is asked there isn't seen
            [ "$(cat "/proc/$PPID/comm")" = sh ] && ls -l "/proc/$PPID/fd" | grep -q '/dev/pts/[0-9]' || exit 97
            exec 9<>/dev/tty
            printf 'doas (ann@here) password: ' >&9; read -r given <&9; echo >&9; exec 9>&-
            [ "$given" = secret ] || { echo 'doas: Authentication failed' >&2; exit 1; }
            exec env BECAME="$u" "$@"
            """);
    try (ShellSession session = session()) {
      streamsAreApartAndExact(session, by("doas", "web", "secret"), "web");
    }
    assertSays(refusal(by("doas", "web", "guess")), "Incorrect doas password");
    assertSays(refusal(by("doas", "web")), "none was given");
  }

  @Test
  void suAsksOnItsInput() throws Exception {
    tool(
        "su",
        """
        #!/bin/sh
        echo "$*" >>"$CALLS"
        u=$1
        printf 'Password: ' >&2
        read -r given
        echo >&2
        [ "$given" = secret ] || { echo 'su: Authentication failure' >&2; exit 1; }
        BECAME=$u exec env BECAME="$u" sh -c "$3"
        """);
    try (ShellSession session = session()) {
      streamsAreApartAndExact(session, by("su", "web", "secret"), "web");
    }
    assertSays(refusal(by("su", "web", "guess")), "Incorrect su password");
    assertSays(refusal(by("su", "web")), "none was given");
  }

  @Test
  void whatCannotBeQuotedIsRefused() {
    Identity.Become odd =
        new Identity.Become(
            "sudo", "it's", Optional.empty(), List.of(), Optional.empty(), Optional.empty());
    try (ShellSession session = session()) {
      ConnectException refused =
          assertThrows(
              ConnectException.class, () -> session.run(odd, Script.of("echo no"), PLENTY));
      assertEquals(ConnectException.Kind.OPTION, refused.kind());
    }
  }

  private static void streamsAreApartAndExact(ShellSession session, Identity who, String user)
      throws Exception {
    for (int i = 0; i < 2; i++) {
      Output output =
          session.run(who, Script.of("printf \"$BECAME\\r\\n\\004\"; echo err >&2"), PLENTY);
      assertEquals(user + "\r\n\004", output.stdout().lenientText());
      assertEquals("err\n", output.stderr().lenientText());
    }
    byte[] content = "a\r\n\003\004\0\n".repeat(9999).getBytes(StandardCharsets.UTF_8);
    Output fed =
        session.feed(who, Script.of("cat; echo e >&2"), new ByteArrayInputStream(content), PLENTY);
    assertEquals(new String(content, StandardCharsets.UTF_8), fed.stdout().lenientText());
    assertEquals("e", fed.err());
  }

  private void assertNoPipesLeft() throws IOException {
    try (var files = Files.list(folder)) {
      assertEquals(
          List.of(),
          files.filter(file -> file.getFileName().toString().startsWith(".runner-")).toList());
    }
  }
}
