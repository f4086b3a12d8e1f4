package dev.runner.template.file;

import dev.runner.template.call.Call;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.vault.Vault;
import java.io.IOException;
import java.nio.file.Path;

/// Tests of paths of the control machine.
public final class FileTests {
  private FileTests() {}

  /// Whether one of its tests holds.
  public static boolean test(Call call) {
    String text = text(call.value());
    if (text.isEmpty()) {
      return false; // no path at all, and not where the play is
    }
    Path path = call.ports().here().resolve(text);
    return switch (call.name()) {
      case "directory", "is_dir" -> call.ports().files().isDirectory(path);
      case "file", "is_file" -> call.ports().files().isFile(path);
      case "link", "is_link" -> call.ports().disk().isLink(path);
      case "exists" -> exists(call, path);
      case "link_exists" -> call.ports().disk().isLink(path) || exists(call, path);
      case "abs", "is_abs" -> text.startsWith("/");
      case "mount", "is_mount" -> call.ports().disk().isMount(path);
      case "same_file", "is_same_file" -> same(call, path);
      case "vaulted_file" -> vaulted(call, path);
      default -> throw call.unknown();
    };
  }

  private static String text(Object value) {
    if (!Text.isText(value)) {
      throw PythonException.type("a path is text, not " + Python.typeName(value));
    }
    return Python.string(value);
  }

  private static boolean exists(Call call, Path path) {
    return call.ports().files().isFile(path) || call.ports().files().isDirectory(path);
  }

  private static boolean same(Call call, Path path) {
    Path other = call.ports().here().resolve(text(call.bind("path2").value("path2")));
    try {
      return call.ports().disk().isSame(path, other);
    } catch (IOException e) {
      throw PythonException.value(
          "'%s' and '%s' can't be compared: one of them isn't there".formatted(path, other));
    }
  }

  private static boolean vaulted(Call call, Path path) {
    try {
      return Vault.isEncrypted(call.ports().files().read(path));
    } catch (IOException e) {
      throw PythonException.value("'%s' can't be read: %s".formatted(path, e.getMessage()));
    }
  }
}
