package dev.runner.playbook;

import java.util.List;
import java.util.Optional;

/// The full name of something in a collection, `acme.site.web`. What stands between the collection
/// and the last word are folders: `acme.site.web.roles.cache` is in `web/roles/cache`.
///
/// @param collection `acme.site`
/// @param parts folders and the name itself
record FullName(String collection, List<String> parts) {
  private static final int COLLECTION = 2;
  private static final String WORD = "[A-Za-z_]\\w*";

  FullName {
    parts = List.copyOf(parts);
  }

  /// The full name that is written there, if it is one.
  static Optional<FullName> of(String name) {
    List<String> words = List.of(name.split("\\.", -1));
    if (words.size() <= COLLECTION || !words.stream().allMatch(word -> word.matches(WORD))) {
      return Optional.empty();
    }
    String collection = String.join(".", words.subList(0, COLLECTION));
    return Optional.of(new FullName(collection, words.subList(COLLECTION, words.size())));
  }

  /// Where it is below the folder of its kind, without a suffix.
  String path() {
    return String.join("/", parts);
  }

  /// Its name without collection and folders.
  String last() {
    return parts.getLast();
  }
}
