package dev.runner.execute.program;

import dev.runner.module.Attributes;
import dev.runner.module.Command;
import dev.runner.module.Content;
import dev.runner.module.FileMode;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.values.Json;
import dev.runner.values.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A module that is a program: it is put on the host with its parameters, runs there, and says what
/// it did as JSON.
///
/// @param parameters rendered
/// @param interpreters programs that take the place of those that first lines name: `python` and so
///   on
/// @param python builds what a Python module needs, if there is an Ansible to take it from
public record ProgramModule(
    Program program,
    Map<String, Object> parameters,
    Map<String, String> interpreters,
    Surroundings of,
    Optional<PythonPayload> python)
    implements TaskModule {
  private static final FileMode PRIVATE = FileMode.parse("0700");
  private static final String INVOCATION = "inject_invocation";
  private static final FileMode HIDDEN = FileMode.parse("0600");

  /// What a program is told of the run.
  ///
  /// @param invocation whether it is to say how it was called
  /// @param job whether it runs as a job (`async`), which tells what was written to standard error
  public record Surroundings(
      boolean diff, boolean noLog, int verbosity, boolean invocation, boolean job) {}

  public ProgramModule {
    parameters = new LinkedHashMap<>(parameters);
    interpreters = Map.copyOf(interpreters);
  }

  @Override
  public boolean foreseeable() {
    return false;
  }

  @Override
  public Plan plan(Probe host) {
    if (program.kind() == Program.Kind.PYTHON && python.isEmpty()) {
      return Plan.refuse(
          "the module '%s' is written in Python and builds on Ansible's library (%s)"
              .formatted(program.name(), program.file()),
          "install Ansible on the control machine (`pip install ansible-core`), or say where it is "
              + "with RUNNER_ANSIBLE");
    }
    RemotePath folder = host.scratch();
    Map<String, Object> all = told(folder);
    boolean secret = Secrets.in(parameters);
    String json = Json.line(Secrets.revealed(all));
    RemotePath file = folder.resolve(fileName());
    RemotePath arguments = folder.resolve("args");
    byte[] content =
        python.isPresent() && program.kind() == Program.Kind.PYTHON
            ? python.get().of(program)
            : program.with(json);
    boolean inside = program.kind() == Program.Kind.JSON_INSIDE;
    Step putProgram = put("put the module on the host", file, content, PRIVATE, inside && secret);
    Step putArguments =
        put(
            "put its parameters on the host",
            arguments,
            arguments(json, all).getBytes(StandardCharsets.UTF_8),
            HIDDEN,
            secret);
    Command command = Command.of(words(file)).and(arguments);
    return Plan.changes(
            List.of(putProgram, putArguments, Step.run("run the module", command).anyStatus()))
        .after((outputs, now) -> new ProgramResult(program.name(), of.job()).of(outputs.last()));
  }

  private String fileName() {
    String name = String.valueOf(program.file().getFileName());
    return program.kind() == Program.Kind.PYTHON ? "AnsiballZ_" + name + ".zip" : name;
  }

  private Map<String, Object> told(RemotePath folder) {
    Map<String, Object> all = new LinkedHashMap<>(parameters);
    all.put("_ansible_check_mode", false);
    all.put("_ansible_no_log", of.noLog());
    all.put("_ansible_debug", false);
    all.put("_ansible_diff", of.diff());
    all.put("_ansible_verbosity", (long) of.verbosity());
    if (python.isEmpty() || python.get().takes(INVOCATION)) {
      all.put("_ansible_" + INVOCATION, of.invocation());
    }
    all.put("_ansible_version", "2.21.0");
    all.put("_ansible_module_name", program.name());
    all.put("_ansible_syslog_facility", "LOG_USER");
    all.put("_ansible_keep_remote_files", false);
    all.put("_ansible_shell_executable", "/bin/sh");
    all.put("_ansible_tmpdir", folder.text() + "/");
    all.put("_ansible_remote_tmp", "~/.ansible/tmp");
    return all;
  }

  private String arguments(String json, Map<String, Object> all) {
    return switch (program.kind()) {
      case OLD -> ProgramArguments.pairs(all);
      case PYTHON -> "{\"ANSIBLE_MODULE_ARGS\":" + json + "}";
      case WANT_JSON, BINARY, JSON_INSIDE -> json;
    };
  }

  private static Step put(
      String title, RemotePath path, byte[] content, FileMode mode, boolean secret) {
    Content bytes = secret ? Content.of(content).asSecret() : Content.of(content);
    return new Step.Upload(
        title,
        new ProgramFile(path.name(), bytes),
        path,
        Attributes.ofMode(mode),
        Optional.empty(),
        false);
  }

  private List<Object> words(RemotePath file) {
    List<Object> words = new java.util.ArrayList<>();
    if (program.kind() == Program.Kind.PYTHON) {
      words.add(interpreters.getOrDefault("python", "python3"));
    } else if (program.interpreter().isPresent()) {
      words.addAll(ProgramArguments.interpreter(program.interpreter().get(), interpreters));
    }
    words.add(file);
    return words;
  }
}
