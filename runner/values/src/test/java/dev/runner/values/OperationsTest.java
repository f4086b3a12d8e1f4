package dev.runner.values;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Operators and built-in functions against the answers of Python 3.13, one case a line. An answer
/// is the result's `repr`, or `!` and the class of the error.
class OperationsTest {

  static Stream<String> cases() throws Exception {
    try (InputStream in = OperationsTest.class.getResourceAsStream("operations.jsonl")) {
      assertNotNull(in);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void answersAsPythonDoes(String line) {
    Map<?, ?> example = (Map<?, ?>) Json.parse(line);
    List<Object> arguments = new ArrayList<>();
    for (Object argument : (List<?>) given(example, "args")) {
      arguments.add(value(argument));
    }
    assertEquals(given(example, "answer"), answer((String) given(example, "op"), arguments));
  }

  private static Object given(Map<?, ?> example, String key) {
    Object value = example.get(key);
    assertNotNull(value, key);
    return value;
  }

  /// JSON has no tuples, ranges or keys that aren't text: they are spelled out.
  private static Object value(Object json) {
    if (json instanceof List<?> list) {
      List<Object> items = new ArrayList<>();
      list.forEach(item -> items.add(value(item)));
      return items;
    }
    if (!(json instanceof Map<?, ?> map)) {
      return json;
    }
    Map.Entry<?, ?> only = map.entrySet().iterator().next();
    List<?> items = (List<?>) value(only.getValue());
    if ("tuple".equals(only.getKey())) {
      return Tuple.of(items);
    }
    if ("range".equals(only.getKey())) {
      return Range.of((Long) items.get(0), (Long) items.get(1), (Long) items.get(2));
    }
    Map<Object, Object> dict = new LinkedHashMap<>();
    for (Object entry : items) {
      List<?> pair = (List<?>) entry;
      Dicts.put(dict, pair.getFirst(), pair.getLast());
    }
    return dict;
  }

  private static String answer(String operation, List<Object> given) {
    try {
      return Python.repr(result(operation, given));
    } catch (PythonException e) {
      return switch (e.kind()) {
        case TYPE -> "!TypeError";
        case VALUE -> "!ValueError";
        case KEY -> "!KeyError";
        case INDEX -> "!IndexError";
        case ZERO_DIVISION -> "!ZeroDivisionError";
        case OVERFLOW -> "!OverflowError";
        default -> "!" + e.kind();
      };
    }
  }

  private static Object result(String operation, List<Object> given) {
    Object first = given.getFirst();
    return given.size() == 1
        ? unary(operation, first)
        : operation.equals("slice")
            ? Sequences.slice(first, given.get(1), given.get(2), given.get(3))
            : binary(operation, first, given.get(1));
  }

  private static Object unary(String operation, Object value) {
    return switch (operation) {
      case "repr" -> Python.repr(value);
      case "str" -> Python.string(value);
      case "ascii" -> Python.ascii(value);
      case "truth" -> Python.truth(value);
      case "len" -> (long) Python.length(value);
      case "list" -> new ArrayList<>(Python.list(value));
      case "float" -> number(NumberText.real(Texts.value(value)));
      case "hash" -> Python.key(value) == null ? 1L : 0L;
      default -> throw new IllegalArgumentException(operation);
    };
  }

  private static Object number(@org.jspecify.annotations.Nullable Object number) {
    if (number == null) {
      throw PythonException.value("no number");
    }
    return number;
  }

  private static Object binary(String operation, Object left, Object right) {
    return switch (operation) {
      case "add" -> Arithmetic.add(left, right);
      case "subtract" -> Arithmetic.subtract(left, right);
      case "multiply" -> Arithmetic.multiply(left, right);
      case "divide" -> Arithmetic.divide(left, right);
      case "floordivide" -> Arithmetic.floorDivide(left, right);
      case "modulo" -> Arithmetic.modulo(left, right);
      case "power" -> Arithmetic.power(left, right);
      case "lt" -> Ordering.test(left, "<", right);
      case "le" -> Ordering.test(left, "<=", right);
      case "gt" -> Ordering.test(left, ">", right);
      case "ge" -> Ordering.test(left, ">=", right);
      case "eq" -> Python.equal(left, right);
      case "contains" -> Python.contains(left, right);
      case "item" -> item(left, right);
      case "round" -> Numbers.round((Double) left, Python.index(right));
      case "format" -> Python.format(left, Texts.value(right));
      case "int" -> number(NumberText.whole(Texts.value(left), Python.index(right)));
      default -> throw new IllegalArgumentException(operation);
    };
  }

  private static Object item(Object value, Object index) {
    Object item = Sequences.item(value, index);
    if (item == null) {
      throw PythonException.of(PythonException.Kind.INDEX, "out of range");
    }
    return item;
  }
}
