package dev.runner.transport.ssh.config;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Finds the files that `Include` names, in order of their names. What doesn't exist is no mistake.
final class Globs {
  private Globs() {}

  /// @param folder where relative names start
  static List<Path> find(List<String> patterns, Path folder, Path home) {
    List<Path> files = new ArrayList<>();
    for (String pattern : patterns) {
      Path path = folder.resolve(Homes.expand(pattern, home));
      List<Path> found = List.of(path.getRoot());
      for (Path name : path) {
        found = step(found, name.toString());
      }
      files.addAll(found);
    }
    return files;
  }

  private static List<Path> step(List<Path> folders, String pattern) {
    List<Path> found = new ArrayList<>();
    for (Path folder : folders) {
      if (pattern.matches("[^*?\\[]*")) {
        Path child = folder.resolve(pattern);
        if (Files.exists(child)) {
          found.add(child);
        }
      } else if (Files.isDirectory(folder)) {
        found.addAll(children(folder, pattern));
      }
    }
    return found;
  }

  private static List<Path> children(Path folder, String pattern) {
    List<Path> found = new ArrayList<>();
    // glob(3) knows no braces
    String glob = pattern.replace("{", "\\{").replace("}", "\\}");
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, glob)) {
      for (Path entry : entries) {
        if (pattern.startsWith(".") || !entry.getFileName().toString().startsWith(".")) {
          found.add(entry);
        }
      }
    } catch (IOException e) {
      return List.of(); // as glob(3): what can't be listed holds nothing
    }
    Collections.sort(found);
    return found;
  }
}
