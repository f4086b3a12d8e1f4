package dev.runner.transport.ssh.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// `~` and `~user` at the beginning of a path.
final class Homes {
  private Homes() {}

  /// Replaces them; a user that isn't known is left as written.
  static String expand(String path, Path home) {
    if (!path.startsWith("~")) {
      return path;
    }
    int slash = path.indexOf('/');
    String user = slash < 0 ? path.substring(1) : path.substring(1, slash);
    String rest = slash < 0 ? "" : path.substring(slash);
    return user.isEmpty() ? home + rest : homeOf(user, path, rest);
  }

  private static String homeOf(String user, String path, String rest) {
    try {
      List<String> users = Files.readAllLines(Path.of("/etc/passwd"));
      for (String line : users) {
        String[] fields = line.split(":", -1);
        if (fields.length > 5 && fields[0].equals(user)) {
          return fields[5] + rest;
        }
      }
    } catch (IOException e) {
      return path; // without a list of users there is nothing to replace
    }
    return path;
  }
}
