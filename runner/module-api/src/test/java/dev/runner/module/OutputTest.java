package dev.runner.module;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class OutputTest {
  @Test
  void theLastLineIsMostlyTheCause() {
    assertEquals("fatal: no", Output.of(1, "out", "warning: x\nfatal: no\n\n").lastWords());
    assertEquals("out", Output.of(1, "out\n", "").lastWords());
    assertEquals(
        "ls: invalid option -- 'y'",
        Output.of(2, "", "ls: invalid option -- 'y'\nTry 'ls --help' for more information.\n")
            .lastWords());
  }

  @Test
  void aFullDiskIsTheCauseOfWhatIsSaidAfterIt() {
    Output git =
        Output.of(
            128,
            "",
            "error: unable to write file: No space left on device\nfatal: unpack-objects failed\n");
    assertEquals("error: unable to write file: No space left on device", git.lastWords());
  }
}
