package dev.runner.values;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @Test
  void readsEveryKindOfValue() {
    assertEquals(
        Map.of("a", List.of(1L, 2.5, true, None.NONE), "b", Map.of(), "c", "x\n\u00e4\uD83D\uDE00"),
        Json.parse(
            "{\"a\": [1, 2.5, true, null], \"b\": {}, \"c\": \"x\\n\\u00e4\\ud83d\\ude00\"}"));
    assertEquals(
        new BigInteger("123456789012345678901234567890"),
        Json.parse("123456789012345678901234567890"));
    assertEquals(Long.MIN_VALUE, Json.parse("-9223372036854775808"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[1,",
        "[1,]",
        "{\"a\" 1}",
        "{a: 1}",
        "01",
        "+1",
        "1.",
        ".5",
        "nul",
        "\"x",
        "\"\\q\"",
        "[1] 2",
        "\"\\u12\""
      })
  void refusesWhatIsNoJson(String text) {
    assertThrows(Json.SyntaxError.class, () -> Json.parse(text));
  }

  @Test
  void saysWhere() {
    Json.SyntaxError error =
        assertThrows(Json.SyntaxError.class, () -> Json.parse("{\n  \"a\": nope}"));
    assertEquals("unexpected 'nope' at line 2, column 8", error.getMessage());
  }

  @Test
  void depthIsBounded() {
    assertThrows(Json.SyntaxError.class, () -> Json.parse("[".repeat(100_000)));
  }

  @Test
  void masksSecrets() {
    assertEquals("[\"********\"]", Json.line(List.of(Text.secret("hunter2"))));
  }

  @Test
  void writesAsPythonDoes() {
    assertEquals(
        "{\"k\": [1, \"\\u00e4\\ud83d\\ude00\", null, true]}",
        Json.spaced(Map.of("k", List.of(1L, "ä😀", None.NONE, true))));
    assertEquals(
        "{\n    \"k\": [\n        1\n    ],\n    \"m\": {}\n}".length(),
        Json.indented(new java.util.TreeMap<>(Map.of("k", List.of(1L), "m", Map.of()))).length());
  }

  @ParameterizedTest
  @CsvSource({
    "1.0,1.0",
    "0.1,0.1",
    "1e16,1e+16",
    "123456789012345.0,123456789012345.0",
    "1.5e-7,1.5e-07",
    "0.0001,0.0001",
    "-0.00012345,-0.00012345",
    "10000000.0,10000000.0",
    "-12345678.9,-12345678.9",
    "1.5e15,1500000000000000.0",
    "1e22,1e+22"
  })
  void writesFloatsAsPythonDoes(double number, String text) {
    assertEquals(text, Json.line(number));
  }
}
