package dev.runner.modules.python;

import dev.runner.module.Content;
import dev.runner.module.RemotePath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Reads requirements files, with those that they include.
final class RequirementsFile {
  private static final String WHERE =
      "(?:-i|--index-url|--extra-index-url|-f|--find-links|--trusted-host|--no-binary|--only-binary)"
          + "[ =].*|--no-index|--pre";

  private final Function<RemotePath, Optional<Content>> source;
  private final List<Requirement> found = new ArrayList<>();
  private final List<String> options = new ArrayList<>();
  private final Set<RemotePath> seen = new HashSet<>();
  private Optional<RemotePath> missing = Optional.empty();

  private RequirementsFile(Function<RemotePath, Optional<Content>> source) {
    this.source = source;
  }

  /// What a file asks for, or the file that isn't there.
  ///
  /// @param options words for pip that say where packages are had from
  record Read(List<Requirement> requirements, List<String> options, Optional<RemotePath> missing) {}

  /// Reads a file.
  ///
  /// @param source where files are read
  static Read read(Function<RemotePath, Optional<Content>> source, RemotePath path) {
    RequirementsFile file = new RequirementsFile(source);
    file.include(path);
    return new Read(List.copyOf(file.found), List.copyOf(file.options), file.missing);
  }

  private void include(RemotePath path) {
    if (!seen.add(path)) {
      return;
    }
    Optional<Content> content = source.apply(path);
    if (content.isEmpty()) {
      missing = missing.or(() -> Optional.of(path));
      return;
    }
    String joined = content.get().lenientText().replaceAll("\\\\\\r?\\n", " ");
    for (String raw : joined.lines().toList()) {
      String line = raw.replaceFirst("(^|\\s+)#.*$", "").strip();
      if (!line.isEmpty()) {
        line(path, line);
      }
    }
  }

  private void line(RemotePath path, String line) {
    if (line.matches("(?:-r|--requirement)[ =].*|-r\\S.*")) {
      String name = line.replaceFirst("^(?:-r|--requirement)[ =]?\\s*", "");
      include(path.parent().resolve(name));
    } else if (line.startsWith("-e") || line.startsWith("--editable") || !line.startsWith("-")) {
      found.add(Requirement.parse(line));
    } else if (line.matches(WHERE)) {
      option(path, line.split("[ =]\\s*", 2));
    }
  }

  /// A relative directory of packages is relative to the file.
  private void option(RemotePath path, String[] words) {
    boolean place = words[0].equals("-f") || words[0].equals("--find-links");
    options.add(words[0]);
    if (words.length > 1) {
      boolean relative = place && !words[1].contains(":") && !words[1].startsWith("/");
      options.add(relative ? path.parent().resolve(words[1]).text() : words[1]);
    }
  }
}
