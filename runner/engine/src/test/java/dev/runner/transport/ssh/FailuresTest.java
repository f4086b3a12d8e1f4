package dev.runner.transport.ssh;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.transport.ssh.config.SshConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailuresTest {
  @TempDir private Path home;

  @Test
  void aLimitOfThisMachineIsToldFromAHostThatIsNotThere() throws Exception {
    var options = new SshConfig(home, "me", home.resolve("none")).read("web", List.of(), List.of());
    IOException full =
        new IOException("java.net.SocketException", new IOException("Too many open files"));
    String sentence = Failures.unreachable(options, "192.0.2.1 port 22", full).getMessage();
    assertTrue(sentence.contains("this machine lets a process open no more files"), sentence);
    assertTrue(sentence.contains("ulimit -n"), sentence);
  }
}
