package dev.runner.template.file;

import dev.runner.module.FileStat;
import dev.runner.template.Scope;
import dev.runner.template.call.LookupCall;
import dev.runner.template.ports.Disk;
import dev.runner.values.PythonException;
import dev.runner.values.regex.PythonRegex;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is below directories of the control machine (`community.general.filetree`): files,
/// directories and links with their attributes, each directory before what is in it. Of two
/// directories that have the same path in them the first one's counts.
final class FileTree {
  private final LookupCall call;
  private final Optional<PythonRegex> exclude;
  private final List<Object> found = new ArrayList<>();
  private final Set<String> paths = new HashSet<>();

  private FileTree(LookupCall call) {
    this.call = call;
    String pattern = call.text("exclude", "");
    this.exclude =
        pattern.isEmpty()
            ? Optional.empty()
            : Optional.of(PythonRegex.compile(pattern, false, false));
  }

  static List<Object> find(LookupCall call) {
    FileTree tree = new FileTree(call);
    for (Object term : call.terms()) {
      String name = PathFilters.expandUser(LookupCall.text(term), call.ports());
      call.path().candidates("files", name).stream()
          .filter(call.ports().files()::isDirectory)
          .findFirst()
          .ifPresent(root -> tree.walk(root, root + (name.endsWith("/") ? "/" : ""), ""));
    }
    return tree.found;
  }

  /// @param root as it is told
  /// @param under the path from the root to this directory; ends with a slash unless it is empty
  private void walk(Path directory, String root, String under) {
    List<Path> inside = new ArrayList<>();
    List<Path> others = new ArrayList<>();
    for (Path entry : entries(directory)) {
      boolean enters = call.ports().files().isDirectory(entry);
      (enters ? inside : others).add(entry);
    }
    inside.forEach(entry -> tell(entry, root, under));
    others.forEach(entry -> tell(entry, root, under));
    for (Path entry : inside) {
      if (!call.ports().disk().isLink(entry)) {
        walk(entry, root, under + entry.getFileName() + "/");
      }
    }
  }

  private List<Path> entries(Path directory) {
    try {
      return call.ports().files().list(directory).stream()
          .filter(entry -> !isExcluded(String.valueOf(entry.getFileName())))
          .toList();
    } catch (IOException e) {
      return List.of(); // one that can't be read has nothing to tell
    }
  }

  private boolean isExcluded(String name) {
    return exclude.filter(pattern -> pattern.begins(name)).isPresent();
  }

  private void tell(Path entry, String root, String under) {
    String path = under + entry.getFileName();
    try {
      Disk.Entry status = call.ports().disk().entry(entry);
      if (status.state().isEmpty()) {
        Scope.of(call.rendering())
            .warn("filetree: Error file type of %s is not supported".formatted(entry));
      } else if (paths.add(path)) {
        found.add(told(entry, root, path, status));
      }
    } catch (IOException e) {
      throw PythonException.value("Unable to read %s: %s".formatted(entry, e.getMessage()));
    }
  }

  private static Map<Object, Object> told(Path entry, String root, String path, Disk.Entry status) {
    Map<Object, Object> told = new LinkedHashMap<>();
    told.put("root", LookupCall.untrusted(root));
    told.put("path", LookupCall.untrusted(path));
    told.put("state", status.state());
    switch (status.state()) {
      case "link" -> told.put("src", LookupCall.untrusted(status.target()));
      case "file" -> told.put("src", LookupCall.untrusted(entry.toString()));
      default -> {}
    }
    told.put("uid", status.uid());
    told.put("gid", status.gid());
    told.put("owner", LookupCall.untrusted(status.owner()));
    told.put("group", LookupCall.untrusted(status.group()));
    told.put("mode", "0%o".formatted(status.mode()));
    told.put("size", status.size());
    told.put("mtime", FileStat.seconds(status.modified()));
    told.put("ctime", FileStat.seconds(status.changed()));
    return told;
  }
}
