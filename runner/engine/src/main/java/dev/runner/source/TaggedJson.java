package dev.runner.source;

import dev.runner.values.Marks;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.List;

/// The forms in which JSON for Ansible says what YAML says with `!unsafe` and `!vault`: mappings
/// with the one key `__ansible_unsafe` or `__ansible_vault`.
public final class TaggedJson {
  private TaggedJson() {}

  /// The same document with these forms replaced by what they stand for.
  public static Yaml read(Yaml tree) {
    return switch (tree) {
      case Yaml.Mapping mapping
          when mapping.entries().size() == 1
              && mapping.entries().getFirst().value() instanceof Yaml.Scalar scalar
              && Text.isText(scalar.value()) ->
          switch (mapping.entries().getFirst().name()) {
            case "__ansible_unsafe" -> {
              Marks marks = Text.marksOf(scalar.value()).asUntrusted();
              Text text = Text.of(scalar.text(), marks);
              yield new Yaml.Scalar(scalar.text(), text, Yaml.Kind.UNSAFE, scalar.origin());
            }
            case "__ansible_vault" ->
                new Yaml.Scalar(scalar.text(), scalar.value(), Yaml.Kind.VAULT, scalar.origin());
            default -> mapping;
          };
      case Yaml.Mapping mapping -> {
        List<Yaml.Entry> entries = new ArrayList<>();
        mapping.entries().forEach(e -> entries.add(new Yaml.Entry(e.key(), read(e.value()))));
        yield new Yaml.Mapping(entries, mapping.origin(), mapping.weight());
      }
      case Yaml.Sequence list ->
          new Yaml.Sequence(
              list.items().stream().map(TaggedJson::read).toList(), list.origin(), list.weight());
      case Yaml.Scalar scalar -> scalar;
    };
  }
}
