package dev.runner.execute.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runner.module.Command;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Whose shells are ended before a step.
class LeavingTest {
  private static Optional<String> user(Object... words) {
    return Leaving.user(Step.run("", Command.of(words)));
  }

  @Test
  void aUserLeavesByTheProgramsThatRemoveAndRename() {
    assertEquals(Optional.of("ann"), user("userdel", "-r", "ann"));
    assertEquals(Optional.of("ann"), user("deluser", "ann"));
    assertEquals(Optional.of("ann"), user("usermod", "-l", "eve", "ann"));
    assertEquals(Optional.empty(), user("useradd", "ann"));
    assertEquals(Optional.empty(), user("echo", "userdel", "ann"));
    assertEquals(Optional.empty(), Leaving.user(new Step.Delete("", RemotePath.of("/home/ann"))));
  }
}
