package dev.runner.execute.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runner.jinja.Language;
import dev.runner.source.ControlFiles;
import dev.runner.template.RawVariables;
import dev.runner.template.Scope;
import dev.runner.template.Templates;
import dev.runner.template.ports.Ports;
import dev.runner.values.Marks;
import dev.runner.values.Text;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeywordsTest {
  @TempDir Path folder;

  private Scope scope() {
    return new Templates(Language.ANSIBLE_2_19, Ports.local(ControlFiles.disk(), folder))
        .scope(RawVariables.of(Map.of()));
  }

  private Optional<Boolean> flag(String written) {
    return Keywords.flag(Text.of(written, Marks.TRUSTED), scope());
  }

  @Test
  void readsYesAndNo() {
    assertEquals(Optional.of(true), flag("{{ 'on' }}"));
    assertEquals(Optional.of(false), flag("{{ 1 > 2 }}"));
    assertEquals(Optional.empty(), flag("{{ omit }}"));
    assertEquals(Optional.empty(), flag("{{ none }}"));
    assertEquals(Optional.empty(), flag(""));
    assertEquals(Optional.empty(), Keywords.flag(null, scope()));
  }

  @Test
  void looksUpAFlagOnce() throws Exception {
    assertEquals(Optional.of(true), flag("{{ lookup('pipe', 'echo asked >> times; echo yes') }}"));
    assertEquals(List.of("asked"), Files.readAllLines(folder.resolve("times")));
  }
}
