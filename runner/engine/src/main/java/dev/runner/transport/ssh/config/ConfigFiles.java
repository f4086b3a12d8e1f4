package dev.runner.transport.ssh.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Reads each configuration file once, however many hosts it is for.
final class ConfigFiles {
  private final Map<Path, List<String>> read = new ConcurrentHashMap<>();

  /// @throws OptionException if it can't be read
  List<String> lines(Path file) throws OptionException {
    List<String> known = read.get(file);
    if (known != null) {
      return known;
    }
    List<String> lines = fresh(file);
    read.put(file, lines);
    return lines;
  }

  private static List<String> fresh(Path file) throws OptionException {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList();
    } catch (NoSuchFileException e) {
      throw new OptionException("The ssh configuration file %s does not exist.".formatted(file));
    } catch (IOException e) {
      throw new OptionException(
          "The ssh configuration file %s can't be read: %s.".formatted(file, e.getMessage()));
    }
  }
}
