package dev.runner.jinja;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.runner.values.Json;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Filters, tests and methods against the answers of Jinja2 and Python, one case a line.
class FilterCasesTest {
  private static final Environment ENVIRONMENT =
      Environment.builder().language(Language.JINJA).build();

  static Stream<String> cases() throws Exception {
    try (InputStream in = FilterCasesTest.class.getResourceAsStream("calls.jsonl")) {
      assertNotNull(in);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void answersAsTheOriginalDoes(String line) {
    Map<?, ?> example = (Map<?, ?>) Json.parse(line);
    assertEquals(example.get("answer"), answer(example));
  }

  private static String answer(Map<?, ?> example) {
    Object value = example.get("value");
    Map<String, Object> named = new LinkedHashMap<>();
    if (example.get("named") instanceof Map<?, ?> given) {
      given.forEach((key, item) -> named.put((String) key, item));
    }
    List<Object> positional = new ArrayList<>();
    if (example.get("args") instanceof List<?> given) {
      positional.addAll(given);
    }
    Arguments arguments = new Arguments(positional, named);
    Rendering rendering = new Rendering(ENVIRONMENT, Variables.NONE, false);
    try {
      return Python.repr(call(example, value, arguments, rendering));
    } catch (PythonException e) {
      return "!";
    }
  }

  private static Object call(
      Map<?, ?> example, Object value, Arguments arguments, Rendering rendering) {
    if (example.get("filter") instanceof String filter) {
      return rendering.filter(filter, value, arguments);
    }
    if (example.get("test") instanceof String test) {
      return rendering.test(test, value, arguments);
    }
    Object method = rendering.item(List.of(value).getFirst(), example.get("method"));
    Object result = rendering.call(method, arguments);
    return example.get("after") == null ? result : value;
  }
}
