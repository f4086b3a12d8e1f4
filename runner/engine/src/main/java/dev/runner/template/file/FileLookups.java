package dev.runner.template.file;

import dev.runner.template.Scope;
import dev.runner.template.call.LookupCall;
import dev.runner.template.document.CsvLookup;
import dev.runner.template.document.IniLookup;
import dev.runner.values.Python;
import dev.runner.values.Text;
import dev.runner.values.Texts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Lookups of files of the control machine.
public final class FileLookups {
  private FileLookups() {}

  /// What one of its lookups finds.
  public static List<Object> run(LookupCall call) {
    return switch (call.name()) {
      case "file" -> files(call);
      case "unvault" -> unvaulted(call);
      case "fileglob" -> globbed(call);
      case "filetree" -> FileTree.find(call);
      case "first_found" -> FirstFound.find(call);
      case "csvfile" -> CsvLookup.find(call);
      case "ini" -> IniLookup.find(call);
      case "password" -> PasswordLookup.find(call);
      default -> throw new IllegalStateException("no lookup " + call.name());
    };
  }

  private static List<Object> files(LookupCall call) {
    List<Object> contents = new ArrayList<>();
    boolean left = call.flag("lstrip", false);
    boolean right = call.flag("rstrip", true);
    for (Object term : call.terms()) {
      Text content = call.content(call.file("files", LookupCall.text(term)));
      String text = left ? content.value().stripLeading() : content.value();
      contents.add(Texts.like(content, right ? text.stripTrailing() : text));
    }
    return contents;
  }

  private static List<Object> unvaulted(LookupCall call) {
    List<Object> contents = new ArrayList<>();
    for (Object term : call.terms()) {
      String name = LookupCall.text(term);
      String missing = "Unable to find file matching \"%s\"".formatted(name);
      contents.add(call.content(call.file("files", name, missing)));
    }
    return contents;
  }

  /// A pattern with a directory of its own is looked for on the search path; the first directory
  /// that is there counts.
  private static List<Object> globbed(LookupCall call) {
    List<Object> found = new ArrayList<>();
    for (Object term : call.terms()) {
      String pattern = PathFilters.expandUser(LookupCall.text(term), call.ports());
      List<Path> candidates = call.path().asWritten("files", pattern);
      tellMissing(call, pattern, candidates);
      for (Path candidate : candidates) {
        List<Object> files = Globs.files(candidate.toString(), call.ports());
        if (!files.isEmpty()) {
          files.forEach(file -> found.add(LookupCall.untrusted(Python.string(file))));
          break;
        }
      }
    }
    return found;
  }

  private static void tellMissing(LookupCall call, String pattern, List<Path> candidates) {
    String directory = pattern.substring(0, Math.max(0, pattern.lastIndexOf('/')));
    boolean found =
        candidates.stream()
            .map(Path::getParent)
            .anyMatch(each -> each == null || call.ports().files().isDirectory(each));
    if (!directory.isEmpty() && !found) {
      Scope.of(call.rendering())
          .warn(
              "Unable to find '%s' in expected paths (use -vvvvv to see paths)"
                  .formatted(directory));
    }
  }
}
