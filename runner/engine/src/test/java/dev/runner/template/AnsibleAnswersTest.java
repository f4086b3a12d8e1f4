package dev.runner.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.runner.jinja.JinjaException;
import dev.runner.jinja.Language;
import dev.runner.source.ControlFiles;
import dev.runner.template.ports.Ports;
import dev.runner.values.DateTime;
import dev.runner.values.Json;
import dev.runner.values.Marks;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Templates give what ansible-core 2.21, its collections, PyYAML, passlib and bcrypt gave for
/// them: each line of the files is a template, its variables, and the result (`r`) or that it
/// failed (`x`, with words that are in the message, or `true`).
final class AnsibleAnswersTest {
  private static final Templates TEMPLATES =
      new Templates(
          Language.ANSIBLE_2_19,
          Ports.local(ControlFiles.disk(), Path.of("/"))
              .withClock(Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC))
              .withEnvironment(Map.of("HOME", "/home/ann")));

  @TestFactory
  Stream<DynamicTest> filters() {
    return cases("filters.jsonl");
  }

  @TestFactory
  Stream<DynamicTest> testsAndLookups() {
    return cases("tests-and-lookups.jsonl");
  }

  @TestFactory
  Stream<DynamicTest> documents() {
    return cases("documents.jsonl");
  }

  @TestFactory
  Stream<DynamicTest> collections() {
    return cases("collections.jsonl");
  }

  @TestFactory
  Stream<DynamicTest> passwords() {
    return cases("passwords.jsonl");
  }

  /// Odd templates of all kinds, half of them wrong.
  @TestFactory
  Stream<DynamicTest> odd() {
    return cases("odd.jsonl");
  }

  private static Stream<DynamicTest> cases(String file) {
    return lines(file).stream()
        .map(line -> (Map<?, ?>) Json.parse(line))
        .map(each -> dynamicTest(each.get("t") + " " + each.get("v"), () -> check(each)));
  }

  private static List<String> lines(String file) {
    InputStream in = AnsibleAnswersTest.class.getResourceAsStream(file);
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(Objects.requireNonNull(in, file), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void check(Map<?, ?> each) {
    Map<String, Object> variables = new LinkedHashMap<>();
    if (each.get("v") instanceof Map<?, ?> given) {
      given.forEach((name, value) -> variables.put(name.toString(), trusted(value)));
    }
    Scope scope = TEMPLATES.scope(RawVariables.of(variables));
    Text template = Text.of(String.valueOf(each.get("t")), Marks.TRUSTED);
    if (each.containsKey("x")) {
      RuntimeException e = assertThrows(RuntimeException.class, () -> scope.value(template));
      assertEquals(true, isMistake(e), () -> "not the user's mistake: " + e);
      if (each.get("x") instanceof String words) {
        assertEquals(true, String.valueOf(e.getMessage()).contains(words), e::getMessage);
      }
    } else {
      Object expected = Objects.requireNonNull(each.get("r"));
      assertEquals(Json.line(expected), Json.line(plain(scope.value(template))));
    }
  }

  private static boolean isMistake(RuntimeException e) {
    return e instanceof TemplateException
        || e instanceof JinjaException
        || e instanceof PythonException;
  }

  private static Object trusted(Object value) {
    return switch (value) {
      case String text -> Text.of(text, Marks.TRUSTED);
      case List<?> list -> {
        List<Object> copy = new ArrayList<>();
        list.forEach(item -> copy.add(trusted(item)));
        yield copy;
      }
      case Map<?, ?> map -> {
        Map<Object, Object> copy = new LinkedHashMap<>();
        map.forEach((key, item) -> copy.put(key, trusted(item)));
        yield copy;
      }
      default -> value;
    };
  }

  /// The value as JSON can hold it.
  private static Object plain(Object value) {
    return switch (value) {
      case Double real when real.isNaN() || real.isInfinite() ->
          Map.of("__float__", Python.string(real));
      case Text text -> text.value();
      case DateTime time -> time.toString();
      case List<?> list -> {
        List<Object> copy = new ArrayList<>();
        list.forEach(item -> copy.add(plain(item)));
        yield copy;
      }
      case Map<?, ?> map -> {
        Map<Object, Object> copy = new LinkedHashMap<>();
        map.forEach((key, item) -> copy.put(Python.string(key), plain(item)));
        yield copy;
      }
      default -> value;
    };
  }
}
