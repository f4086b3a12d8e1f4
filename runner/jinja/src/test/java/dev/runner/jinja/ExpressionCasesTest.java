package dev.runner.jinja;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.runner.values.Json;
import dev.runner.values.Python;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Expressions made by chance out of everything built in, against the text that Jinja2 3.1 makes of
/// them; `!` stands for an error.
class ExpressionCasesTest {
  private static final Environment ENVIRONMENT =
      Environment.builder().language(Language.JINJA).build();

  static Stream<String> cases() throws Exception {
    return resource("expressions.jsonl").lines().toList().stream();
  }

  private static String resource(String name) throws Exception {
    try (InputStream in = ExpressionCasesTest.class.getResourceAsStream(name)) {
      assertNotNull(in);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  @SuppressWarnings("unchecked")
  void rendersAsJinja2Does(String line) throws Exception {
    Map<?, ?> example = (Map<?, ?>) Json.parse(line);
    Map<String, Object> variables =
        (Map<String, Object>) Json.parse(resource("expression-variables.json"));
    assertEquals(
        example.get("answer"), answer((String) example.get("template"), Variables.of(variables)));
  }

  private static String answer(String template, Variables variables) {
    try {
      return Python.string(ENVIRONMENT.template(template, "test").render(variables));
    } catch (JinjaException e) {
      return "!";
    }
  }
}
