package dev.runner.transport.shell;

import static dev.runner.transport.shell.Shells.LOGIN;
import static dev.runner.transport.shell.Shells.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.transport.ConnectException;
import dev.runner.transport.Script;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run that is interrupted while a script of ours is under way.
class InterruptedTest {
  @TempDir Path folder;

  /// Its deadline is far away; a program of it that was held hears no TERM.
  @Test
  void aScriptThatDoesNotEndIsStopped() throws Exception {
    try (ShellSession session = Shells.session(Shells.local("dash", folder))) {
      run(session, "mkfifo begun");
      CompletableFuture<ConnectException> told = new CompletableFuture<>();
      Thread thread =
          Thread.ofVirtual()
              .start(
                  () ->
                      told.complete(
                          assertThrows(
                              ConnectException.class,
                              () ->
                                  session.run(
                                      LOGIN,
                                      Script.of("sh -c 'echo $$ >begun; kill -STOP $$'"),
                                      Duration.ofDays(1)))));
      long held = Long.parseLong(Files.readString(folder.resolve("begun")).strip());
      thread.interrupt();
      thread.join();
      assertTrue(told.join().getMessage().contains("the run was interrupted"), told.join() + "");
      ProcessHandle.of(held).ifPresent(InterruptedTest::ends);
      assertEquals("fine", run(session, "echo fine").out());
    }
  }

  private static void ends(ProcessHandle process) {
    process.onExit().orTimeout(Shells.PLENTY.toSeconds(), TimeUnit.SECONDS).join();
  }

  @Test
  void oneThatEndsSoonTakesItsCourse() throws Exception {
    try (ShellSession session = Shells.session(Shells.local("dash", folder))) {
      Thread.currentThread().interrupt();
      assertEquals("fine", run(session, "echo fine").out());
      assertTrue(Thread.interrupted());
    }
  }
}
