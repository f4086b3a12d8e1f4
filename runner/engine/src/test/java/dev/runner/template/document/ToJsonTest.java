package dev.runner.template.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runner.jinja.Language;
import dev.runner.source.ControlFiles;
import dev.runner.template.RawVariables;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import dev.runner.template.Templates;
import dev.runner.template.ports.Ports;
import dev.runner.values.Marks;
import dev.runner.values.Text;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ToJsonTest {
  private static final Scope SCOPE =
      new Templates(Language.ANSIBLE_2_19, Ports.local(ControlFiles.disk(), Path.of("/")))
          .scope(RawVariables.of(Map.of()));

  private static String json(String expression) {
    String template = "{{ %s }}".formatted(expression);
    Object value = SCOPE.value(Text.of(template, Marks.TRUSTED));
    return value.toString();
  }

  @Test
  void escapesAsPythonDoes() {
    assertEquals("\"a\\u007f\\u00e9\"", json("'a\u007fé' | to_json"));
    assertEquals("\"a\u007fé\"", json("'a\u007fé' | to_json(ensure_ascii=false)"));
    assertEquals("\"\\ud83d\\ude00\"", json("'😀' | to_json"));
    assertEquals("\"😀\"", json("'😀' | to_json(ensure_ascii=false)"));
  }

  @Test
  void writesWhatJsonHasNoWordFor() {
    assertEquals("[\"a\"]", json("{'a': 1}.keys() | to_json"));
    assertEquals("[0, 1]", json("range(2) | to_json"));
    assertEquals(
        "\"2030-01-02T00:00:00\"", json("('2030-01-02' | to_datetime('%Y-%m-%d')) | to_json"));
  }

  @Test
  void leavesOutOrRefusesWhatItIsToldTo() {
    assertEquals("{\"b\": 2}", json("{(1, 2): 1, 'b': 2} | to_json(skipkeys=true)"));
    assertThrows(TemplateException.class, () -> json("{(1, 2): 1} | to_json"));
    assertEquals("NaN", json("'nan' | float | to_json"));
    assertThrows(TemplateException.class, () -> json("'nan' | float | to_json(allow_nan=false)"));
    assertThrows(TemplateException.class, () -> json("nothing | to_json"));
  }
}
