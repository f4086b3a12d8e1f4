package dev.runner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runner.report.console.SourceLines;
import dev.runner.source.Diagnostics;
import dev.runner.values.Origin;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TellingTest {
  @Test
  void tellsOnceOfAPatternThatMatchesNobodyWhereverItStands() {
    Diagnostics patterns = new Diagnostics();
    patterns.warning(new Origin("site.yml", 1, 3), "nobody is called db", "is it db1?");
    patterns.warning(new Origin("site.yml", 9, 3), "nobody is called db", "is it db1?");
    patterns.warning(new Origin("site.yml", 9, 3), "nobody is called web", "");
    StringWriter told = new StringWriter();
    new Telling(
            () -> Telling.Manner.ANSIBLE,
            new SourceLines(Path.of("/"), name -> Optional.empty()),
            new PrintWriter(told))
        .unmatched(patterns);
    assertEquals(
        "[WARNING]: nobody is called db\n[WARNING]: nobody is called web\n", told.toString());
  }
}
