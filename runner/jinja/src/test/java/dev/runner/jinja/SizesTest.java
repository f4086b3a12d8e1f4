package dev.runner.jinja;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runner.values.Json;
import dev.runner.values.PythonException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What would grow beyond the bounds is refused before it is made.
class SizesTest {
  private static final Environment ENVIRONMENT =
      Environment.builder().bounds(new Bounds(200, 10_000, 1_000)).build();

  private static Object[] arguments(String json) {
    return ((List<?>) Json.parse(json)).toArray();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "center    | \"x\"             | [1000000000]",
        "indent    | \"a\\nb\"         | [1000000000]",
        "indent    | \"a\\nb\\nc\\nd\" | [5000]",
        "replace   | \"aaaaaaaaaaaa\"  | [\"a\", \"%1$s\"]",
        "join      | [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] | [\"%1$s\"]",
        "batch     | [1]               | [1000000000, 0]",
        "slice     | [1]               | [1000000000]",
        "format    | \"%999999999d\"   | [1]"
      })
  void filters(String filter, String value, String arguments) {
    Rendering rendering = new Rendering(ENVIRONMENT, Variables.NONE, false);
    Arguments given = Arguments.of(arguments(arguments.replace("%1$s", "x".repeat(1_000))));
    assertThrows(PythonException.class, () -> rendering.filter(filter, Json.parse(value), given));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ljust      | \"x\"            | [1000000000]",
        "rjust      | \"x\"            | [1000000000]",
        "center     | \"x\"            | [1000000000]",
        "zfill      | \"x\"            | [1000000000]",
        "expandtabs | \"\\t\"          | [1000000000]",
        "replace    | \"aaaaaaaaaaaa\" | [\"a\", \"%1$s\"]",
        "join       | \"%1$s\"         | [[\"a\", \"a\", \"a\", \"a\", \"a\", \"a\", \"a\", \"a\", \"a\", \"a\", \"a\", \"a\"]]",
        "format     | \"{:>999999999}\"| [1]",
        "format     | \"{:.999999999f}\"| [1]"
      })
  void methods(String method, String value, String arguments) {
    Rendering rendering = new Rendering(ENVIRONMENT, Variables.NONE, false);
    String filler = "x".repeat(1_000);
    Object given = Json.parse(value.replace("%1$s", filler));
    Object callee = rendering.item(given, method);
    assertThrows(
        PythonException.class,
        () -> rendering.call(callee, Arguments.of(arguments(arguments.replace("%1$s", filler)))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "range  | [1001]              | the result would have 1001 items; the limit is 1000",
        "range  | [0, 1000000000000]  | range too big",
        "lipsum | [1000000000]        | the result would have 1600000000000 characters; the limit is 10000"
      })
  void globals(String global, String arguments, String message) {
    Rendering rendering = new Rendering(ENVIRONMENT, Variables.NONE, false);
    Object function = ENVIRONMENT.global(global);
    assertNotNull(function);
    PythonException refused =
        assertThrows(
            PythonException.class,
            () -> rendering.call(function, Arguments.of(arguments(arguments))));
    assertEquals(message, refused.getMessage());
  }
}
