package dev.runner.modules.databases;

import dev.runner.module.Command;
import dev.runner.module.Finished;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A file on the host with what is in a database of PostgreSQL, in the format that its name's
/// ending says.
///
/// @param name the database
/// @param target the file
/// @param options of the program that writes or reads it
/// @param further options of the program that writes it
record PostgresqlDump(
    String name, String target, List<String> options, List<String> further, PostgresqlLogin login) {
  private static final Map<String, String> PACKERS =
      Map.of("gz", "gzip", "bz2", "bzip2", "xz", "xz");

  private String ending() {
    return target.substring(target.lastIndexOf('.') + 1);
  }

  /// The plan that makes it.
  Plan made(Probe host) {
    RemotePath file = RemotePath.of(target);
    List<Object> words = new ArrayList<>();
    switch (ending()) {
      case "tar" -> words.add("--format=t");
      case "pgc" -> words.add("--format=c");
      case "dir" -> words.add("--format=d");
      default -> words.add("--format=p");
    }
    words.addAll(options);
    words.addAll(further);
    Optional<String> packer = Optional.ofNullable(PACKERS.get(ending()));
    RemotePath part = RemotePath.of(target + ".runner-part");
    words.addAll(List.of("-f", part));
    List<Step> steps = new ArrayList<>();
    steps.add(
        Step.run(
            "dump %s to %s".formatted(name, target),
            login.program(host, "pg_dump", name, words.toArray())));
    packer.ifPresent(
        program ->
            steps.add(
                Step.run(
                    "compress it",
                    Command.of(
                        "sh",
                        "-c",
                        "\"$1\" -c <\"$2\" >\"$2.z\" && mv -f -- \"$2.z\" \"$2\"",
                        "pack",
                        program,
                        part))));
    steps.add(new Step.Move("put it in place", part, file));
    List<Object> shown = new ArrayList<>(List.of("pg_dump", name));
    shown.addAll(words.subList(0, words.size() - 1));
    shown.add(file);
    packer.ifPresent(program -> shown.addAll(List.of("|", program)));
    return told(Plan.changes(steps), 0, shown);
  }

  private boolean isArchive() {
    return List.of("tar", "pgc", "dir").contains(ending());
  }

  /// With what the program at this place among the steps said.
  private static Plan told(Plan.Changes changes, int index, List<Object> words) {
    String command = String.join(" ", words.stream().map(Object::toString).toList()).strip();
    return changes
        .predicting("cmd", command)
        .predicting("executed_commands", List.of(command))
        .after(
            (outputs, now) ->
                Finished.changed(outputs.get(index).out())
                    .with("msg", outputs.get(index).out())
                    .with("rc", (long) outputs.get(index).exit())
                    .with("stderr", outputs.get(index).err()));
  }

  /// The plan that loads it.
  ///
  /// @param first what makes the database where there is none yet
  Plan restored(Probe host, Optional<Step> first) {
    RemotePath file = RemotePath.of(target);
    if (!host.stat(file).exists()) {
      return Plan.refuse("target %s does not exist on the host".formatted(target), "");
    }
    List<Step> steps = new ArrayList<>();
    first.ifPresent(steps::add);
    List<Object> words = new ArrayList<>(options);
    String title = "load %s into %s".formatted(target, name);
    Optional<String> packer = Optional.ofNullable(PACKERS.get(ending()));
    if (isArchive()) {
      words.addAll(List.of("--no-password", file));
      steps.add(Step.run(title, login.program(host, "pg_restore", name, words.toArray())));
    } else {
      RemotePath plain = packer.isPresent() ? host.scratch().resolve("dump.sql") : file;
      packer.ifPresent(
          program ->
              steps.add(
                  Step.run(
                      "unpack " + target,
                      Command.of(
                          "sh",
                          "-c",
                          "\"$1\" -dc <\"$2\" >\"$3\"",
                          "unpack",
                          program,
                          file,
                          plain))));
      words.addAll(List.of("-X", "-q", "-v", "ON_ERROR_STOP=1", "-o", "/dev/null", "-f", plain));
      steps.add(Step.run(title, login.program(host, "psql", name, words.toArray())));
    }
    List<Object> shown =
        new ArrayList<>(
            List.of(isArchive() ? "pg_restore" : packer.orElse("") + " psql", name, file));
    return told(Plan.changes(steps), steps.size() - 1, shown);
  }
}
