package dev.runner.jinja;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Statements in a row.
final class Body implements Node {
  private final Node[] nodes;

  Body(List<Node> nodes) {
    this.nodes = nodes.toArray(new Node[0]);
  }

  @Override
  public Flow execute(Rendering rendering) {
    for (Node node : nodes) {
      Flow flow = node.execute(rendering);
      if (flow != Flow.NEXT) {
        return flow;
      }
    }
    return Flow.NEXT;
  }

  /// The name that is all this prints, or null.
  @Nullable String onlyName() {
    return nodes.length == 1
            && nodes[0] instanceof Prints.Value(Lookups.Name(String name), Spot at)
            && at.end() > at.start()
        ? name
        : null;
  }

  /// Whether it prints nothing but white space.
  boolean isBlank() {
    for (Node node : nodes) {
      if (!(node instanceof Prints.Piece piece && piece.text().value().isBlank())) {
        return false;
      }
    }
    return true;
  }
}
