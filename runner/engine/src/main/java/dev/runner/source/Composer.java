package dev.runner.source;

import dev.runner.values.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.Parser;

/// Puts the events of a parser together to a tree, and bounds what a document may cost.
final class Composer {
  private static final int DEEPEST = 200;
  private static final long HEAVIEST = 5_000_000;
  private static final String MERGE = "<<";

  private final String name;
  private final String text;
  private final LenientText lenient;
  private final Parser parser;
  private final Diagnostics diagnostics;
  private final Map<String, Yaml> anchors = new HashMap<>();
  private int depth;

  Composer(String name, String text, LenientText lenient, Diagnostics diagnostics) {
    this.name = name;
    this.text = text;
    this.lenient = lenient;
    this.parser = lenient.parser();
    this.diagnostics = diagnostics;
  }

  /// The only document of the stream.
  Optional<Yaml> document() {
    parser.getEvent(); // the stream begins
    if (parser.checkEvent(Event.ID.StreamEnd)) {
      return Optional.of(YamlParser.nothing(name));
    }
    parser.getEvent(); // the document begins
    Yaml root = node(false);
    parser.getEvent(); // the document ends
    if (!parser.checkEvent(Event.ID.StreamEnd)) {
      throw mistake(
          origin(parser.peekEvent()),
          "Expected a single document in the stream but found another document.",
          "only one is read: remove the '---'");
    }
    return Optional.of(root);
  }

  private Yaml node(boolean unsafe) {
    if (++depth > DEEPEST) {
      throw mistake(origin(parser.peekEvent()), "nested more than " + DEEPEST + " levels deep", "");
    }
    try {
      Event event = parser.getEvent();
      return switch (event) {
        case AliasEvent alias -> alias(alias);
        case ScalarEvent scalar -> anchored(scalar, scalar(scalar, unsafe));
        case SequenceStartEvent start -> anchored(start, sequence(start, unsafe));
        case MappingStartEvent start -> anchored(start, mapping(start, unsafe));
        default -> throw mistake(origin(event), "a value is missing", "");
      };
    } finally {
      depth--;
    }
  }

  private Yaml alias(AliasEvent alias) {
    Yaml target = anchors.get(alias.getAnchor());
    if (target == null) {
      throw mistake(
          origin(alias),
          "Found undefined alias.",
          "there is no anchor '&%s' before it, or it stands inside of its own%s"
              .formatted(alias.getAnchor(), similar(alias.getAnchor())));
    }
    return target;
  }

  private String similar(String anchor) {
    String hint = DidYouMean.hint(anchor, anchors.keySet());
    return hint.isEmpty() ? "" : "; " + hint;
  }

  private Yaml anchored(NodeEvent event, Yaml node) {
    if (event.getAnchor() != null) {
      anchors.put(event.getAnchor(), node);
    }
    return node;
  }

  private Yaml.Scalar scalar(ScalarEvent event, boolean unsafe) {
    return Tags.scalar(
        lenient.written(event),
        event.isPlain(),
        event.getTag(),
        unsafe,
        origin(event),
        diagnostics);
  }

  private Yaml sequence(SequenceStartEvent start, boolean unsafe) {
    boolean below = Tags.container(start.getTag(), "seq", origin(start), diagnostics) || unsafe;
    List<Yaml> items = new ArrayList<>();
    long weight = 1;
    while (!parser.checkEvent(Event.ID.SequenceEnd)) {
      Yaml item = node(below);
      items.add(item);
      weight = bounded(weight + item.weight(), item);
    }
    parser.getEvent();
    return new Yaml.Sequence(items, origin(start), weight);
  }

  private Yaml mapping(MappingStartEvent start, boolean unsafe) {
    boolean below = Tags.container(start.getTag(), "map", origin(start), diagnostics) || unsafe;
    Map<Object, Yaml.Entry> own = new LinkedHashMap<>();
    Map<Object, Yaml.Entry> merged = new LinkedHashMap<>();
    while (!parser.checkEvent(Event.ID.MappingEnd)) {
      Event at = parser.peekEvent();
      boolean plain = at instanceof ScalarEvent scalar && scalar.isPlain();
      Yaml key = node(below);
      if (!(key instanceof Yaml.Scalar scalar)) {
        throw notScalar(at);
      }
      Yaml value = node(below);
      if (plain && scalar.text().equals(MERGE)) {
        merge(value, merged);
      } else {
        put(own, scalar, value);
      }
    }
    parser.getEvent();
    own.forEach(merged::put);
    long weight = 1;
    for (Yaml.Entry entry : merged.values()) {
      weight = bounded(weight + 1 + entry.value().weight(), entry.value());
    }
    return new Yaml.Mapping(List.copyOf(merged.values()), origin(start), weight);
  }

  private void put(Map<Object, Yaml.Entry> entries, Yaml.Scalar key, Yaml value) {
    Yaml.Entry before = entries.put(key.value(), new Yaml.Entry(key, value));
    if (before != null) {
      diagnostics.repeated(
          key.origin(),
          "Found duplicate mapping key '%s'; what line %d says is ignored"
              .formatted(key.text(), before.key().origin().line()));
    }
  }

  /// Keys of a merge stand before the mapping's own; of several mappings the first one wins.
  private void merge(Yaml value, Map<Object, Yaml.Entry> merged) {
    switch (value) {
      case Yaml.Mapping mapping ->
          mapping.entries().forEach(entry -> merged.putIfAbsent(entry.key().value(), entry));
      case Yaml.Sequence list when list.items().stream().allMatch(Yaml.Mapping.class::isInstance) ->
          list.items().forEach(item -> merge(item, merged));
      default ->
          throw mistake(
              value.origin(), "'<<' takes a mapping or a list of mappings", "name an anchor: '*x'");
    }
  }

  private long bounded(long weight, Yaml last) {
    if (weight > HEAVIEST) {
      throw mistake(
          last.origin(),
          "the document stands for more than %d values, aliases counted as copies"
              .formatted(HEAVIEST),
          "");
    }
    return weight;
  }

  private DiagnosticException notScalar(Event key) {
    int at = key.getStartMark().getIndex();
    boolean template =
        text.startsWith("{", at) && (text.startsWith("{{", at) || text.startsWith("{{", at - 1));
    Origin origin = origin(key);
    return template
        ? mistake(
            new Origin(name, origin.line(), Math.max(1, origin.column() - 1)),
            Pitfalls.TEMPLATE,
            Pitfalls.QUOTE_TEMPLATE)
        : mistake(
            origin,
            "While constructing a mapping found unhashable key.",
            "a list or a mapping can't be the key of a mapping");
  }

  private DiagnosticException mistake(@Nullable Origin origin, String sentence, String hint) {
    return new DiagnosticException(
        diagnostics.located(Diagnostic.error(origin, YamlParser.FAILED + sentence).withHint(hint)));
  }

  private Origin origin(Event event) {
    Mark mark = event.getStartMark();
    return new Origin(name, mark.getLine() + 1, mark.getColumn() + 1);
  }
}
