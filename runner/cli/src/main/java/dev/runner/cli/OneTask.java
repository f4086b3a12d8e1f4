package dev.runner.cli;

import dev.runner.playbook.Playbook;
import dev.runner.source.ControlFiles;
import dev.runner.source.Diagnostics;
import dev.runner.source.Sources;
import dev.runner.values.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A play of one task, put together from the command line. It is read as a playbook is, so that its
/// mistakes are told in the same way.
final class OneTask {
  private OneTask() {}

  /// What the command line says of the task.
  ///
  /// @param arguments free text, or parameters as `key=value`; a mapping in JSON or YAML too
  /// @param background run it without waiting, for at most that many seconds
  /// @param poll seconds from one look at a background task to the next
  record Wanted(
      String pattern,
      String module,
      String arguments,
      Optional<Integer> background,
      Optional<Integer> poll,
      Optional<Integer> timeout) {}

  /// The playbook. A module that isn't there fails on each host, as it does for Ansible.
  ///
  /// @param directory that stands for the playbook's
  static Playbook playbook(
      Wanted wanted, Path directory, Wiring wiring, dev.runner.catalog.Modules modules) {
    Path path = directory.resolve("<adhoc '%s' task>".formatted(wanted.module().replace('/', '.')));
    Diagnostics mistakes = wiring.sources().diagnostics().another();
    ControlFiles files = new Shadow(wiring.sources().files(), path, text(wanted));
    Sources sources = new Sources(files, wiring.sources().opener(), mistakes, wiring.here());
    Playbook book = wiring.playbooks().loader(sources, modules, wanted.module()).playbook(path);
    mistakes.all().forEach(wiring.sources().diagnostics()::add);
    return book;
  }

  /// JSON is YAML.
  private static String text(Wanted wanted) {
    Map<String, Object> task = new LinkedHashMap<>();
    String arguments = wanted.arguments().strip();
    Object given = arguments;
    if (arguments.startsWith("{") && !arguments.startsWith("{{")) {
      try {
        given = Json.parse(arguments);
      } catch (Json.SyntaxError e) {
        throw new BadOptions("-a begins like JSON, but " + e.getMessage());
      }
    }
    task.put(wanted.module(), given);
    wanted.background().ifPresent(seconds -> task.put("async", seconds.longValue()));
    wanted.poll().ifPresent(seconds -> task.put("poll", seconds.longValue()));
    wanted.timeout().ifPresent(seconds -> task.put("timeout", seconds.longValue()));
    Map<String, Object> play = new LinkedHashMap<>();
    play.put("name", "Ansible Ad-Hoc");
    play.put("hosts", wanted.pattern());
    play.put("gather_facts", false);
    play.put("tasks", List.of(task));
    return Json.indented(List.of(play));
  }

  /// The files of the control machine, and one that is only said.
  private record Shadow(ControlFiles below, Path path, String text) implements ControlFiles.Over {
    @Override
    public byte[] read(Path file) throws IOException {
      return file.equals(path) ? text.getBytes(StandardCharsets.UTF_8) : below.read(file);
    }

    @Override
    public boolean isFile(Path file) {
      return file.equals(path) || below.isFile(file);
    }
  }
}
