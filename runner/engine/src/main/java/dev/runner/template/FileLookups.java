package dev.runner.template;

import dev.runner.values.Python;
import dev.runner.values.Text;
import dev.runner.values.Texts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Lookups of files of the control machine.
final class FileLookups {
  private FileLookups() {}

  static List<Object> run(LookupCall call) {
    return switch (call.name()) {
      case "file" -> files(call);
      case "unvault" -> unvaulted(call);
      case "fileglob" -> globbed(call);
      case "first_found" -> FirstFound.find(call);
      case "template" -> templates(call);
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
      contents.add(call.content(call.file("files", LookupCall.text(term))));
    }
    return contents;
  }

  /// A pattern with a directory of its own is looked for on the search path; the first directory
  /// that is there counts.
  private static List<Object> globbed(LookupCall call) {
    List<Object> found = new ArrayList<>();
    for (Object term : call.terms()) {
      String pattern = PathFilters.expandUser(LookupCall.text(term), call.ports());
      for (Path candidate : call.path().candidates("files", pattern)) {
        List<Object> files = Globs.files(candidate.toString(), call.ports());
        if (!files.isEmpty()) {
          files.forEach(file -> found.add(LookupCall.untrusted(Python.string(file))));
          break;
        }
      }
    }
    return found;
  }

  private static final Set<String> DELIMITERS =
      Set.of(
          "block_start_string",
          "block_end_string",
          "variable_start_string",
          "variable_end_string",
          "comment_start_string",
          "comment_end_string",
          "trim_blocks",
          "lstrip_blocks");

  private static List<Object> templates(LookupCall call) {
    List<Object> results = new ArrayList<>();
    Scope scope = Scope.of(call.rendering());
    if (call.option("template_vars") instanceof Map<?, ?> vars) {
      Map<String, Object> own = new LinkedHashMap<>();
      vars.forEach((name, value) -> own.put(Python.string(name), value));
      scope = scope.under(own);
    }
    Map<String, Object> parameters = new LinkedHashMap<>(call.options());
    parameters.keySet().retainAll(DELIMITERS);
    for (Object term : call.terms()) {
      String name = LookupCall.text(term);
      Path file = call.file("templates", name);
      Object made = new TemplateFile(call.ports(), file, name, parameters).value(scope);
      // what a template made is no template again
      results.add(made instanceof Text text ? text.with(text.marks().asUntrusted()) : made);
    }
    return results;
  }
}
