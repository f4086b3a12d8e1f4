package dev.runner.jinja;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.values.Json;
import dev.runner.values.Marks;
import dev.runner.values.Text;
import dev.runner.values.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever a filter or method does with text: taint spreads, and trust stays only where all text
/// is trusted.
class CallMarksTest {
  private static final Marks TAINTED = Marks.NONE.asSecret();
  private static final Environment ENVIRONMENT =
      Environment.builder().language(Language.JINJA).build();

  static Stream<String> cases() throws Exception {
    return FilterCasesTest.cases()
        .filter(line -> !line.contains("\"answer\": \"!\"") && !line.contains("\"test\""));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void nothingUntrustedBecomesTrusted(String line) {
    Map<?, ?> example = (Map<?, ?>) Json.parse(line);
    if (!hasText(example.get("value"))) {
      return;
    }
    Object result = result(example, Marks.NONE);
    texts(result, text -> assertFalse(text.marks().trusted(), text.value()));
  }

  /// Keys of dicts carry no marks, so cases with dicts are left out here.
  @ParameterizedTest
  @MethodSource("cases")
  void nothingSecretIsShown(String line) {
    Map<?, ?> example = (Map<?, ?>) Json.parse(line);
    if (!hasText(example.get("value"))
        || hasMap(example.get("value"))
        || hasMap(example.get("args"))) {
      return;
    }
    Object result = result(example, TAINTED);
    texts(result, text -> assertTrue(text.isSecret(), text.value()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void trustStaysWhereAllTextIsTrusted(String line) {
    Map<?, ?> example = (Map<?, ?>) Json.parse(line);
    if (hasMap(example.get("value")) || hasMap(example.get("args"))) {
      return;
    }
    Object result = result(example, Marks.TRUSTED);
    texts(result, text -> assertTrue(text.marks().trusted(), text.value()));
  }

  private static Object result(Map<?, ?> example, Marks marks) {
    Map<String, Object> named = new LinkedHashMap<>();
    if (example.get("named") instanceof Map<?, ?> given) {
      given.forEach((key, item) -> named.put((String) key, marked(item, marks)));
    }
    List<Object> positional = new ArrayList<>();
    if (example.get("args") instanceof List<?> given) {
      given.forEach(item -> positional.add(marked(item, marks)));
    }
    Object value = marked(List.of(example).getFirst().get("value"), marks);
    Arguments arguments = new Arguments(positional, named);
    Rendering rendering = new Rendering(ENVIRONMENT, Variables.NONE, false);
    if (example.get("filter") instanceof String filter) {
      return rendering.filter(filter, value, arguments);
    }
    Object result = rendering.call(rendering.item(value, example.get("method")), arguments);
    return example.get("after") == null ? result : value;
  }

  private static Object marked(Object value, Marks marks) {
    if (value instanceof String text) {
      return Text.of(text, marks);
    }
    if (value instanceof List<?> list) {
      List<Object> all = new ArrayList<>();
      list.forEach(item -> all.add(marked(item, marks)));
      return all;
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> all = new LinkedHashMap<>();
      map.forEach((key, item) -> all.put(key, marked(item, marks)));
      return all;
    }
    return value;
  }

  private static boolean hasText(Object value) {
    return value instanceof String
        || (value instanceof List<?> list && list.stream().anyMatch(CallMarksTest::hasText))
        || (value instanceof Map<?, ?> map && !map.isEmpty());
  }

  private static boolean hasMap(Object value) {
    return value instanceof Map<?, ?>
        || (value instanceof List<?> list && list.stream().anyMatch(CallMarksTest::hasMap));
  }

  private static void texts(Object value, Consumer<Text> check) {
    if (Text.isText(value) && Texts.value(value).isEmpty()) {
      return; // nothing is neither secret nor trusted
    }
    if (value instanceof String text) {
      check.accept(Text.of(text, Marks.NONE));
    } else if (value instanceof Text text) {
      check.accept(text);
    } else if (value instanceof List<?> list) {
      list.forEach(item -> texts(item, check));
    } else if (value instanceof Map<?, ?> map) {
      map.values().forEach(item -> texts(item, check));
    }
  }
}
