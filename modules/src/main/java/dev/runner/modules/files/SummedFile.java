package dev.runner.modules.files;

import dev.runner.module.ControlFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A large file whose checksums are made while it is sent, each on a thread of its own: they aren't
/// needed before, where it is known without them that the host has another file or none.
final class SummedFile implements ControlFile {
  private final ControlFile file;
  private final Map<String, LaterSum<String>> sums = new LinkedHashMap<>();

  SummedFile(ControlFile file) {
    this.file = file;
    sums.put("checksum", sum(ChecksumAlgorithm.SHA1));
    sums.put("md5sum", sum(ChecksumAlgorithm.MD5));
  }

  private LaterSum<String> sum(ChecksumAlgorithm algorithm) {
    return new LaterSum<>(() -> Digests.of(algorithm, file));
  }

  private void begin() {
    sums.values().forEach(LaterSum::begin);
  }

  /// The checksums by the names under which they are registered, once they are made.
  Map<String, String> sums() {
    begin();
    Map<String, String> made = new LinkedHashMap<>();
    sums.forEach((name, sum) -> made.put(name, sum.get()));
    return made;
  }

  @Override
  public InputStream open() throws IOException {
    begin();
    return file.open();
  }

  @Override
  public String name() {
    return file.name();
  }

  @Override
  public Path path() {
    return file.path();
  }

  @Override
  public boolean isDirectory() {
    return file.isDirectory();
  }

  @Override
  public boolean isSecret() {
    return file.isSecret();
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  public List<ControlFile> entries() throws IOException {
    return file.entries();
  }
}
