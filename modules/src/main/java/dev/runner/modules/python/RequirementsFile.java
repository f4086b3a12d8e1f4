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
  private final Function<RemotePath, Optional<Content>> source;
  private final List<Requirement> found = new ArrayList<>();
  private final Set<RemotePath> seen = new HashSet<>();
  private Optional<RemotePath> missing = Optional.empty();

  private RequirementsFile(Function<RemotePath, Optional<Content>> source) {
    this.source = source;
  }

  /// What a file asks for, or the file that isn't there.
  record Read(List<Requirement> requirements, Optional<RemotePath> missing) {}

  /// Reads a file.
  ///
  /// @param source where files are read
  static Read read(Function<RemotePath, Optional<Content>> source, RemotePath path) {
    RequirementsFile file = new RequirementsFile(source);
    file.include(path);
    return new Read(List.copyOf(file.found), file.missing);
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
    }
  }
}
