package dev.runner.jinja;

import dev.runner.values.Python;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The blocks of a template and of those that it extends, the most derived first. In a template it
/// is what `self` stands for.
final class Inheritance implements Attributed, Python.Named {
  private final Scope root;
  private final Map<String, List<Blocks.Block>> blocks = new HashMap<>(0);
  private @Nullable Template parent;

  Inheritance(Scope root) {
    this.root = root;
  }

  /// The scope that blocks see, unless they are scoped.
  Scope root() {
    return root;
  }

  void add(List<Blocks.Block> more) {
    for (Blocks.Block block : more) {
      blocks.computeIfAbsent(block.name(), name -> new ArrayList<>(1)).add(block);
    }
  }

  /// The versions of a block, the most derived first.
  List<Blocks.Block> versions(String name) {
    return blocks.getOrDefault(name, List.of());
  }

  /// The template that the one being rendered extends.
  @Nullable Template parent() {
    return parent;
  }

  void parent(@Nullable Template value) {
    parent = value;
  }

  @Override
  public @Nullable Object attribute(String name) {
    return versions(name).isEmpty() ? null : new Blocks.Version(this, name, 0, root);
  }

  @Override
  public String typeName() {
    return "TemplateReference";
  }

  @Override
  public String toString() {
    return "<TemplateReference None>";
  }
}
