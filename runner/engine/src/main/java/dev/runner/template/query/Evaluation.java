package dev.runner.template.query;

import dev.runner.values.Dicts;
import dev.runner.values.None;
import dev.runner.values.Ordering;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Sequences;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Computes what a query makes of a value. What it selects stays as it is, with all its marks.
final class Evaluation {
  private static final int DEEPEST = 400;

  private final Functions functions = new Functions(this);
  private int depth;

  /// What a query makes of a value.
  ///
  /// @throws QueryException if it asks a function for what it can't do
  Object of(Node node, Object value) {
    if (++depth > DEEPEST) {
      throw PythonException.of(
          PythonException.Kind.RECURSION, "a query is more than %d steps long".formatted(DEEPEST));
    }
    Object result =
        switch (node) {
          case Node.Current current -> value;
          case Node.Literal literal -> literal.value();
          case Node.Field field -> field(field.name(), value);
          case Node.Index index -> index(index.index(), value);
          case Node.Slice slice -> slice(slice, value);
          case Node.Chain chain -> of(chain.second(), of(chain.first(), value));
          case Node.ListProjection projection ->
              projected(array(of(projection.source(), value)), projection.each());
          case Node.ValueProjection projection ->
              projected(values(of(projection.source(), value)), projection.each());
          case Node.FilterProjection projection -> filtered(projection, value);
          case Node.Flatten flatten -> flattened(array(of(flatten.source(), value)));
          case Node.NewList list -> newList(list, value);
          case Node.NewDict dict -> newDict(dict, value);
          case Node.Comparison comparison ->
              compared(
                  comparison.operator(),
                  of(comparison.left(), value),
                  of(comparison.right(), value));
          case Node.Or or -> {
            Object left = of(or.left(), value);
            yield isTrue(left) ? left : of(or.right(), value);
          }
          case Node.And and -> {
            Object left = of(and.left(), value);
            yield isTrue(left) ? of(and.right(), value) : left;
          }
          case Node.Not not -> !isTrue(of(not.operand(), value));
          case Node.Reference reference -> new Reference(reference.query());
          case Node.Invocation invocation -> invoked(invocation, value);
        };
    depth--;
    return result;
  }

  private static Object orNull(@org.jspecify.annotations.Nullable Object value) {
    return value == null ? None.NONE : value;
  }

  private static Object field(String name, Object value) {
    return Type.of(value) == Type.OBJECT ? orNull(Dicts.get((Map<?, ?>) value, name)) : None.NONE;
  }

  private static Object index(Object index, Object value) {
    return Type.of(value) == Type.ARRAY ? orNull(Sequences.item(value, index)) : None.NONE;
  }

  private static Object slice(Node.Slice slice, Object value) {
    return Type.of(value) == Type.ARRAY
        ? Sequences.slice(value, slice.start(), slice.stop(), slice.step())
        : None.NONE;
  }

  /// The value if it is a list, else null.
  private static Object array(Object value) {
    return Type.of(value) == Type.ARRAY ? value : None.NONE;
  }

  private static Object values(Object value) {
    return Type.of(value) == Type.OBJECT
        ? new ArrayList<>(((Map<?, ?>) value).values())
        : None.NONE;
  }

  private Object projected(Object source, Node each) {
    if (!(source instanceof List<?> list)) {
      return source;
    }
    List<Object> results = new ArrayList<>();
    for (Object item : list) {
      keep(of(each, item), results);
    }
    return results;
  }

  private static void keep(Object result, List<Object> results) {
    if (Type.of(result) != Type.NULL) {
      results.add(result);
    }
  }

  private Object filtered(Node.FilterProjection projection, Object value) {
    if (!(array(of(projection.source(), value)) instanceof List<?> list)) {
      return None.NONE;
    }
    List<Object> results = new ArrayList<>();
    for (Object item : list) {
      if (isTrue(of(projection.condition(), item))) {
        keep(of(projection.each(), item), results);
      }
    }
    return results;
  }

  private static Object flattened(Object source) {
    if (!(source instanceof List<?> list)) {
      return source;
    }
    List<Object> items = new ArrayList<>();
    for (Object item : list) {
      if (Type.of(item) == Type.ARRAY) {
        items.addAll((List<?>) item);
      } else {
        items.add(item);
      }
    }
    return items;
  }

  private Object newList(Node.NewList node, Object value) {
    if (Type.of(value) == Type.NULL) {
      return None.NONE;
    }
    List<Object> items = new ArrayList<>();
    node.items().forEach(item -> items.add(of(item, value)));
    return items;
  }

  private Object newDict(Node.NewDict node, Object value) {
    if (Type.of(value) == Type.NULL) {
      return None.NONE;
    }
    Map<Object, Object> items = new LinkedHashMap<>();
    node.entries().forEach(entry -> items.put(entry.key(), of(entry.value(), value)));
    return items;
  }

  /// Numbers and texts have an order; all else is null.
  private static Object compared(Token.Kind operator, Object left, Object right) {
    return switch (operator) {
      case EQUAL -> isEqual(left, right);
      case UNEQUAL -> !isEqual(left, right);
      case LESS -> ordered(left, "<", right);
      case AT_MOST -> ordered(left, "<=", right);
      case GREATER -> ordered(left, ">", right);
      default -> ordered(left, ">=", right);
    };
  }

  private static Object ordered(Object left, String operator, Object right) {
    return hasOrder(left) && hasOrder(right) ? Ordering.test(left, operator, right) : None.NONE;
  }

  private static boolean hasOrder(Object value) {
    Type type = Type.of(value);
    return type == Type.NUMBER || type == Type.STRING;
  }

  /// In Python `1` is `True`; here a number is no boolean.
  private static boolean isEqual(Object left, Object right) {
    return left instanceof Boolean == right instanceof Boolean && Python.equal(left, right);
  }

  /// Zero is true here.
  private static boolean isTrue(Object value) {
    return Type.of(value) == Type.NUMBER || Python.truth(value);
  }

  private Object invoked(Node.Invocation invocation, Object value) {
    List<Object> arguments =
        invocation.arguments().stream().map(argument -> of(argument, value)).toList();
    return functions.apply(Function.of(invocation.name(), arguments), arguments);
  }
}
