package dev.runner.execute.program;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The file of a module that runs on the host, and how it takes its parameters.
///
/// @param name of the module, with its collection if it is in one
public record Program(String name, Path file, byte[] content, Kind kind) {
  private static final Pattern IMPORTS =
      Pattern.compile(
          "^\\s*(from\\s+ansible\\.module_utils\\b|import\\s+ansible\\.module_utils\\b"
              + "|from\\s+ansible_collections\\.\\S+\\.plugins\\.module_utils\\b"
              + "|from\\s+\\.+module_utils\\b|import\\s+ansible_collections\\.\\S+\\.module_utils\\b)",
          Pattern.MULTILINE);
  private static final String JSON_ARGS = "<<INCLUDE_ANSIBLE_MODULE_JSON_ARGS>>";
  private static final int LOOKED_AT = 1024;

  /// How a program takes its parameters.
  public enum Kind {
    /// Python that builds on Ansible's library.
    PYTHON,
    /// A file of JSON, named as its argument.
    WANT_JSON,
    /// The same; it is no text.
    BINARY,
    /// JSON in its own text.
    JSON_INSIDE,
    /// A file of `key=value`, named as its argument.
    OLD
  }

  /// Reads a file.
  public static Program read(String name, Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    return new Program(name, file, content, kind(content));
  }

  private static Kind kind(byte[] content) {
    if (isBinary(content)) {
      return Kind.BINARY;
    }
    String text = new String(content, StandardCharsets.UTF_8);
    if (text.contains(JSON_ARGS)) {
      return Kind.JSON_INSIDE;
    }
    if (IMPORTS.matcher(text).find()) {
      return Kind.PYTHON;
    }
    return text.contains("WANT_JSON") ? Kind.WANT_JSON : Kind.OLD;
  }

  private static boolean isBinary(byte[] content) {
    for (int i = 0; i < Math.min(LOOKED_AT, content.length); i++) {
      int b = content[i] & 0xff;
      boolean text = b >= 0x20 || (b >= 7 && b <= 13) || b == 27;
      if (!text || b == 0x7f) {
        return true;
      }
    }
    return false;
  }

  /// The program that reads it, and its options, as its first line says.
  Optional<List<String>> interpreter() {
    String start =
        new String(content, 0, Math.min(256, content.length), StandardCharsets.ISO_8859_1);
    String line = start.lines().findFirst().orElse("");
    return line.startsWith("#!") && line.strip().length() > 2
        ? Optional.of(List.of(line.substring(2).strip().split("[ \t]+")))
        : Optional.empty();
  }

  /// Its text with these parameters in it, where it takes them there.
  byte[] with(String json) {
    if (kind != Kind.JSON_INSIDE) {
      return content;
    }
    String text = new String(content, StandardCharsets.UTF_8);
    return text.replace(JSON_ARGS, json).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(@org.jspecify.annotations.Nullable Object other) {
    return other instanceof Program program
        && program.name.equals(name)
        && program.file.equals(file)
        && Arrays.equals(program.content, content);
  }

  @Override
  public int hashCode() {
    return file.hashCode();
  }
}
