package dev.runner.modules.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.Output;
import org.junit.jupiter.api.Test;

class PipTroubleTest {
  /// As pip 1.5 says it of an index that takes connections and never answers.
  @Test
  void anOldPipThatGetsNoAnswer() {
    String said =
        """
        Downloading/unpacking Django==1.6.11 (from -r base.txt (line 1))
          Cannot fetch index base URL http://127.0.0.1:8099/simple/
          Could not find any downloads that satisfy the requirement Django==1.6.11 (from -r base.txt (line 1))
        Cleaning up...
        No distributions at all found for Django==1.6.11 (from -r base.txt (line 1))
        Storing debug log for failure in /home/ann/.pip/pip.log
        """;
    assertEquals(
        "the package index can't be reached: No distributions at all found for Django==1.6.11 (from"
            + " -r base.txt (line 1))",
        PipTrouble.of(Output.of(1, said, "")).sentence());
  }

  @Test
  void anOldPipWhoseIndexHasNoSuchPackage() {
    String said =
        """
        Downloading/unpacking Djagno==1.6.11
          Could not find any downloads that satisfy the requirement Djagno==1.6.11
        Cleaning up...
        No distributions at all found for Djagno==1.6.11
        Storing debug log for failure in /home/ann/.pip/pip.log
        """;
    assertEquals(
        "the package index knows no such package, or doesn't answer: No distributions at all found"
            + " for Djagno==1.6.11",
        PipTrouble.of(Output.of(1, said, "")).sentence());
  }

  @Test
  void aPythonOfTheSystemIsNamedAsPipNamesIt() {
    PipTrouble trouble = PipTrouble.of(Output.of(1, "", "error: externally-managed-environment\n"));
    assertTrue(trouble.sentence().startsWith("externally-managed-environment: "));
    assertTrue(trouble.remedy().contains("`virtualenv`"));
    assertTrue(trouble.remedy().contains("`break_system_packages`"));
  }
}
