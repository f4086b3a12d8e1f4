package dev.runner.values.regex;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Wildcards match as Python's `fnmatch` has them.
final class FnmatchTest {
  @ParameterizedTest
  @CsvSource({
    "'*', 'a.b', true",
    "'[ab]?', 'bx', true",
    "'[!ab]?', 'bx', false",
    "'[]]x', ']x', true",
    "'[!]]x', 'ax', true",
    "'a[', 'a[', true",
    "'a.c', 'abc', false",
    "'he[kl]?o*', 'hello-x', true",
    "'he[!kl]*', 'hello', false",
    "'[^a]', 'b', false",
    "'[^a]', '^', true",
    "'[b-a]', 'b', false",
    "'[!b-a]', 'b', true",
    "'[a-]', '-', true",
    "'[-a]', '-', true",
    "'[a&&b]', '&', true",
    "'[[]', '[', true",
    "'[\\]', '\\', true",
    "'*/x', 'a/b/x', true",
    "'.*', '.a', true",
    "'?', '/', true",
    "'[a-c-e]', '-', true",
    "'{a,b}', 'a', false",
  })
  void matchesAsPythonDoes(String pattern, String name, boolean matches) {
    assertEquals(matches, Fnmatch.of(pattern).matches(name));
  }
}
