package dev.runner.template.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.runner.values.Json;
import dev.runner.values.Marks;
import dev.runner.values.None;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Range;
import dev.runner.values.Text;
import dev.runner.values.Tuple;
import dev.runner.values.Undefined;
import dev.runner.values.Unknown;
import dev.runner.values.UnknownException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Queries give what Python's `jmespath` gives for them: each line of `queries.jsonl` is a query,
/// the file of its data, and the result (`r`) or what is said of its mistake (`x`).
final class JsonQueryTest {
  private static final Text SECRET = Text.secret("s3cret");

  @TestFactory
  Stream<DynamicTest> queriesGiveWhatPythonGives() {
    return text("queries.jsonl")
        .lines()
        .map(line -> (Map<?, ?>) Json.parse(line))
        .map(each -> dynamicTest("query " + each.get("q"), () -> check(each)));
  }

  private static String text(String file) {
    try (InputStream in = JsonQueryTest.class.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void check(Map<?, ?> each) {
    String query = String.valueOf(each.get("q"));
    Object data = Json.parse(text(each.get("d") + ".json"));
    if (each.containsKey("x")) {
      PythonException e = assertThrows(PythonException.class, () -> search(query, data));
      String said = String.valueOf(e.getMessage());
      assertEquals(each.get("x"), said.substring(said.indexOf('\n') + 1));
    } else {
      assertEquals(
          Json.line(Objects.requireNonNull(each.get("r"))), Json.line(search(query, data)));
    }
  }

  private static Object search(String query, Object data) {
    return JsonQuery.search(query, Marks.TRUSTED, data);
  }

  private static String said(String query, Object data) {
    return String.valueOf(
        assertThrows(PythonException.class, () -> search(query, data)).getMessage());
  }

  @Test
  void saysWhoseMistakeItIs() {
    assertEquals(
        """
        JMESPathError in json_query filter plugin:
        Unexpected token: b: Parse error at column 2, token "b" (UNQUOTED_IDENTIFIER), for expression:
        "a b"
           ^""",
        said("a b", Map.of()));
    assertEquals(
        "Error in jmespath.search in json_query filter plugin:\n"
            + "'<' not supported between instances of 'str' and 'int'",
        said("'a' < `1`", Map.of()));
  }

  @Test
  void countsColumnsByCharactersNotUnits() {
    assertTrue(said("'😀' b", Map.of()).endsWith("\"'😀' b\"\n     ^"));
  }

  @Test
  void whatIsSelectedKeepsItsMarks() {
    assertSame(SECRET, search("a[0].b", Map.of("a", List.of(Map.of("b", SECRET)))));
    assertSame(SECRET, search("max(@)", List.of("a", SECRET)));
  }

  @Test
  void whatIsMadeOfSecretsIsSecret() {
    List<Object> data = List.of("a", SECRET);
    for (String query : List.of("join(',', @)", "to_string(@)", "to_string([1])", "reverse([1])")) {
      assertTrue(Text.marksOf(search(query, data)).secret(), query);
    }
  }

  @Test
  void literalsAreAsTrustedAsTheQuery() {
    assertTrue(Text.marksOf(search("'a'", List.of())).trusted());
    assertEquals(Marks.NONE, Text.marksOf(JsonQuery.search("`\"a\"`", Marks.NONE, List.of())));
  }

  @Test
  void whatIsUndefinedIsMissedWhereItIsUsed() {
    Map<String, Object> data = Map.of("a", 1L, "b", Undefined.variable("nope"));
    assertEquals(1L, search("a", data));
    assertEquals(2L, search("length(@)", data));
    for (String query : List.of("b.c", "*", "b[0]", "b == a", "!b", "values(@)[*]", "[b][]")) {
      assertEquals("'nope' is undefined", said(query, data), query);
    }
  }

  @Test
  void whatDependsOnTheUnknownIsUnknown() {
    Map<String, Object> data = Map.of("a", 1L, "b", new Unknown("the task wasn't applied"));
    assertEquals(1L, search("a", data));
    for (String query : List.of("b.c", "*", "b || a", "to_string(@)", "[b, a][?@]", "type(b)")) {
      assertThrows(UnknownException.class, () -> search(query, data), query);
    }
  }

  @Test
  void tuplesAndRangesAreNoArrays() {
    Object data = List.of(Tuple.of(1L, 2L), Range.of(0, 2, 1));
    assertEquals("[]", Json.line(search("[*][0]", data)));
    assertEquals("[[1,2],\"range(0, 2)\"]", search("to_string(@)", data).toString());
  }

  @Test
  void aQueryIsNoResult() {
    List<?> found = assertInstanceOf(List.class, search("[&a]", List.of()));
    assertEquals(List.of("_Expression"), found.stream().map(Python::typeName).toList());
    assertEquals("[null]", Json.line(search("[type(&a)]", List.of())));
  }

  @Test
  void refusesWhatIsNestedTooDeep() {
    assertTrue(said("(".repeat(5000), Map.of()).contains("200 levels deep"));
    assertTrue(said("a" + ".a".repeat(5000), Map.of()).contains("400 steps long"));
  }

  @Provide
  Arbitrary<String> queries() {
    return Arbitraries.of(
            "a",
            "\"b\"",
            ".",
            "*",
            "[",
            "]",
            "[]",
            "[?",
            "[*]",
            "[0]",
            "[1:",
            ":",
            "-1",
            "99",
            "{",
            "}",
            "(",
            ")",
            ",",
            "&",
            "&&",
            "|",
            "||",
            "!",
            "==",
            "<",
            "=",
            "@",
            "'x'",
            "'",
            "`1`",
            "`[",
            "`",
            "\\",
            "\"",
            "abs(",
            "sort_by(",
            "to_string(",
            "merge(",
            "#",
            "é",
            "😀",
            " ")
        .list()
        .ofMaxSize(12)
        .map(pieces -> String.join("", pieces));
  }

  /// Whatever a query says, it is answered or explained, and nothing else happens.
  @Property(tries = 5000)
  void queriesAreAnsweredOrExplained(@ForAll("queries") String query) {
    Object data = List.of(Map.of("a", List.of(1L, 2L), "b", "x"), None.NONE);
    try {
      search(query, data);
    } catch (PythonException e) {
      assertTrue(
          String.valueOf(e.getMessage()).contains(" in json_query filter plugin:\n"),
          () -> query + " → " + e.getMessage());
    }
  }
}
