package dev.runner.template.query;

import dev.runner.values.Arithmetic;
import dev.runner.values.JsonDump;
import dev.runner.values.Marks;
import dev.runner.values.None;
import dev.runner.values.NumberText;
import dev.runner.values.Numbers;
import dev.runner.values.Ordering;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Range;
import dev.runner.values.Sequences;
import dev.runner.values.Text;
import dev.runner.values.Texts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the functions of the language compute.
record Functions(Evaluation evaluation) {
  private static final JsonDump JSON = new JsonDump(null, ",", ":", false, true);

  /// The result of a function whose arguments are of its types.
  Object apply(Function function, List<Object> arguments) {
    Object first = arguments.getFirst();
    Object last = arguments.getLast();
    return switch (function) {
      case ABS -> Python.compare(first, 0L) < 0 ? Numbers.negate(first) : first;
      case AVG -> average(items(first));
      case CEIL -> first instanceof Double real ? Numbers.truncate(Math.ceil(real)) : first;
      case FLOOR -> first instanceof Double real ? Numbers.truncate(Math.floor(real)) : first;
      case CONTAINS -> contains(first, last);
      case ENDS_WITH -> Texts.value(first).endsWith(Texts.value(last));
      case STARTS_WITH -> Texts.value(first).startsWith(Texts.value(last));
      case JOIN -> joined(first, items(last));
      case KEYS -> keys((Map<?, ?>) first);
      case VALUES -> new ArrayList<>(((Map<?, ?>) first).values());
      case LENGTH -> (long) Python.length(first);
      case MAP -> mapped((Reference) first, items(last));
      case MAX -> extreme(items(first), items(first), ">");
      case MIN -> extreme(items(first), items(first), "<");
      case MAX_BY -> extreme(items(first), sortKeys(function, items(first), last), ">");
      case MIN_BY -> extreme(items(first), sortKeys(function, items(first), last), "<");
      case SORT -> sorted(items(first), items(first));
      case SORT_BY -> sortedBy(items(first), (Reference) last);
      case MERGE -> merged(arguments);
      case NOT_NULL -> firstNotNull(arguments);
      case REVERSE -> Sequences.slice(first, null, null, -1L);
      case SUM -> sum(items(first));
      case TO_ARRAY -> Type.of(first) == Type.ARRAY ? first : List.of(first);
      case TO_NUMBER -> number(first);
      case TO_STRING -> Text.isText(first) ? first : json(first);
      case TYPE -> type(first);
    };
  }

  private static List<?> items(Object array) {
    return (List<?>) array;
  }

  private static Object sum(List<?> numbers) {
    Object sum = 0L;
    for (Object number : numbers) {
      sum = Arithmetic.add(sum, number);
    }
    return sum;
  }

  private static Object average(List<?> numbers) {
    return numbers.isEmpty() ? None.NONE : Arithmetic.divide(sum(numbers), (double) numbers.size());
  }

  private static boolean contains(Object container, Object item) {
    if (Text.isText(container) && !Text.isText(item)) {
      throw PythonException.type(
          "'in <string>' requires string as left operand, not " + Python.typeName(item));
    }
    return Python.contains(container, item);
  }

  private static Object joined(Object separator, List<?> texts) {
    StringBuilder out = new StringBuilder();
    Marks marks = Text.marksOf(separator);
    String between = "";
    for (Object text : texts) {
      out.append(between).append(Texts.value(text));
      between = Texts.value(separator);
      marks = marks.with(Text.marksOf(text));
    }
    return Texts.of(out.toString(), marks);
  }

  private static Object keys(Map<?, ?> map) {
    return new ArrayList<Object>(map.keySet());
  }

  private List<Object> mapped(Reference reference, List<?> items) {
    List<Object> results = new ArrayList<>();
    items.forEach(item -> results.add(evaluation.of(reference.query(), item)));
    return results;
  }

  private static Object extreme(List<?> items, List<?> keys, String operator) {
    int best = 0;
    for (int i = 1; i < keys.size(); i++) {
      best = Ordering.test(keys.get(i), operator, keys.get(best)) ? i : best;
    }
    return items.isEmpty() ? None.NONE : items.get(best);
  }

  private List<Object> sortKeys(Function function, List<?> items, Object reference) {
    List<Object> keys = mapped((Reference) reference, items);
    keys.forEach(key -> Type.check(function.word(), key, List.of(Type.NUMBER, Type.STRING)));
    return keys;
  }

  /// The first key says what type all must be of.
  private Object sortedBy(List<?> items, Reference reference) {
    List<Object> keys = mapped(reference, items);
    List<Type> allowed = List.of(Type.STRING, Type.NUMBER);
    for (int i = 0; i < keys.size(); i++) {
      Type type = Type.of(keys.get(i));
      if (!allowed.contains(type)) {
        Object shown = i == 0 ? items.getFirst() : keys.get(i);
        throw Type.refusal("sort_by", shown, allowed, type.word());
      }
      allowed = List.of(type);
    }
    return sorted(items, keys);
  }

  private static Object sorted(List<?> items, List<?> keys) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparing(keys::get, Python::compare));
    List<Object> sorted = new ArrayList<>();
    order.forEach(index -> sorted.add(items.get(index)));
    return sorted;
  }

  private static Object merged(List<Object> dicts) {
    Map<Object, Object> merged = new LinkedHashMap<>();
    dicts.forEach(dict -> merged.putAll((Map<?, ?>) dict));
    return merged;
  }

  private static Object firstNotNull(List<Object> values) {
    for (Object value : values) {
      if (Type.of(value) != Type.NULL) {
        return value;
      }
    }
    return None.NONE;
  }

  private static Object number(Object value) {
    if (!Text.isText(value)) {
      return Type.of(value) == Type.NUMBER ? value : None.NONE;
    }
    Object whole = NumberText.whole(Texts.value(value), 10);
    @Nullable Object number = whole == null ? NumberText.real(Texts.value(value)) : whole;
    return number == null ? None.NONE : number;
  }

  private static Object json(Object value) {
    return Texts.of(JSON.of(plain(value)), Texts.within(value));
  }

  /// What JSON hasn't got is written as text.
  private static Object plain(Object value) {
    return switch (value) {
      case None none -> none;
      case Boolean bool -> bool;
      case Number number -> number;
      case Range range -> Python.string(range);
      case List<?> list -> {
        List<Object> items = new ArrayList<>(list.size());
        list.forEach(item -> items.add(plain(item)));
        yield items;
      }
      case Map<?, ?> map -> {
        Map<Object, Object> items = new LinkedHashMap<>();
        map.forEach((key, item) -> items.put(key, plain(item)));
        yield items;
      }
      default -> Python.string(value);
    };
  }

  private static Object type(Object value) {
    Type type = Type.of(value);
    return type == Type.OTHER || type == Type.REFERENCE
        ? None.NONE
        : Text.of(type.word(), Marks.TRUSTED);
  }
}
