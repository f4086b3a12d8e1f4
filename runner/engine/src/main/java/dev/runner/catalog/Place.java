package dev.runner.catalog;

import dev.runner.values.Python;
import java.util.ArrayList;
import java.util.List;

/// Where a value stands among a task's parameters, such as `rules[0].port`, and how a task's result
/// names that place in the words that scripts around Ansible look for.
///
/// @param above the names of the parameters that hold it, from the outside in
/// @param name the parameter's own
/// @param element whether it is one of a list
record Place(List<String> above, String name, boolean element) {
  Place {
    above = List.copyOf(above);
  }

  static Place of(String written) {
    List<String> names = new ArrayList<>();
    for (String name : written.split("\\.")) {
      names.add(name.replaceFirst("\\[[0-9]+]$", ""));
    }
    return new Place(names.subList(0, names.size() - 1), names.getLast(), written.endsWith("]"));
  }

  /// A value that can't be made what is wanted here.
  ///
  /// @param type the name of the type that is wanted
  String unable(Object value, String type, String why) {
    return "%s is of type %s%s and we were unable to convert to %s: %s"
        .formatted(
            element ? "Elements value for option '%s'".formatted(name) : "argument '" + name + "'",
            Python.typeName(value),
            above.isEmpty() ? "" : found("'" + String.join(" -> ", above) + "'."),
            type,
            why);
  }

  /// A word that is none of the choices here.
  String noChoice(String choices, String word) {
    return "value of %s must be one %s: %s%s %s%s"
        .formatted(
            name,
            element ? "or more of" : "of",
            choices,
            element ? ". Got no match for:" : ", got:",
            word,
            found());
  }

  /// Nothing where there has to be something.
  String missing() {
    return Binding.MISSING + name + found();
  }

  private String found() {
    return above.isEmpty() ? "" : found(String.join(" -> ", above));
  }

  private static String found(String where) {
    return " found in " + where;
  }
}
