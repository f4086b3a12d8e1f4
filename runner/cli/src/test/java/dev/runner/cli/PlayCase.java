package dev.runner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A whole run of the command as a file tells it: parts that begin with `== NAME`. `file PATH` is
/// written before the run; `args` are words of the command, one on a line; `words` are all words,
/// for other verbs than `play`, and `before` those of a command that runs first; `environment` has
/// more variables, `NAME=value`, one on a line; `in` is its standard input; `out` are the lines
/// that it writes (of tasks and hosts, without recap and blank lines, and without what explains a
/// failure unless they say `[ERROR]`); `prints` is all that it writes; `err` are lines among those
/// that it writes to standard error, and `no err` what isn't said there; `exit` is the status;
/// `after PATH` is what a file holds in the end, and `absent PATH` a file that isn't there. `@DIR@`
/// stands for the directory.
final class PlayCase {
  private static final String HOSTS = "a ansible_connection=local\nb ansible_connection=local\n";

  private final Map<String, String> parts = new LinkedHashMap<>();

  PlayCase(String text) {
    String name = "title";
    StringBuilder part = new StringBuilder();
    for (String line : text.lines().toList()) {
      if (line.startsWith("== ")) {
        parts.put(name, part.toString());
        name = line.substring(3).strip();
        part.setLength(0);
      } else {
        part.append(line).append('\n');
      }
    }
    parts.put(name, part.toString());
  }

  /// Runs it in this directory, and compares.
  void run(Path directory) throws IOException {
    write(directory, "hosts", HOSTS);
    for (Map.Entry<String, String> part : parts.entrySet()) {
      if (part.getKey().startsWith("file ")) {
        write(directory, part.getKey().substring(5), part.getValue());
      }
    }
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    if (parts.containsKey("before")) {
      PrintWriter nowhere = new PrintWriter(java.io.Writer.nullWriter());
      Main.run(wordsOf("before", directory), nowhere, nowhere, directory, environment(directory));
    }
    int status =
        Main.run(
            words(directory),
            new PrintWriter(out),
            new PrintWriter(err),
            directory,
            environment(directory),
            new ByteArrayInputStream(part("in", directory).getBytes(StandardCharsets.UTF_8)));
    String told = out + "\n--- standard error ---\n" + err;
    if (parts.containsKey("out")) {
      assertEquals(part("out", directory), lines(out.toString()), told);
    }
    if (parts.containsKey("prints")) {
      assertEquals(part("prints", directory).strip(), own(out.toString(), directory).strip(), told);
    }
    for (String line : part("err", directory).lines().toList()) {
      boolean there = err.toString().lines().anyMatch(each -> each.strip().equals(line.strip()));
      assertEquals(true, there, "standard error lacks '" + line + "'\n" + told);
    }
    for (String words : part("no err", directory).lines().toList()) {
      assertEquals(false, err.toString().contains(words), told);
    }
    assertEquals(parts.getOrDefault("exit", "0").strip(), String.valueOf(status), told);
    for (String name : parts.keySet()) {
      if (name.startsWith("after ")) {
        Path file = directory.resolve(name.substring(6));
        String text = Files.exists(file) ? Files.readString(file) : "";
        assertEquals(part(name, directory).stripTrailing(), text.stripTrailing(), told);
      } else if (name.startsWith("absent ")) {
        assertEquals(false, Files.exists(directory.resolve(name.substring(7))), told);
      }
    }
  }

  private String part(String name, Path directory) {
    return parts.getOrDefault(name, "").replace("@DIR@", directory.toString());
  }

  private void write(Path directory, String name, String text) throws IOException {
    Path file = directory.resolve(name);
    if (!name.equals("hosts") || !parts.containsKey("file hosts") || !text.equals(HOSTS)) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text.replace("@DIR@", directory.toString()));
    }
  }

  private String[] wordsOf(String part, Path directory) {
    return part(part, directory).lines().filter(line -> !line.isBlank()).toArray(String[]::new);
  }

  private String[] words(Path directory) {
    if (parts.containsKey("words")) {
      return wordsOf("words", directory);
    }
    List<String> words = new ArrayList<>(List.of("play", "play.yml", "-i", "hosts"));
    words.addAll(List.of("--output", "lines"));
    parts.getOrDefault("args", "").lines().filter(line -> !line.isBlank()).forEach(words::add);
    return words.toArray(String[]::new);
  }

  private Map<String, String> environment(Path directory) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    environment.put("HOME", directory.resolve("home").toString());
    environment.put("RUNNER_ANSIBLE", directory.resolve("none").toString());
    environment.put("RUNNER_RECORDS", directory.resolve("records").toString());
    for (String line : part("environment", directory).lines().toList()) {
      if (!line.isBlank()) {
        environment.put(
            line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
      }
    }
    return environment;
  }

  /// Without what tests beside this one owe on the machine at that moment, which runs are told of.
  private static String own(String out, Path directory) {
    return out.lines()
        .filter(line -> !line.contains(": still owed: ") || line.contains(directory.toString()))
        .collect(Collectors.joining("\n"));
  }

  /// Results over several lines on one, `debug`'s message alone.
  private static String collapsed(String out) {
    StringBuilder text = new StringBuilder();
    boolean inside = false;
    for (String line : out.lines().toList()) {
      inside = inside ? !line.equals("}") : line.endsWith("=> {");
      text.append(inside ? line.strip() + " " : line + "\n");
    }
    return text.toString()
        .replaceAll("=> \\{ \"msg\": (.*) }\n", "=> $1\n")
        .replaceAll(" jid=\\S+", " jid=*")
        .replace("[ ", "[")
        .replace(" ]", "]");
  }

  /// How often a job is looked at depends on the time it takes: a case that is about it gets one
  /// line of each host.
  private boolean isFurtherLook(String line, List<String> kept, List<String> ofTask) {
    return line.startsWith("ASYNC POLL ")
        && (!parts.getOrDefault("out", "").contains("ASYNC POLL ")
            || ofTask.contains(line)
            || kept.contains(line));
  }

  /// Lines about tasks and hosts; those of hosts that end at the same time in the hosts' order.
  private String lines(String out) {
    List<String> kept = new ArrayList<>();
    List<String> ofTask = new ArrayList<>();
    boolean explains = false;
    for (String line : collapsed(out).lines().toList()) {
      explains =
          !parts.getOrDefault("out", "").contains("[ERROR]")
              && (explains || line.startsWith("[ERROR]: "))
              && !line.startsWith("fatal: ")
              && !line.startsWith("failed: ");
      if (explains || isFurtherLook(line, kept, ofTask)) {
        continue;
      }
      if (line.startsWith("PLAY RECAP")) {
        break;
      }
      boolean ofOthers = line.contains("still owed"); // by another run that is at work right now
      if (line.isBlank() || ofOthers) {
        continue;
      }
      if (line.matches("(PLAY|TASK|RUNNING HANDLER|NO MORE HOSTS) .*")) {
        ofTask.sort(null);
        kept.addAll(ofTask);
        ofTask.clear();
        kept.add(line.replaceFirst(" \\*+$", ""));
      } else {
        ofTask.add(line);
      }
    }
    ofTask.sort(null);
    kept.addAll(ofTask);
    return String.join("\n", kept) + "\n";
  }
}
