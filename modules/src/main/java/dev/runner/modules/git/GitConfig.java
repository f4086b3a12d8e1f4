package dev.runner.modules.git;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Constraint;
import dev.runner.module.Describe;
import dev.runner.module.Needs;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Sees to a setting of git.
@Describe(
    summary = "Set or remove a setting of git.",
    description = "What the settings are is told by `git_config_info`.",
    since = "0.1",
    collection = "community.general",
    alwaysCompares = true,
    example =
        """
        - name: who commits on this host
          git_config:
            name: user.email
            scope: global
            value: "ops@example.org"
        """,
    returns = {
      @Describe.Returned(name = "msg", value = "What was done, empty if it was so."),
      @Describe.Returned(name = "diff", value = "The values before and after.")
    })
@Needs("git")
@Constraint(value = Constraint.Kind.NEEDED, names = "repo", when = "scope", is = "local")
@Constraint(value = Constraint.Kind.NEEDED, names = "file", when = "scope", is = "file")
@Constraint(value = Constraint.Kind.NEEDED, names = "value", when = "state", is = "present")
public record GitConfig(
    @Param("The setting, such as user.email.") String name,
    @Param("Its value; empty text is one.") Optional<String> value,
    @Param("Which of git's files is meant; the system's if something is to be set.")
        Optional<Scope> scope,
    @Param("The repository, with the scope local.") Optional<RemotePath> repo,
    @Param("The file of settings, with the scope file.") Optional<RemotePath> file,
    @Param(value = "Whether the setting is to be there.", byDefault = "present") State state,
    @Param(
            value = "Whether the value takes the place of others or is added to them.",
            byDefault = "replace-all")
        AddMode addMode)
    implements TaskModule {

  /// Git's files of settings.
  public enum Scope {
    FILE,
    LOCAL,
    GLOBAL,
    SYSTEM
  }

  /// Whether a setting is to be there.
  public enum State {
    PRESENT,
    ABSENT
  }

  /// What becomes of other values of the setting.
  public enum AddMode {
    @Param("The value is added to the others.")
    ADD,
    @Param(value = "Other values are dropped.", name = "replace-all")
    REPLACE_ALL
  }

  public GitConfig {
    check(name);
  }

  /// A setting's name can't look like an option of git's.
  static void check(String name) {
    if (name.isEmpty() || name.startsWith("-")) {
      throw new BadParameter("name", "'%s' is no setting".formatted(name));
    }
  }

  @Override
  public Plan plan(Probe host) {
    SettingScope where =
        new SettingScope(
            scope.or(() -> Optional.of(Scope.SYSTEM)),
            scope.equals(Optional.of(Scope.FILE)) ? file : repo);
    Output asked = host.look(where.values(name));
    return SettingScope.answered(asked)
        ? change(where, SettingScope.values(asked))
        : Plan.refuse(asked.lastWords(), "look whether the repository and the file are right");
  }

  private Plan change(SettingScope where, List<String> before) {
    String wanted = value.orElse("");
    if (state == State.ABSENT) {
      return before.isEmpty()
          ? Plan.unchanged("there is no such setting").with("msg", "no setting to unset")
          : changed(before, List.of(), where.config("--unset-all", name));
    }
    if (addMode == AddMode.ADD) {
      List<String> after = new ArrayList<>(before);
      after.add(wanted);
      return before.contains(wanted)
          ? Plan.unchanged("it has this value").with("msg", "")
          : changed(before, after, where.config("--add", name, wanted));
    }
    return before.equals(List.of(wanted))
        ? Plan.unchanged("it has this value").with("msg", "")
        : changed(before, List.of(wanted), where.config("--replace-all", name, wanted));
  }

  private Plan changed(List<String> before, List<String> after, Command command) {
    Map<String, Object> difference = new LinkedHashMap<>();
    difference.put("before_header", command.toString());
    difference.put("before", shown(before));
    difference.put("after_header", command.toString());
    difference.put("after", shown(after));
    String verb = after.isEmpty() ? "remove" : addMode.name().toLowerCase(Locale.ROOT);
    String title = verb.equals("replace_all") ? "set" : verb;
    return Plan.changes(Step.run("%s %s".formatted(title, name), command))
        .predicting("msg", "setting changed")
        .predicting("diff", difference);
  }

  /// A list only where there are several.
  private static Object shown(List<String> values) {
    return values.size() > 1 ? values : String.join("", values) + "\n";
  }
}
