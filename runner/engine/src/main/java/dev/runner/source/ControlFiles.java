package dev.runner.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Files of the control machine: the port through which the language reads them.
public interface ControlFiles {

  /// The bytes of a file.
  byte[] read(Path file) throws IOException;

  /// Whether there is a file that isn't a directory.
  boolean isFile(Path path);

  /// Whether there is a directory.
  boolean isDirectory(Path path);

  /// Whether a file may be executed.
  boolean isExecutable(Path path);

  /// What is in a directory, sorted by name.
  List<Path> list(Path directory) throws IOException;

  /// The disk.
  static ControlFiles disk() {
    return new ControlFiles() {
      @Override
      public byte[] read(Path file) throws IOException {
        return Files.readAllBytes(file);
      }

      @Override
      public boolean isFile(Path path) {
        return Files.exists(path) && !Files.isDirectory(path);
      }

      @Override
      public boolean isDirectory(Path path) {
        return Files.isDirectory(path);
      }

      @Override
      public boolean isExecutable(Path path) {
        return Files.isExecutable(path);
      }

      @Override
      public List<Path> list(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
          return entries.sorted().toList();
        }
      }
    };
  }
}
