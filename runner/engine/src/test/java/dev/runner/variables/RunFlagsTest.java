package dev.runner.variables;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunFlagsTest {
  @ParameterizedTest
  @CsvSource({
    "2.21.5, 2.19, true",
    "2.19.0, 2.19, true",
    "3.0.1, 2.19, true",
    "2.18.1, 2.19, false",
    "2.18.1, 2.14, true",
    "2.21.0.dev0, 2.14, false",
  })
  void aReleaseSpeaksOneLanguage(String release, String language, boolean speaks) {
    assertEquals(speaks, RunFlags.speaks(release, language));
  }
}
