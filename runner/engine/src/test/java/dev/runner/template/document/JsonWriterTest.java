package dev.runner.template.document;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class JsonWriterTest {
  private static String written(String text, boolean ascii) {
    return new JsonWriter(null, ", ", ": ", ascii, false, false, true).write(text);
  }

  @Test
  void escapesAsPythonDoes() {
    assertEquals("\"a\\u007f\\u00e9\\n\"", written("a\u007fé\n", true));
    assertEquals("\"a\u007fé\\n\"", written("a\u007fé\n", false));
    assertEquals("\"\\ud83d\\ude00\"", written("😀", true));
    assertEquals("\"😀\"", written("😀", false));
  }
}
