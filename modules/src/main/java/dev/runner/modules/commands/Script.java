package dev.runner.modules.commands;

import dev.runner.module.Attributes;
import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.ControlFile;
import dev.runner.module.ControlScript;
import dev.runner.module.Describe;
import dev.runner.module.FileMode;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.module.Words;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Runs a file of the control machine on the host.
@Describe(
    summary = "Run a script of the control machine on the host.",
    description =
        """
        The file is put into a directory of its own, and taken away afterwards. It is run by
        `executable`, else by what its first line names (`#!`), else by /bin/sh.
        """,
    since = "0.1",
    example =
        """
        - name: run a script with arguments, once
          script: some_script.sh --some-argument 1234
          args:
            creates: /the/created/file.txt
        """,
    returns = {
      @Describe.Returned(name = "rc", value = "The exit status; 0 if nothing had to be run."),
      @Describe.Returned(name = "stdout", value = "What the command wrote."),
      @Describe.Returned(name = "stderr", value = "What the command complained of."),
      @Describe.Returned(name = "stdout_lines", value = "The lines of stdout."),
      @Describe.Returned(name = "stderr_lines", value = "The lines of stderr.")
    })
public record Script(
    @Param(
            value = "The file, found as those of copy are, and its arguments.",
            freeForm = true,
            aliases = "free_form")
        Optional<ControlScript> cmd,
    @Param("Nothing is run if something matches this path or pattern.")
        Optional<RemotePath> creates,
    @Param("Nothing is run unless something matches this path or pattern.")
        Optional<RemotePath> removes,
    @Param("Directory to run in.") Optional<RemotePath> chdir,
    @Param("The program that reads the script, and its options.") Optional<String> executable,
    @Param(value = "Whether the file is decrypted if it is vaulted.", byDefault = "true")
        boolean decrypt)
    implements TaskModule {
  private static final FileMode PRIVATE = FileMode.parse("0700");

  public Script {
    if (cmd.isEmpty()) {
      throw BadParameter.oneRequired("_raw_params", "cmd");
    }
    if (cmd.get().file().isDirectory()) {
      throw new BadParameter("cmd", cmd.get().file().name() + " is a directory");
    }
  }

  @Override
  public boolean foreseeable() {
    return creates.isPresent() || removes.isPresent();
  }

  @Override
  public String unforeseen() {
    return Invocation.NOT_RUN;
  }

  @Override
  public Plan plan(Probe host) {
    Traces traces = new Traces(creates, removes, chdir);
    Optional<String> needless = traces.any() ? traces.matching(host) : Optional.empty();
    if (needless.isPresent()) {
      return Plan.learned(needless.get()).with("msg", needless.get()).with("skipped", true);
    }
    ControlScript written = cmd.orElseThrow();
    ControlFile file = decrypt ? written.file() : written.file().asItStands();
    RemotePath script = host.scratch().resolve(file.path().toFile().getName());
    Command command = Command.of(reader(file)).and(script).and(written.words().toArray());
    if (chdir.isPresent()) {
      command = command.in(chdir.get());
    }
    Step upload =
        new Step.Upload(
            "put " + file.name() + " on the host",
            file,
            script,
            Attributes.ofMode(PRIVATE),
            Optional.empty(),
            false);
    return new Invocation(command, written.text(), List.of(upload), false, Invocation.Kind.BRIEF)
        .plan(new Traces(Optional.empty(), Optional.empty(), chdir), host);
  }

  /// Named in the command, so that it works where nothing in the temporary directory may be
  /// executed.
  private List<String> reader(ControlFile file) {
    if (executable.isPresent()) {
      return Words.split(executable.get());
    }
    try (InputStream in = file.open()) {
      String start = new String(in.readNBytes(256), StandardCharsets.ISO_8859_1);
      String line = start.lines().findFirst().orElse("");
      return line.startsWith("#!") && line.strip().length() > 2
          ? List.of(line.substring(2).strip().split("[ \t]+", 2))
          : List.of("/bin/sh");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
