package dev.runner.playbook;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Playbooks of collections: `acme.site.deploy` is `playbooks/deploy.yml` of `acme.site`,
/// `acme.site.folder.deploy` one in a folder there.
public final class CollectionPlaybooks {
  private static final Pattern SUFFIX = Pattern.compile("\\.ya?ml$");
  private static final Pattern INSIDE =
      Pattern.compile("/ansible_collections/([^/]+)/([^/]+)/playbooks(/|$)");

  private CollectionPlaybooks() {}

  /// Where a playbook of this name may be, the likeliest first; nowhere if it is no full name.
  ///
  /// @param name with its collection, with or without the suffix of its file
  /// @param roots folders that hold `ansible_collections`
  public static List<Path> candidates(String name, List<Path> roots) {
    Optional<FullName> full = FullName.of(SUFFIX.matcher(name).replaceFirst(""));
    List<Path> candidates = new ArrayList<>();
    if (full.isPresent()) {
      String collection = full.get().collection().replace('.', '/');
      for (String suffix : List.of(".yml", ".yaml")) {
        String below = "playbooks/" + full.get().path() + suffix;
        for (Path root : roots) {
          candidates.add(root.resolve("ansible_collections").resolve(collection).resolve(below));
        }
      }
    }
    return candidates;
  }

  /// The collection that a playbook in this folder belongs to: in its plays, and in roles that
  /// belong to no collection, short names are looked for there first.
  static Optional<String> collection(Path folder) {
    Matcher inside = INSIDE.matcher(folder.toString());
    return inside.find() ? Optional.of(inside.group(1) + "." + inside.group(2)) : Optional.empty();
  }
}
