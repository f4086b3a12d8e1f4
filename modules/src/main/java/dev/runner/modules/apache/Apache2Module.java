package dev.runner.modules.apache;

import dev.runner.module.Answer;
import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Describe;
import dev.runner.module.FileStat;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Enables or disables a module of Apache, where `a2enmod` does that.
@Describe(
    summary = "Enable or disable a module of Apache.",
    description =
        """
        By `a2enmod` and `a2dismod`, as on the Debian family. Whether a module is enabled is what
        Apache itself says of its configuration: that must be whole, unless `ignore_configcheck`
        is on. Apache isn't restarted.
        """,
    since = "0.1",
    collection = "community.general",
    example =
        """
        - name: let addresses be rewritten
          apache2_module:
            name: rewrite
          notify: restart apache
        """,
    returns = {
      @Describe.Returned(name = "result", value = "The module, and whether it is enabled."),
      @Describe.Returned(name = "rc", value = "What the program that failed ended with."),
      @Describe.Returned(name = "stdout", value = "What the program that failed said."),
      @Describe.Returned(name = "stderr", value = "What it said of errors.")
    })
public record Apache2Module(
    @Param("The module, as `a2enmod` calls it.") String name,
    @Param("The module, as `apache2ctl -M` calls it; its name with `_module` if left out.")
        Optional<String> identifier,
    @Param(value = "Whether it is to be enabled.", byDefault = "present") State state,
    @Param(
            value = "Whether a module that others need, or Debian needs, is disabled too.",
            byDefault = "false")
        boolean force,
    @Param(
            value = "Whether a configuration that is broken is no obstacle, only a warning.",
            byDefault = "false")
        boolean ignoreConfigcheck,
    @Param(
            value = "Whether it is told when there is no module for processes any more.",
            byDefault = "true")
        boolean warnMpmAbsent)
    implements TaskModule {

  /// Whether a module is to be enabled.
  public enum State {
    ABSENT,
    PRESENT
  }

  /// Names the control program in its first line, then says which modules there are.
  private static final String MODULES =
      """
      for each in apache2ctl apachectl; do
        if found=$(command -v $each); then echo "$found"; "$found" -M; exit; fi
      done
      """;

  private static final String THREADED =
      """
      for each in apache2ctl apachectl; do
        if command -v $each >/dev/null; then $each -V; exit; fi
      done
      """;

  private static final RemotePath AVAILABLE = RemotePath.of("/etc/apache2/mods-available");

  public Apache2Module {
    if (name.isBlank() || name.startsWith("-")) {
      throw new BadParameter("name", "'%s' can't be the name of a module".formatted(name));
    }
  }

  /// What Apache says of its modules.
  private record Modules(String program, Output output) {
    static Command question() {
      return inC(Command.of("sh", "-c", MODULES));
    }

    static Modules of(Output output) {
      return new Modules(output.out().lines().findFirst().orElse(""), output);
    }

    boolean has(String identifier) {
      return output.ok() && output.out().contains(" " + identifier);
    }

    String error() {
      return "Error executing %s: %s".formatted(program, output.err());
    }
  }

  private static Command inC(Command command) {
    return command.with("LC_ALL", "C").with("LANGUAGE", "C");
  }

  private boolean enables() {
    return state == State.PRESENT;
  }

  private String said() {
    return "Module %s %s".formatted(name, enables() ? "enabled" : "disabled");
  }

  private String program() {
    return enables() ? "a2enmod" : "a2dismod";
  }

  /// What the module is called in Apache's own list. Some don't go by the rule.
  String listed() {
    if (identifier.filter(word -> !word.isEmpty()).isPresent()) {
      return identifier.get();
    }
    if (name.contains("shib")) {
      return "mod_shib";
    }
    if (name.contains("evasive")) {
      return "evasive20_module";
    }
    if (name.matches("php8[\\d.]*.*")) {
      return "php_module";
    }
    return name.replaceFirst("^(php\\d)\\..*", "$1") + "_module";
  }

  @Override
  public Plan plan(Probe host) {
    Pending<Output> look = host.lookLater(Modules.question());
    Pending<Output> built = host.lookLater(inC(Command.of("sh", "-c", THREADED)));
    Pending<Optional<RemotePath>> tool = host.later(new Question.Which(program()));
    Pending<FileStat> folder = host.later(new Question.Stat(AVAILABLE, true));
    Pending<FileStat> file = host.later(new Question.Stat(AVAILABLE.resolve(name + ".load"), true));
    Modules before = Modules.of(look.get());
    if (before.program().isEmpty()) {
      return Plan.refuse(
          "Neither of apache2ctl nor apachectl found. At least one apache control binary is"
              + " necessary.",
          "Install Apache first.");
    }
    boolean threaded = built.get().out().matches("(?s).*threaded:\\s*yes.*");
    if (name.equals("cgi") && enables() && threaded) {
      return Plan.refuse(
          "Your MPM seems to be threaded, therefore enabling cgi module is not allowed.",
          "Enable cgid instead.");
    }
    if (!before.output().ok() && !ignoreConfigcheck) {
      return Plan.refuse(
          before.error(), "Mend the configuration, or set ignore_configcheck to do without.");
    }
    List<String> warnings = warnings(before);
    if (before.has(listed()) == enables()) {
      Plan.Unchanged same = Plan.unchanged("it is so already").with("result", said());
      return warned(same, warnings);
    }
    if (tool.get().isEmpty()) {
      return Plan.refuse(
          "%1$s not found. Perhaps this system does not use %1$s to manage apache"
              .formatted(program()),
          "Load the module in a file of the configuration.");
    }
    if (enables() && folder.get().exists() && !file.get().exists()) {
      return Plan.refuse(
          "Failed to run a2enmod for module %1$s: there is no %2$s/%1$s.load"
              .formatted(name, AVAILABLE),
          "Install the package that has the module.");
    }
    return warned(changes(), warnings);
  }

  private static Plan warned(Plan plan, List<String> warnings) {
    Plan told = plan;
    for (String each : warnings) {
      told =
          switch (told) {
            case Plan.Unchanged unchanged -> unchanged.warning(each);
            case Plan.Changes changes -> changes.warning(each);
            default -> told;
          };
    }
    return told;
  }

  private List<String> warnings(Modules look) {
    if (look.output().ok()) {
      return List.of();
    }
    boolean noProcesses = look.output().err().contains("AH00534") && name.contains("mpm_");
    if (noProcesses) {
      return warnMpmAbsent
          ? List.of(
              "No MPM module loaded! apache2 reload AND other module actions will fail if no MPM"
                  + " module is loaded immediately.")
          : List.of();
    }
    return List.of(look.error());
  }

  private Plan changes() {
    List<Object> words = new ArrayList<>(List.of(program()));
    if (force && !enables()) {
      words.add("-f");
    }
    words.add(name);
    String title = (enables() ? "enable " : "disable ") + name;
    return Plan.changes(Step.run(title, inC(Command.of(words))).anyStatus())
        .predicting("result", said())
        .after((outputs, now) -> outcome(outputs.last(), now));
  }

  private Answer outcome(Output done, Probe now) {
    if (!done.ok()) {
      return failed(
          "Failed to run %s for module %s:\n%s\n%s"
              .formatted(program(), name, done.out(), done.err()),
          done);
    }
    Modules after = Modules.of(now.look(Modules.question()));
    if (!after.output().ok() && !ignoreConfigcheck) {
      return Finished.failed(after.error());
    }
    Finished finished = Finished.changed(said()).with("result", said());
    for (String each : warnings(after)) {
      finished = finished.warning(each);
    }
    if (after.has(listed()) == enables()) {
      return finished;
    }
    if (!after.output().ok()) {
      return finished.changedWhen(
          !done.out().contains("already " + (enables() ? "enabled" : "disabled")));
    }
    return failed(
        "Failed to set module %s to %s:\n%s\nMaybe the module identifier (%s) was guessed incorrectly.Consider setting the \"identifier\" option."
            .formatted(name, enables() ? "enabled" : "disabled", done.out(), listed()),
        done);
  }

  private static Finished failed(String message, Output done) {
    return Finished.failed(message)
        .with("rc", (long) done.exit())
        .with("stdout", done.out())
        .with("stderr", done.err());
  }
}
