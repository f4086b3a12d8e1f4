package dev.runner.template.value;

import dev.runner.jinja.Arguments;
import dev.runner.template.call.Call;
import dev.runner.values.Marks;
import dev.runner.values.None;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.values.Undefined;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What text carries besides its characters, under the names of Ansible's internal collection
/// `ansible._protomatter`, which people use to debug templates.
public final class MarkFilters {
  private MarkFilters() {}

  /// Applies one of its filters.
  public static Object apply(Call call) {
    return switch (call.name()) {
      case "finalize" -> {
        call.bind0();
        yield plain(call.value());
      }
      case "origin" -> {
        call.bind0();
        Marks marks = Text.marksOf(call.value());
        yield marks.origin() == null ? None.NONE : marks.origin().toString();
      }
      case "tag_names" -> {
        call.bind0();
        yield tags(call.value());
      }
      case "unmask" -> unmasked(call);
      default -> throw call.unknown();
    };
  }

  /// Whether a value has a tag, or any at all.
  public static boolean test(Call call) {
    return switch (call.name()) {
      case "tagged" -> {
        call.bind0();
        yield !tags(call.value()).isEmpty();
      }
      default -> tags(call.value()).contains(call.bind("tag_name").text("tag_name"));
    };
  }

  /// Literals of a template have none.
  private static List<Object> tags(Object value) {
    List<Object> names = new ArrayList<>();
    if (value instanceof Text text) {
      Marks marks = text.marks();
      if (marks.origin() != null) {
        names.add("Origin");
      }
      if (marks.trusted() && marks.origin() != null) {
        names.add("TrustedAsTemplate");
      }
      if (marks.envelope() != null) {
        names.add("VaultedValue");
      }
    }
    return names;
  }

  /// No value is masked here; only the names of the types are checked.
  private static Object unmasked(Call call) {
    Arguments given = call.arguments();
    Object types = given.bind("type_names").value("type_names");
    if (!Text.isText(types) && !(types instanceof List<?>)) {
      throw PythonException.type(
          "The 'type_names' argument must be of type 'str' or 'list', not '%s'."
              .formatted(Python.typeName(types)));
    }
    return call.value();
  }

  /// The value as it is kept: lists for everything like a list, nothing undefined in it.
  private static Object plain(Object value) {
    return switch (value) {
      case Undefined undefined -> throw PythonException.undefined(undefined);
      case List<?> list -> {
        List<Object> items = new ArrayList<>();
        list.forEach(item -> items.add(plain(item)));
        yield items;
      }
      case Map<?, ?> map -> {
        Map<Object, Object> entries = new LinkedHashMap<>();
        map.forEach((key, item) -> entries.put(key, plain(item)));
        yield entries;
      }
      default -> value;
    };
  }
}
