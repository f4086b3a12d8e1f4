package dev.runner.source;

import dev.runner.values.None;
import dev.runner.values.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Trees of what isn't written in YAML: the output of an inventory script, JSON.
public final class YamlTrees {
  private YamlTrees() {}

  /// The tree of a value, all of it at one place.
  public static Yaml of(Object value, Origin origin) {
    return switch (value) {
      case Map<?, ?> map -> {
        List<Yaml.Entry> entries = new ArrayList<>();
        long weight = 1;
        for (Map.Entry<?, ?> each : map.entrySet()) {
          Yaml below = of(each.getValue(), origin);
          weight += below.weight() + 1;
          entries.add(new Yaml.Entry(Yaml.text(each.getKey().toString(), origin), below));
        }
        yield new Yaml.Mapping(entries, origin, weight);
      }
      case List<?> list -> {
        List<Yaml> items = list.stream().map(each -> of(each, origin)).toList();
        yield new Yaml.Sequence(items, origin, 1 + items.stream().mapToLong(Yaml::weight).sum());
      }
      case String text -> Yaml.text(text, origin);
      case None none -> new Yaml.Scalar("", none, Yaml.Kind.PLAIN, origin);
      default -> new Yaml.Scalar(value.toString(), value, Yaml.Kind.PLAIN, origin);
    };
  }
}
