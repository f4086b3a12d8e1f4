package dev.runner.execute.program;

import dev.runner.module.Quoting;
import dev.runner.values.Json;
import dev.runner.values.Python;
import dev.runner.values.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What programs are called with.
final class ProgramArguments {
  private ProgramArguments() {}

  /// `key=value` with the quotes of a shell, for programs that read their parameters so.
  static String pairs(Map<String, Object> parameters) {
    StringBuilder pairs = new StringBuilder();
    parameters.forEach(
        (name, value) -> {
          Object plain = Secrets.revealed(value);
          String text =
              plain instanceof Map || plain instanceof List
                  ? Json.spaced(plain)
                  : Python.string(plain);
          pairs.append(name).append('=').append(Quoting.quote(text)).append(' ');
        });
    return pairs.toString();
  }

  /// The words of a first line, where the host's variables may name another program for the
  /// language.
  static List<Object> interpreter(List<String> line, Map<String, String> interpreters) {
    boolean env = line.getFirst().endsWith("/env") && line.size() > 1;
    String program = env ? line.get(1) : line.getFirst();
    String name = program.substring(program.lastIndexOf('/') + 1);
    String language = name.replaceFirst("[0-9.]+$", "");
    List<Object> words = new ArrayList<>();
    String other = interpreters.get(language);
    if (other != null) {
      words.add(other);
    } else if (language.equals("python")) {
      words.add("python3"); // `python` alone is seldom there any more
    } else {
      words.add(env ? name : program);
    }
    words.addAll(line.subList(env ? 2 : 1, line.size()));
    return words;
  }
}
