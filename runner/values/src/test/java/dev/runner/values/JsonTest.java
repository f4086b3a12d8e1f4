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

  /// The sentences of Python's `json` (3.13) about the same texts.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          x | Expecting value: line 1 column 1 (char 0)
          [1,] | Illegal trailing comma before end of array: line 1 column 3 (char 2)
          [1 2] | Expecting ',' delimiter: line 1 column 4 (char 3)
          {"a":1,} | Illegal trailing comma before end of object: line 1 column 7 (char 6)
          {a:1} | Expecting property name enclosed in double quotes: line 1 column 2 (char 1)
          {"a" 1} | Expecting ':' delimiter: line 1 column 6 (char 5)
          {"a":} | Expecting value: line 1 column 6 (char 5)
          {"a":1 "b":2} | Expecting ',' delimiter: line 1 column 8 (char 7)
          {"a":1,,} | Expecting property name enclosed in double quotes: line 1 column 8 (char 7)
          ["a] | Unterminated string starting at: line 1 column 2 (char 1)
          "\\q" | Invalid \\escape: line 1 column 2 (char 1)
          "\\u12" | Invalid \\uXXXX escape: line 1 column 3 (char 2)
          1 2 | Extra data: line 1 column 3 (char 2)
          { | Expecting property name enclosed in double quotes: line 1 column 2 (char 1)
          [ | Expecting value: line 1 column 2 (char 1)
          {"a":1 | Expecting ',' delimiter: line 1 column 7 (char 6)
          """)
  void saysWhatPythonSays(String text, String sentence) {
    Json.SyntaxError error = assertThrows(Json.SyntaxError.class, () -> Json.parse(text));
    assertEquals(sentence, error.getMessage());
  }

  @Test
  void saysWhere() {
    Json.SyntaxError error =
        assertThrows(Json.SyntaxError.class, () -> Json.parse("{\n  \"a\": nope}"));
    assertEquals("Expecting value: line 2 column 8 (char 9)", error.getMessage());
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
