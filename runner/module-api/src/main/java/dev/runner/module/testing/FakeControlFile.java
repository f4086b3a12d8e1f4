package dev.runner.module.testing;

import dev.runner.module.Content;
import dev.runner.module.ControlFile;
import dev.runner.module.RemotePath;
import dev.runner.module.SourcePath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A file of the control machine for tests, in memory or on disk; also as a path that may be on
/// either machine.
public final class FakeControlFile implements ControlFile, SourcePath {
  private final String name;
  private final Path path;
  private final Content content;

  private FakeControlFile(String name, Path path, Content content) {
    this.name = name;
    this.path = path;
    this.content = content;
  }

  /// A file in memory.
  public static FakeControlFile of(String name, String text) {
    return new FakeControlFile(name, Path.of(name), Content.of(text));
  }

  /// A file in memory.
  public static FakeControlFile of(String name, Content content) {
    return new FakeControlFile(name, Path.of(name), content);
  }

  /// A file, directory or link that is on disk.
  ///
  /// @param name as a user would write it, a slash at its end included
  public static FakeControlFile onDisk(String name, Path path) throws IOException {
    Content content =
        Files.isRegularFile(path) ? Content.of(Files.readAllBytes(path)) : Content.of("");
    return new FakeControlFile(name, path, content);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public boolean isDirectory() {
    return Files.isDirectory(path);
  }

  @Override
  public boolean isSecret() {
    return content.isSecret();
  }

  @Override
  public long size() {
    return content.size();
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(content.bytes());
  }

  @Override
  public List<ControlFile> entries() throws IOException {
    if (!isDirectory()) {
      return List.of();
    }
    List<ControlFile> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(path)) {
      for (Path entry : stream) {
        entries.add(onDisk(entry.getFileName().toString(), entry));
      }
    }
    entries.sort(Comparator.comparing(ControlFile::name));
    return entries;
  }

  @Override
  public String text() {
    return name;
  }

  @Override
  public ControlFile onControl() {
    return this;
  }

  @Override
  public RemotePath onHost() {
    return RemotePath.of(name);
  }
}
