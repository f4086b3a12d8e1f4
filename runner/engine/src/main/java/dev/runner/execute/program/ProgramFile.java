package dev.runner.execute.program;

import dev.runner.module.Content;
import dev.runner.module.ControlFile;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/// Bytes that were made for one task, as a file.
record ProgramFile(String name, Content bytes) implements ControlFile {

  @Override
  public Path path() {
    return Path.of(name);
  }

  @Override
  public boolean isDirectory() {
    return false;
  }

  @Override
  public boolean isSecret() {
    return bytes.isSecret();
  }

  @Override
  public long size() {
    return bytes.size();
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(bytes.bytes());
  }

  @Override
  public List<ControlFile> entries() {
    return List.of();
  }
}
