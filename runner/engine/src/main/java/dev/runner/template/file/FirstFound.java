package dev.runner.template.file;

import dev.runner.template.call.Booleans;
import dev.runner.template.call.LookupCall;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.values.Undefined;
import dev.runner.variables.SpecialVariable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The lookup `first_found`: the first of several files that is there.
public final class FirstFound {
  private static final String FILES = "[,;]";
  private static final String PATHS = "[,:;]";

  private final LookupCall call;
  private final List<String> candidates = new ArrayList<>();
  private final List<String> looked = new ArrayList<>();
  private boolean skip;

  private FirstFound(LookupCall call) {
    this.call = call;
  }

  static List<Object> find(LookupCall call) {
    FirstFound search = new FirstFound(call);
    search.skip = call.flag("skip", false);
    search.term(call.terms(), call.options());
    return search.run();
  }

  /// Terms are names, lists of them, or mappings of `files`, `paths` and `skip`.
  private void term(Object term, Map<String, ?> options) {
    switch (term) {
      case Undefined undefined -> throw PythonException.undefined(undefined);
      case Map<?, ?> map -> {
        Map<String, Object> own = new LinkedHashMap<>(options);
        map.forEach((name, value) -> own.put(Python.string(name), value));
        Object given = own.get("skip");
        skip |= given != null && Booleans.of(given).orElse(false);
        combine(split(own.get("files"), FILES), split(own.get("paths"), PATHS));
      }
      case List<?> list -> {
        if (list.isEmpty()) {
          combine(split(options.get("files"), FILES), split(options.get("paths"), PATHS));
        }
        list.forEach(each -> term(each, options));
      }
      case Object other when !Text.isText(other) ->
          throw call.wrong(
              "a term is text, a list or a mapping, not '%s'".formatted(Python.typeName(other)));
      default -> combine(split(term, FILES), split(options.get("paths"), PATHS));
    }
  }

  private void combine(List<String> files, List<String> paths) {
    if (paths.isEmpty()) {
      candidates.addAll(files);
    }
    for (String path : paths) {
      if (files.isEmpty()) {
        candidates.add(path);
      }
      files.forEach(file -> candidates.add(PosixPaths.joined(List.of(path, file))));
    }
  }

  private static List<String> split(@org.jspecify.annotations.Nullable Object value, String marks) {
    List<String> parts = new ArrayList<>();
    if (value == null) {
      return parts;
    }
    if (Text.isText(value)) {
      for (String part : Python.string(value).split(marks)) {
        if (!part.isBlank()) {
          parts.add(part.strip());
        }
      }
      return parts;
    }
    for (Object each : Python.list(value)) {
      parts.addAll(split(each, marks));
    }
    return parts;
  }

  private List<Object> run() {
    Object kind = call.rendering().variables().get(SpecialVariable.FILE_KIND);
    for (String candidate : candidates) {
      String name = PathFilters.expandUser(candidate, call.ports());
      for (Path path :
          call.path().candidates(Text.isText(kind) ? Python.string(kind) : "files", name)) {
        if (call.ports().files().isFile(path)) {
          return List.of(LookupCall.untrusted(path.toString()));
        }
        looked.add(path.toString());
      }
    }
    if (skip) {
      return List.of();
    }
    throw call.wrong(
        ("No file was found when using first_found: none of %s is there; give skip=true if that is"
                + " fine")
            .formatted(String.join(", ", looked)));
  }
}
