package dev.runner.execute.ahead;

import dev.runner.module.RemotePath;
import java.util.Optional;

/// Where a path leads, as far as its text says so: normalized, and quick to compare.
record Place(String text) {
  static final Place TOP = new Place("/");

  static Place of(RemotePath path) {
    return new Place(path.normalized().text());
  }

  /// The directory it is in; nothing for the topmost one, and for one that nothing is above in a
  /// relative path.
  Optional<Place> parent() {
    int slash = text.lastIndexOf('/');
    return slash < 0 || text.length() == 1
        ? Optional.empty()
        : Optional.of(slash == 0 ? TOP : new Place(text.substring(0, slash)));
  }

  boolean isUnder(Place directory) {
    String above = directory.text;
    return above.length() == 1
        || (text.startsWith(above)
            && (text.length() == above.length() || text.charAt(above.length()) == '/'));
  }

  /// Whether one is at or below the other.
  boolean meets(Place other) {
    return isUnder(other) || other.isUnder(this);
  }

  /// The last name in it.
  String name() {
    return text.substring(text.lastIndexOf('/') + 1);
  }

  /// The same place, seen from the directory's other name.
  Place moved(Place directory, Place other) {
    String below = text.substring(directory.text.length() == 1 ? 0 : directory.text.length());
    return below.length() <= 1
        ? other
        : new Place(other.text.length() == 1 ? below : other.text + below);
  }
}
