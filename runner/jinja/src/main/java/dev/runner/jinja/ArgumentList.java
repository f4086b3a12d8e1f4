package dev.runner.jinja;

import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.values.Texts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The arguments of a call as they were parsed.
///
/// @param positional those by position
/// @param names the names of those by name
/// @param named the values of those by name
/// @param list what `*` unpacks
/// @param dict what `**` unpacks
record ArgumentList(
    List<Expr> positional,
    List<String> names,
    List<Expr> named,
    @Nullable Expr list,
    @Nullable Expr dict) {

  static final ArgumentList NONE = new ArgumentList(List.of(), List.of(), List.of(), null, null);

  /// The same arguments and one more by name.
  ArgumentList with(String name, Expr value) {
    List<String> moreNames = new ArrayList<>(names);
    List<Expr> moreValues = new ArrayList<>(named);
    moreNames.add(name);
    moreValues.add(value);
    return new ArgumentList(positional, moreNames, moreValues, list, dict);
  }

  /// The values.
  ///
  /// @throws PythonException if what `*` and `**` unpack can't be unpacked
  Arguments evaluate(Rendering rendering) {
    if (named.isEmpty() && list == null && dict == null) {
      int count = positional.size();
      if (count == 0) {
        return Arguments.NONE;
      }
      Object[] values = new Object[count];
      for (int i = 0; i < count; i++) {
        values[i] = positional.get(i).evaluate(rendering);
      }
      return new Arguments(Arrays.asList(values), Map.of());
    }
    List<Object> values = new ArrayList<>(positional.size());
    for (Expr expr : positional) {
      values.add(expr.evaluate(rendering));
    }
    if (list != null) {
      values.addAll(Python.list(list.evaluate(rendering)));
    }
    Map<String, Object> byName = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      byName.put(names.get(i), named.get(i).evaluate(rendering));
    }
    if (dict != null) {
      unpack(dict.evaluate(rendering), byName);
    }
    return new Arguments(values, byName);
  }

  private static void unpack(Object value, Map<String, Object> byName) {
    if (!(value instanceof Map<?, ?> map)) {
      Python.truth(value);
      throw PythonException.type(
          "argument after ** must be a mapping, not " + Python.typeName(value));
    }
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!Text.isText(entry.getKey())) {
        throw PythonException.type("keywords must be strings");
      }
      String name = Texts.value(entry.getKey());
      if (byName.put(name, entry.getValue()) != null) {
        throw PythonException.type("got multiple values for keyword argument '" + name + "'");
      }
    }
  }
}
