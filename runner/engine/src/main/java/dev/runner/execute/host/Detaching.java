package dev.runner.execute.host;

import dev.runner.module.Content;
import dev.runner.module.Quoting;
import dev.runner.module.Step;
import dev.runner.transport.Script;
import dev.runner.values.Text;
import java.util.List;
import java.util.Map;

/// Starts commands that outlive the script: the shell that waits for one has its own session, and
/// writes its exit status where it can be found later.
final class Detaching {
  private Detaching() {}

  /// The step as text of a shell; prints the job's directory. What it needs of the library has to
  /// stand in it, since another shell runs it.
  static Script script(Step.Detach detach, Map<String, Text> environment, Library library) {
    Script inner =
        new Script.Builder()
            .add("cd \"${RUNNER_START:-~}\" 2>/dev/null || cd ~ 2>/dev/null || cd /\n")
            .add(library.functions(CommandScript.FUNCTIONS))
            .add(library.functions(List.of("detach")))
            .add("rn_job() {\n")
            .add(CommandScript.acting(detach.command(), environment).withInput())
            .add("\n}\n")
            .add(
                "rn_detach %s %d %s\n"
                    .formatted(
                        FileNames.word(detach.directory()),
                        detach.deadline().toSeconds(),
                        Quoting.quote(detach.told())))
            .build();
    return new Script.Builder()
        .add(Contents.printed(Content.of(inner.reveal()).asSecret()))
        .add(" | {\n")
        .add("if command -v setsid >/dev/null; then exec setsid sh; else exec sh; fi\n}")
        .build();
  }
}
