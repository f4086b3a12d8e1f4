package dev.runner.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Files of the control machine: the port through which the language reads them.
public interface ControlFiles {

  /// The bytes of a file.
  byte[] read(Path file) throws IOException;

  /// The bytes of a file, for one that may be large.
  default InputStream open(Path file) throws IOException {
    return new ByteArrayInputStream(read(file));
  }

  /// The size of a file in bytes.
  default long size(Path file) throws IOException {
    return read(file).length;
  }

  /// Whether there is a file that isn't a directory.
  boolean isFile(Path path);

  /// Whether there is a directory.
  boolean isDirectory(Path path);

  /// Whether a file may be executed.
  boolean isExecutable(Path path);

  /// What is in a directory, sorted by name.
  List<Path> list(Path directory) throws IOException;

  /// Files as others see them, but for what is written anew.
  interface Over extends ControlFiles {
    /// The others.
    ControlFiles below();

    @Override
    default byte[] read(Path file) throws IOException {
      return below().read(file);
    }

    @Override
    default boolean isFile(Path path) {
      return below().isFile(path);
    }

    @Override
    default boolean isDirectory(Path path) {
      return below().isDirectory(path);
    }

    @Override
    default boolean isExecutable(Path path) {
      return below().isExecutable(path);
    }

    @Override
    default List<Path> list(Path directory) throws IOException {
      return below().list(directory);
    }
  }

  /// The disk.
  static ControlFiles disk() {
    return new ControlFiles() {
      @Override
      public byte[] read(Path file) throws IOException {
        return Files.readAllBytes(file);
      }

      @Override
      public InputStream open(Path file) throws IOException {
        return Files.newInputStream(file);
      }

      @Override
      public long size(Path file) throws IOException {
        return Files.size(file);
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
