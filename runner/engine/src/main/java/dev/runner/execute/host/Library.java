package dev.runner.execute.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The functions that our scripts use on hosts, read from `library.sh`. A script takes along those
/// it needs, since a shell that reads its input by single bytes is slow to read more.
final class Library {
  private record Function(List<String> calls, String text) {}

  /// The same for all hosts.
  private static final Library OURS = read();

  private final Map<String, Function> functions;

  private Library(Map<String, Function> functions) {
    this.functions = functions;
  }

  /// The functions of the resource.
  static Library load() {
    return OURS;
  }

  private static Library read() {
    try (InputStream in = Library.class.getResourceAsStream("library.sh")) {
      if (in == null) {
        throw new IllegalStateException("the resource library.sh is missing");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Library parse(String text) {
    Map<String, Function> functions = new LinkedHashMap<>();
    String[] parts = text.split("(?m)^#: ");
    for (int i = 1; i < parts.length; i++) {
      int end = parts[i].indexOf('\n');
      List<String> names = List.of(parts[i].substring(0, end).split(" "));
      functions.put(
          names.getFirst(),
          new Function(names.subList(1, names.size()), code(parts[i].substring(end + 1))));
    }
    return new Library(functions);
  }

  /// Comments on lines of their own, indentation and empty lines stay at home; a line that might be
  /// inside quotes isn't indented.
  private static String code(String text) {
    StringBuilder code = new StringBuilder();
    for (String line : text.split("\n")) {
      String bare = line.stripLeading();
      if (!bare.isEmpty() && !bare.startsWith("#")) {
        code.append(bare).append('\n');
      }
    }
    return code.toString();
  }

  /// The text of these functions and of those that they call.
  String functions(Collection<String> names) {
    Set<String> needed = new LinkedHashSet<>();
    names.forEach(name -> collect(name, needed));
    List<String> texts = new ArrayList<>();
    for (Map.Entry<String, Function> each : functions.entrySet()) {
      if (needed.contains(each.getKey())) {
        texts.add(each.getValue().text());
      }
    }
    return String.join("", texts);
  }

  private void collect(String name, Set<String> needed) {
    Function function = functions.get(name);
    if (function == null) {
      throw new IllegalArgumentException("library.sh has no function " + name);
    }
    if (needed.add(name)) {
      function.calls().forEach(called -> collect(called, needed));
    }
  }
}
