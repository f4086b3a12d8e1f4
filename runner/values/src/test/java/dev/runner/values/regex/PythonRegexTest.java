package dev.runner.values.regex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.runner.values.Json;
import dev.runner.values.None;
import dev.runner.values.PythonException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Patterns match as Python 3.13's `re` matched them: each line of the file is a pattern (`p`), a
/// text (`t`), the texts and groups of all matches (`all`), and a replacement (`r`) with its result
/// (`s`; none if Python refused it). Python refused the patterns with an `x`.
final class PythonRegexTest {
  @TestFactory
  Stream<DynamicTest> patterns() throws IOException {
    InputStream in = PythonRegexTest.class.getResourceAsStream("patterns.jsonl");
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
      return reader.lines().toList().stream()
          .map(line -> (Map<?, ?>) Json.parse(line))
          .map(each -> dynamicTest(each.get("p") + " on " + each.get("t"), () -> check(each)));
    }
  }

  private static void check(Map<?, ?> each) {
    String pattern = String.valueOf(each.get("p"));
    if (each.containsKey("x")) {
      assertThrows(PythonException.class, () -> PythonRegex.compile(pattern, false, false));
      return;
    }
    PythonRegex regex = PythonRegex.compile(pattern, false, false);
    String text = String.valueOf(each.get("t"));
    assertEquals(Json.line(Objects.requireNonNull(each.get("all"))), Json.line(all(regex, text)));
    String replacement = String.valueOf(each.get("r"));
    if (each.get("s") instanceof Object expected) {
      assertEquals(expected, regex.replace(text, replacement, 0).text());
    } else {
      assertThrows(PythonException.class, () -> regex.replace(text, replacement, 0));
    }
  }

  private static List<Object> all(PythonRegex regex, String text) {
    List<Object> all = new ArrayList<>();
    Match match = regex.on(text);
    while (match.find()) {
      List<Object> groups = new ArrayList<>();
      for (int i = 0; i <= match.groups(); i++) {
        String group = match.group(i);
        groups.add(group == null ? None.NONE : group);
      }
      all.add(groups);
    }
    return all;
  }

  @Test
  void loopsOverGroupsTakeLongTexts() {
    String text = "line\n".repeat(20_000);
    PythonRegex regex = PythonRegex.compile("(?:.|\\n)*END", false, false);
    assertTrue(regex.begins(text + "END"));
  }

  @Test
  void patternsThatGoBackAndForthWithoutEndFail() {
    PythonRegex regex = PythonRegex.compile("(a|aa)+\\1$", false, false);
    PythonException e =
        assertThrows(PythonException.class, () -> regex.isFoundIn("a".repeat(60) + "b"));
    assertTrue(e.getMessage().contains("too many steps"), e.getMessage());
  }
}
