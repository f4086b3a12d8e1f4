package dev.runner.jinja;

import java.util.List;

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

  boolean isEmpty() {
    return nodes.length == 0;
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
