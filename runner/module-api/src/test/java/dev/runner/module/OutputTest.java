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

  @Test
  void aMistakeInAStatementIsTheCauseAndTheHintIsNot() {
    Output psql =
        Output.of(
            3,
            "",
            "psql:<stdin>:1: ERROR:  extension \"x\" is not available\n"
                + "DETAIL:  Could not open the file.\n"
                + "HINT:  The extension must first be installed.\n");
    assertEquals("psql:<stdin>:1: ERROR:  extension \"x\" is not available", psql.lastWords());
    Output elsewhere = Output.of(1, "", "ERROR: no\nfatal: the cause\n");
    assertEquals("fatal: the cause", elsewhere.lastWords());
  }
}
