package dev.runner.jinja;

import dev.runner.values.Marks;
import dev.runner.values.Text;
import dev.runner.values.Undefined;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Variables as a user writes them: trusted text, which may be a template.
record WrittenVariables(Environment environment, Map<?, ?> values) implements Variables {

  static WrittenVariables of(Environment environment, Map<?, ?> values) {
    return new WrittenVariables(environment, (Map<?, ?>) trusted(values));
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

  @Override
  public Object get(String name) {
    Object value = values.get(name);
    if (value == null) {
      return Undefined.variable(name);
    }
    return environment.language().isAnsible() ? Lazy.of(value, this::resolve) : value;
  }

  private Object resolve(Text text) {
    if (!environment.isTemplate(text)) {
      return text;
    }
    try {
      return environment.template(text.value(), "variable").value(this);
    } catch (JinjaException e) {
      Undefined undefined = e.undefined();
      if (undefined == null) {
        throw e;
      }
      return undefined;
    }
  }

  @Override
  public Iterable<String> names() {
    List<String> names = new ArrayList<>();
    values.keySet().forEach(name -> names.add((String) name));
    return names;
  }
}
