package dev.runner.jinja;

import dev.runner.values.None;
import dev.runner.values.Text;
import dev.runner.values.Texts;
import dev.runner.values.Undefined;
import dev.runner.values.Unicode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How `map`, `sort`, `groupby` and their like get from an item to what they work on: along a path
/// of attributes and indexes, without regard to case where they want that.
///
/// @param path names and indexes
/// @param byDefault what stands in for what isn't there; null for nothing
/// @param lower whether text counts in lower case
record Keys(List<Object> path, @Nullable Object byDefault, boolean lower) {

  /// The parts of an attribute: `a.0.b`, an index, or null or None for the item itself.
  static Keys of(@Nullable Object attribute, @Nullable Object byDefault, boolean lower) {
    return new Keys(path(attribute), byDefault, lower);
  }

  /// One for each of several attributes, separated by commas.
  static List<Keys> each(@Nullable Object attributes, boolean lower) {
    if (attributes == null || !Text.isText(attributes)) {
      return List.of(of(attributes, null, lower));
    }
    List<Keys> all = new ArrayList<>();
    for (String attribute : Texts.value(attributes).split(",", -1)) {
      all.add(of(attribute, null, lower));
    }
    return all;
  }

  private static List<Object> path(@Nullable Object attribute) {
    if (attribute == null || attribute == None.NONE) {
      return List.of();
    }
    if (!Text.isText(attribute)) {
      return List.of(attribute);
    }
    List<Object> path = new ArrayList<>();
    for (String part : Texts.value(attribute).split("\\.", -1)) {
      path.add(isIndex(part) ? (Object) Long.valueOf(part) : part);
    }
    return path;
  }

  private static boolean isIndex(String part) {
    for (int i = 0; i < part.length(); i++) {
      if (part.charAt(i) < '0' || part.charAt(i) > '9') {
        return false;
      }
    }
    return !part.isEmpty() && part.length() < 10;
  }

  /// What the item has there; undefined if nothing.
  Object of(Object item, Rendering rendering) {
    return at(item, rendering, false);
  }

  /// What the item has there to be sorted or compared by. From Ansible 2.19 on it is an error if
  /// there is nothing, whatever the default.
  Object comparable(Object item, Rendering rendering) {
    return at(item, rendering, true);
  }

  private Object at(Object item, Rendering rendering, boolean mustBe) {
    Object value = item;
    for (Object part : path) {
      value = rendering.item(value, part);
      if (mustBe) {
        rendering.refuseUndefined(List.of(value));
      }
      if (byDefault != null && value instanceof Undefined) {
        value = byDefault;
      }
    }
    return lower && Text.isText(value)
        ? Texts.like(value, Unicode.lower(Texts.value(value)))
        : value;
  }
}
