package dev.runner.jinja;

import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.values.Texts;
import dev.runner.values.Undefined;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds and parses the templates that others name.
final class Loading {
  private Loading() {}

  static Template one(Rendering rendering, Object name, Spot at) {
    Template found = find(rendering, name, at);
    if (found == null) {
      throw missing(rendering, name, at);
    }
    return found;
  }

  /// The template, or the first that exists of a list.
  static @Nullable Template find(Rendering rendering, Object names, Spot at) {
    if (names instanceof Undefined undefined) {
      throw at.failure(rendering, PythonException.undefined(undefined));
    }
    if (Text.isText(names)) {
      return load(rendering, Texts.value(names), at);
    }
    List<Object> all;
    try {
      all = Python.list(names);
    } catch (PythonException e) {
      throw at.failure(rendering, e);
    }
    for (Object name : all) {
      Template found = load(rendering, text(rendering, name, at), at);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static String text(Rendering rendering, Object name, Spot at) {
    try {
      return Python.string(name);
    } catch (PythonException e) {
      throw at.failure(rendering, e);
    }
  }

  private static @Nullable Template load(Rendering rendering, String name, Spot at) {
    Environment environment = rendering.environment();
    Loader.Source source =
        environment.loader().load(name, at.source().name(), rendering.variables());
    return source == null
        ? null
        : environment.template(source.text(), source.name(), at.source().syntax());
  }

  /// That there is none, in the words of Jinja.
  static JinjaException missing(Rendering rendering, Object names, Spot at) {
    List<String> asked = new ArrayList<>();
    if (Text.isText(names)) {
      asked.add(Texts.value(names));
    } else {
      Python.list(names).forEach(name -> asked.add(Python.string(name)));
    }
    return at.failure(JinjaException.Kind.MISSING_TEMPLATE, sentence(rendering, asked));
  }

  private static String sentence(Rendering rendering, List<String> asked) {
    if (asked.isEmpty()) {
      return "Tried to select from an empty list of templates.";
    }
    if (asked.size() > 1) {
      return "none of the templates given were found: " + String.join(", ", asked);
    }
    List<String> places = rendering.environment().loader().searched(rendering.variables());
    String where = String.join("', '", places);
    return "'%s' not found%s"
        .formatted(
            asked.getFirst(),
            places.isEmpty()
                ? ""
                : " in search path%s: '%s'".formatted(places.size() > 1 ? "s" : "", where));
  }
}
