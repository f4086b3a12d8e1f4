package dev.runner.transport.shell;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runner.become.Become;
import dev.runner.module.Output;
import dev.runner.transport.Identity;
import dev.runner.transport.Script;
import dev.runner.transport.Target;
import dev.runner.transport.local.LocalTransport;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShellSessionTest {
  static final Duration PLENTY = Duration.ofSeconds(30);
  static final Identity LOGIN = new Identity.Login();

  static Target target() {
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
        Path.of(System.getProperty("user.home")));
  }

  @Test
  void runs() throws Exception {
    try (var session = new ShellSession(LocalTransport.ofThisUser(), target(), new Become())) {
      Output o = session.run(LOGIN, Script.of("printf a; echo b >&2; exit 3"), PLENTY);
      assertEquals(3, o.exit());
      assertEquals("a", o.stdout().lenientText());
      assertEquals("b\n", o.stderr().lenientText());
      for (int i = 0; i < 3; i++) {
        o =
            session.live(
                LOGIN,
                Script.of("cd /; echo $PWD; exec sh -c 'echo x; exit 4'"),
                InputStream.nullInputStream(),
                (b, f, l) -> {},
                (b, f, l) -> {},
                1000,
                PLENTY);
        assertEquals(4, o.exit());
        assertEquals("/\nx\n", o.stdout().lenientText());
      }
      o =
          session.live(
              LOGIN,
              Script.of("exec cat"),
              new ByteArrayInputStream(
                  "hello\n\0\1".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
              (b, f, l) -> {},
              (b, f, l) -> {},
              1000,
              PLENTY);
      assertArrayEquals(
          "hello\n\0\1".getBytes(java.nio.charset.StandardCharsets.UTF_8), o.stdout().bytes());
      o =
          session.feed(
              LOGIN,
              Script.of("exec cat"),
              new ByteArrayInputStream(
                  "hello\n\0\1".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
              PLENTY);
      assertArrayEquals(
          "hello\n\0\1".getBytes(java.nio.charset.StandardCharsets.UTF_8), o.stdout().bytes());
    }
  }
}
