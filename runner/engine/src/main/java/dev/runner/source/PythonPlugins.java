package dev.runner.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Plugins in Python beside playbooks and in roles, which Ansible loads into its own process. They
/// don't run here; what they bring is told by the file that has it.
public final class PythonPlugins {
  private static final Pattern LACKING =
      Pattern.compile("(?:No|there is no) (filter|test|lookup) (?:named )?'([^']+)'.*");

  private PythonPlugins() {}

  /// The file that brings it.
  ///
  /// @param kind `action`, `filter`, `test` or `lookup`
  /// @param name with its collection or without it
  /// @param folders of playbooks and roles
  public static Optional<Path> find(String kind, String name, Collection<Path> folders) {
    String bare = name.substring(name.lastIndexOf('.') + 1);
    return folders.stream()
        .distinct()
        .map(folder -> folder.resolve(kind + "_plugins"))
        .filter(Files::isDirectory)
        .flatMap(folder -> files(folder).stream())
        .filter(file -> file.toString().endsWith(".py"))
        .filter(file -> names(file, bare))
        .findFirst();
  }

  /// What is said of a name that only such a plugin brings; nothing if there is none.
  public static Optional<String> hint(String kind, String name, Collection<Path> folders) {
    return find(kind, name, folders)
        .map(
            file ->
                "it is written in Python, for Ansible's own process (%s): runner doesn't load such"
                        .formatted(file)
                    + " plugins");
  }

  /// The same mistake; if it is a filter, test or lookup that a plugin brings, with a hint at the
  /// file.
  public static Diagnostic explained(Diagnostic mistake, Collection<Path> folders) {
    Matcher lacking = LACKING.matcher(mistake.sentence());
    return lacking.matches()
        ? hint(lacking.group(1), lacking.group(2), folders).map(mistake::withHint).orElse(mistake)
        : mistake;
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      return List.of(); // a hint is all that is lost
    }
  }

  private static boolean names(Path file, String name) {
    try {
      return String.valueOf(file.getFileName()).equals(name + ".py")
          || Files.readString(file).matches("(?s).*['\"]" + Pattern.quote(name) + "['\"].*");
    } catch (IOException e) {
      return false; // a hint is all that is lost
    }
  }
}
