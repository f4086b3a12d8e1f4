package dev.runner.modules.text;

import dev.runner.module.BadParameter;
import dev.runner.module.Constraint;
import dev.runner.module.Describe;
import dev.runner.module.Finished;
import dev.runner.module.Outputs;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.TaskModule;
import dev.runner.modules.files.Permissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Sees to the rules by which a service lets people in.
@Describe(
    summary = "Change, add or remove rules of a service of PAM.",
    description =
        """
        A rule is found by its type, control and module; `pam.d(5)` says what they are. All other
        lines stay as they are. A rule whose line goes on in the next one isn't changed.
        """,
    since = "0.1",
    collection = "community.general",
    example =
        """
        - name: lock out who guesses passwords
          pamd:
            name: common-auth
            type: auth
            control: "[success=1 default=ignore]"
            module_path: pam_unix.so
            state: before
            new_type: auth
            new_control: required
            new_module_path: pam_faillock.so
            module_arguments: [preauth, silent]
        """,
    returns = {
      @Describe.Returned(name = "change_count", value = "How many rules were changed."),
      @Describe.Returned(
          name = "backupdest",
          value = "The copy of the old file, if one was kept; else nothing.")
    })
@Constraint(
    value = Constraint.Kind.NEEDED,
    names = "module_arguments",
    when = "state",
    is = "args_present")
@Constraint(
    value = Constraint.Kind.NEEDED,
    names = "module_arguments",
    when = "state",
    is = "args_absent")
@Constraint(
    value = Constraint.Kind.NEEDED,
    names = {"new_control", "new_type", "new_module_path"},
    when = "state",
    is = "before")
@Constraint(
    value = Constraint.Kind.NEEDED,
    names = {"new_control", "new_type", "new_module_path"},
    when = "state",
    is = "after")
public record Pamd(
    @Param("The service: the name of its file.") String name,
    @Param("Type of the rule.") Type type,
    @Param("Control of the rule, in brackets if it is many words.") String control,
    @Param("Module of the rule.") String modulePath,
    @Param("Type that the rule gets, or that a new rule has.") Optional<Type> newType,
    @Param("Control that the rule gets, or that a new rule has.") Optional<String> newControl,
    @Param("Module that the rule gets, or that a new rule has.") Optional<String> newModulePath,
    @Param("Arguments of the module; with `updated` they take the place of those that are there.")
        Optional<List<String>> moduleArguments,
    @Param(
            value =
                "What becomes of the rule, or where a new one goes: `args_present` and"
                    + " `args_absent` add and remove arguments.",
            byDefault = "updated")
        State state,
    @Param(value = "The directory with the services' files.", byDefault = "/etc/pam.d")
        RemotePath path,
    @Param(value = "Whether a copy of the old file is kept.", byDefault = "false") boolean backup)
    implements TaskModule {

  /// What becomes of a rule.
  public enum State {
    ABSENT,
    AFTER,
    ARGS_ABSENT,
    ARGS_PRESENT,
    BEFORE,
    UPDATED
  }

  /// What a rule is about; with a dash, a module that isn't there is no trouble.
  public enum Type {
    ACCOUNT,
    @Param(value = "Without trouble.", name = "-account")
    QUIET_ACCOUNT,
    AUTH,
    @Param(value = "Without trouble.", name = "-auth")
    QUIET_AUTH,
    PASSWORD,
    @Param(value = "Without trouble.", name = "-password")
    QUIET_PASSWORD,
    SESSION,
    @Param(value = "Without trouble.", name = "-session")
    QUIET_SESSION;

    String word() {
      return name().toLowerCase(Locale.ROOT).replace("quiet_", "-");
    }
  }

  public Pamd {
    boolean adds = state == State.BEFORE || state == State.AFTER;
    List<String> missing = new ArrayList<>();
    if (adds && newControl.isEmpty()) {
      missing.add("new_control");
    }
    if (adds && newType.isEmpty()) {
      missing.add("new_type");
    }
    if (adds && newModulePath.isEmpty()) {
      missing.add("new_module_path");
    }
    if ((state == State.ARGS_PRESENT || state == State.ARGS_ABSENT) && moduleArguments.isEmpty()) {
      missing.add("module_arguments");
    }
    if (!missing.isEmpty()) {
      throw new BadParameter(
          missing.getFirst(),
          "state is %s but all of the following are missing: %s"
              .formatted(state.name().toLowerCase(Locale.ROOT), String.join(", ", missing)));
    }
    if (name.isBlank() || name.contains("/")) {
      throw new BadParameter("name", "'%s' is no service's name".formatted(name));
    }
    if ((control + modulePath + newControl.orElse("") + newModulePath.orElse("")).contains("\n")) {
      throw new BadParameter("control", "a rule is one line");
    }
    newControl.ifPresent(word -> PamRule.checkControl("new_control", word));
    boolean brackets = arguments(moduleArguments).stream().anyMatch(word -> word.startsWith("["));
    if (brackets && state == State.ARGS_PRESENT) {
      throw new BadParameter(
          "module_arguments",
          "Unable to process bracketed '[' complex arguments with 'args_present'. Please use"
              + " 'updated'.");
    }
  }

  private static List<String> arguments(Optional<List<String>> given) {
    return given.orElse(List.of()).stream().flatMap(text -> PamRule.words(text).stream()).toList();
  }

  /// The arguments, word by word.
  List<String> arguments() {
    return arguments(moduleArguments);
  }

  /// The rule that is put beside the one that is found.
  PamRule added() {
    return new PamRule(
        newType.orElseThrow().word(),
        newControl.orElseThrow(),
        newModulePath.orElseThrow(),
        arguments(),
        "");
  }

  @Override
  public Plan plan(Probe host) {
    RemotePath service = path.resolve(name);
    Original file = Original.ask(host, service, Permissions.NONE);
    return file.obstacle(Optional.of("Unable to open/read PAM module file %s".formatted(service)))
        .orElseGet(() -> edited(file));
  }

  private Plan edited(Original file) {
    FileText text = file.text("utf-8");
    PamEdit edit = new PamEdit(this).make(text.text());
    Map<String, Object> values = Map.of("change_count", (long) edit.changes(), "backupdest", "");
    Plan plan =
        file.edit(text.content(edit.text()), Optional.empty(), backup)
            .plan("", values, "backupdest");
    return switch (plan) {
      case Plan.Unchanged same ->
          Plan.unchanged(
                  edit.found()
                      ? "the rules are so already"
                      : "there is no such rule: %s %s %s"
                          .formatted(type.word(), control, modulePath))
              .withAll(values);
      case Plan.Changes changes ->
          Plan.changes(changes.steps()).predictingAll(values).after(this::kept);
      default -> plan;
    };
  }

  private Finished kept(Outputs outputs, Probe now) {
    return outputs.last().lines().stream()
        .findFirst()
        .filter(copy -> backup)
        .map(copy -> Finished.changed("").with("backupdest", copy))
        .orElseGet(() -> Finished.changed(""));
  }
}
