package dev.runner.source;

import dev.runner.values.Dicts;
import dev.runner.values.Marks;
import dev.runner.values.None;
import dev.runner.values.Origin;
import dev.runner.values.Python;
import dev.runner.values.Text;
import dev.runner.values.TimeValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A document as an immutable tree in which everything knows where it was written.
public sealed interface Yaml {

  /// Where it begins.
  Origin origin();

  /// How many scalars and containers it stands for, counted as if aliases were copies.
  long weight();

  /// How a scalar is to be understood.
  enum Kind {
    /// Resolved by YAML's rules: a number, a boolean, null or text.
    PLAIN,
    /// Text in quotes, or a block of text.
    QUOTED,
    /// Text that is never a template: `!unsafe`.
    UNSAFE,
    /// Encrypted: `!vault`.
    VAULT
  }

  /// A single value.
  ///
  /// @param text as written, without quotes
  /// @param value a number, a boolean, [None], or a text with its marks
  record Scalar(String text, Object value, Kind kind, Origin origin) implements Yaml {

    @Override
    public long weight() {
      return 1;
    }

    /// Whether it says nothing.
    public boolean isNull() {
      return value == None.NONE;
    }

    /// Whether it is a template, or at least looks like one.
    public boolean isTemplate() {
      return kind != Kind.UNSAFE && (text.contains("{{") || text.contains("{%"));
    }
  }

  /// A list.
  record Sequence(List<Yaml> items, Origin origin, long weight) implements Yaml {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /// A mapping. Merge keys are resolved; of two entries with one key only the last is there.
  record Mapping(List<Entry> entries, Origin origin, long weight) implements Yaml {
    public Mapping {
      entries = List.copyOf(entries);
    }

    /// The value of a key.
    public Optional<Yaml> get(String key) {
      return entry(key).map(Entry::value);
    }

    /// The entry of a key.
    public Optional<Entry> entry(String key) {
      return entries.stream().filter(entry -> entry.name().equals(key)).findFirst();
    }
  }

  /// A key and its value.
  record Entry(Scalar key, Yaml value) {
    /// The key's text.
    public String name() {
      return key.text();
    }
  }

  /// The value of the language: text carries its place and is trusted unless it is `!unsafe`;
  /// containers can't be changed; keys are plain.
  default Object toValue(Opener vault) {
    return switch (this) {
      case Scalar scalar ->
          scalar.kind() == Kind.VAULT ? Opener.lazily(vault, scalar) : scalar.value();
      case Sequence sequence -> {
        List<Object> list = new ArrayList<>(sequence.items().size());
        sequence.items().forEach(item -> list.add(item.toValue(vault)));
        yield Collections.unmodifiableList(list);
      }
      case Mapping mapping -> {
        Map<Object, Object> map = LinkedHashMap.newLinkedHashMap(mapping.entries().size());
        for (Entry entry : mapping.entries()) {
          map.put(Dicts.stored(entry.key().value()), entry.value().toValue(vault));
        }
        yield Collections.unmodifiableMap(map);
      }
    };
  }

  /// What YAML calls its kind, for messages: `a list`, `a mapping`, `text`, `a number`…
  default String describe() {
    return switch (this) {
      case Sequence sequence -> "a list";
      case Mapping mapping -> "a mapping";
      case Scalar scalar ->
          switch (scalar.value()) {
            case None none -> "nothing";
            case Boolean bool -> "a boolean";
            case Object value when Python.isNumber(value) -> "a number";
            case TimeValue time -> "a date";
            default -> "text";
          };
    };
  }

  /// Trusted text at a place, for what isn't written in YAML.
  static Scalar text(String text, Origin origin) {
    return new Scalar(text, Text.of(text, Marks.trustedAt(origin)), Kind.QUOTED, origin);
  }
}
