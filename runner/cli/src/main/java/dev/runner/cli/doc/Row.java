package dev.runner.cli.doc;

import dev.runner.catalog.Parameter;
import java.util.List;
import java.util.stream.Stream;

/// A parameter with its place: `name`, or `above.name` for one of suboptions.
record Row(String name, Parameter parameter) {

  /// Parameters and their suboptions, each after the one that it belongs to.
  static List<Row> of(List<Parameter> parameters) {
    return parameters.stream().flatMap(parameter -> rows("", parameter)).toList();
  }

  private static Stream<Row> rows(String above, Parameter parameter) {
    String name = above + parameter.name();
    return Stream.concat(
        Stream.of(new Row(name, parameter)),
        parameter.suboptions().stream().flatMap(inner -> rows(name + ".", inner)));
  }

  /// `list of str`.
  String type() {
    return parameter.kind().word()
        + parameter.elements().map(kind -> " of " + kind.word()).orElse("");
  }
}
