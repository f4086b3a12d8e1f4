package dev.runner.jinja;

import dev.runner.values.Dicts;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.values.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Values that are written down.
final class Literals {
  private Literals() {}

  record Constant(Object value) implements Expr {
    @Override
    public Object evaluate(Rendering rendering) {
      return value;
    }
  }

  /// Text that is a template itself. Ansible renders it where a condition uses it.
  record Embedded(Text text, Spot at) implements Expr {
    @Override
    public Object evaluate(Rendering rendering) {
      return rendering.isCondition()
          ? rendering
              .environment()
              .template(text.value(), at.source().name())
              .value(rendering.variables())
          : text;
    }
  }

  record ListOf(List<Expr> items) implements Expr {
    @Override
    public Object evaluate(Rendering rendering) {
      List<Object> values = new ArrayList<>(items.size());
      for (Expr item : items) {
        values.add(item.evaluate(rendering));
      }
      return values;
    }
  }

  record TupleOf(List<Expr> items) implements Expr {
    @Override
    public Object evaluate(Rendering rendering) {
      Object[] values = new Object[items.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = items.get(i).evaluate(rendering);
      }
      return Tuple.of(Arrays.asList(values));
    }
  }

  record DictOf(List<Expr> keys, List<Expr> values, Spot at) implements Expr {
    @Override
    public Object evaluate(Rendering rendering) {
      Map<Object, Object> map = new LinkedHashMap<>();
      for (int i = 0; i < keys.size(); i++) {
        Object key = keys.get(i).evaluate(rendering);
        Object value = values.get(i).evaluate(rendering);
        try {
          Dicts.put(map, key, value);
        } catch (PythonException e) {
          throw at.failure(rendering, e);
        }
      }
      return map;
    }
  }
}
