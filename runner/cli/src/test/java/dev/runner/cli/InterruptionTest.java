package dev.runner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run that is stopped from outside: what runs on the host is stopped, what is owed is paid, and
/// the exit status says so.
class InterruptionTest {
  @TempDir private Path directory;

  @Test
  void ctrlCStopsTheCommandAndPaysWhatIsOwed() throws Exception {
    stoppedBy("INT");
  }

  @Test
  void terminationDoesTheSame() throws Exception {
    stoppedBy("TERM");
  }

  private void stoppedBy(String signal) throws Exception {
    write(
        "play.yml",
        """
        - hosts: h
          gather_facts: false
          tasks:
            - raise_flag: { path: "%1$s/flag" }
            - name: a long one
              command: sh -c 'echo $$ > %1$s/begun; exec sleep 1000'
            - command: touch %1$s/unreached
        - hosts: later
          gather_facts: false
          closing: true
          tasks:
            - debug: { msg: "later: '{{ runner_interrupted }}'" }
        - hosts: h
          gather_facts: false
          closing: true
          tasks:
            - stat: { path: "%1$s/flag" }
              register: flag
            - debug:
                msg: "closed; broken off: {{ runner_interrupted }}; flag: {{ flag.stat.exists }}"
        """
            .formatted(directory));
    ran("mkfifo", directory.resolve("begun").toString());
    Process run = start();
    long sleeping = Long.parseLong(Files.readString(directory.resolve("begun")).strip());
    assertTrue(Files.exists(directory.resolve("flag")));

    ran("kill", "-" + signal, String.valueOf(run.pid()));

    assertTrue(run.waitFor(60, TimeUnit.SECONDS), "the run goes on");
    String told = Files.readString(directory.resolve("out"));
    assertEquals(ExitCode.INTERRUPTED.status(), run.exitValue(), told);
    assertFalse(Files.exists(directory.resolve("flag")), told);
    assertFalse(Files.exists(directory.resolve("unreached")), told);
    assertTrue(told.contains("paid at the end: the flag is up"), told);
    assertTrue(told.contains("closed; broken off: a long one; flag: False"), told);
    assertTrue(told.contains("later: ''"), told);
    Optional<ProcessHandle> left = ProcessHandle.of(sleeping).filter(ProcessHandle::isAlive);
    assertTrue(left.isEmpty(), "the command is still running");
  }

  private Process start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "play",
                "play.yml",
                "-i",
                "h,later",
                "-c",
                "local"));
    builder.directory(directory.toFile());
    builder.redirectErrorStream(true).redirectOutput(directory.resolve("out").toFile());
    builder.environment().put("HOME", directory.toString());
    builder.environment().put("RUNNER_RECORDS", directory.resolve("records").toString());
    return builder.start();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  private static void ran(String... words) throws Exception {
    assertEquals(0, new ProcessBuilder(words).inheritIO().start().waitFor());
  }
}
