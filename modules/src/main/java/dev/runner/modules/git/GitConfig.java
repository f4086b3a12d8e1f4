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
    summary = "Set or remove a setting of git, or tell it.",
    description =
        """
        Without a `value` the setting is told, as releases of the collection before 11 do; later ones
        have `git_config_info` for that.
        """,
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
      @Describe.Returned(name = "config_value", value = "The value, where it was asked for."),
      @Describe.Returned(name = "config_values", value = "All settings, with `list_all`."),
      @Describe.Returned(name = "diff", value = "The values before and after.")
    })
@Needs("git")
@Constraint(value = Constraint.Kind.NEEDED, names = "repo", when = "scope", is = "local")
@Constraint(value = Constraint.Kind.NEEDED, names = "file", when = "scope", is = "file")
@Constraint(value = Constraint.Kind.NEEDED, names = "value", when = "state", is = "present")
public record GitConfig(
    @Param("The setting, such as user.email.") Optional<String> name,
    @Param("Its value; empty text is one.") Optional<String> value,
    @Param("Which of git's files is meant; the system's if something is to be set.")
        Optional<Scope> scope,
    @Param("The repository, with the scope local.") Optional<RemotePath> repo,
    @Param("The file of settings, with the scope file.") Optional<RemotePath> file,
    @Param(value = "Whether the setting is to be there.", byDefault = "present") State state,
    @Param(
            value = "Whether the value takes the place of others or is added to them.",
            byDefault = "replace-all")
        AddMode addMode,
    @Param(value = "Whether all settings of the scope are told.", byDefault = "false")
        boolean listAll)
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
    if (name.isPresent() == listAll) {
      throw new BadParameter(
          "name",
          listAll
              ? "parameters are mutually exclusive: list_all|name"
              : "missing required arguments: name");
    }
    name.ifPresent(GitConfig::check);
    if (listAll && (value.isPresent() || state == State.ABSENT)) {
      throw new BadParameter(
          "list_all",
          value.isPresent()
              ? "parameters are mutually exclusive: list_all|value"
              : "parameters are mutually exclusive: list_all|state");
    }
    if (scope.equals(Optional.of(Scope.LOCAL)) && repo.isEmpty()) {
      throw new BadParameter("repo", "scope is local but all of the following are missing: repo");
    }
    if (scope.equals(Optional.of(Scope.FILE)) && file.isEmpty()) {
      throw new BadParameter("file", "scope is file but all of the following are missing: file");
    }
  }

  /// A setting's name can't look like an option of git's.
  static void check(String name) {
    if (name.isEmpty() || name.startsWith("-")) {
      throw new BadParameter("name", "'%s' is no setting".formatted(name));
    }
  }

  @Override
  public Plan plan(Probe host) {
    boolean tells = listAll || (value.isEmpty() && state == State.PRESENT);
    SettingScope where =
        new SettingScope(
            tells ? scope : scope.or(() -> Optional.of(Scope.SYSTEM)),
            scope.equals(Optional.of(Scope.FILE)) ? file : repo);
    Output asked = host.look(listAll ? where.all() : where.values(name.orElseThrow()));
    if (!SettingScope.answered(asked)) {
      return Plan.refuse(asked.lastWords(), "look whether the repository and the file are right");
    }
    if (listAll) {
      Map<String, Object> flat = new LinkedHashMap<>();
      SettingScope.settings(asked).forEach((each, all) -> flat.put(each, all.getLast()));
      return Plan.learned("these are the settings").with("msg", "").with("config_values", flat);
    }
    List<String> before = SettingScope.values(asked);
    if (tells) {
      return Plan.learned("this is the setting")
          .with("msg", "")
          .with("config_value", String.join("\n", before));
    }
    return change(where, before);
  }

  private Plan change(SettingScope where, List<String> before) {
    String setting = name.orElseThrow();
    String wanted = value.orElse("");
    if (state == State.ABSENT) {
      return before.isEmpty()
          ? Plan.unchanged("there is no such setting").with("msg", "no setting to unset")
          : changed(before, List.of(), where.config("--unset-all", setting));
    }
    if (addMode == AddMode.ADD) {
      List<String> after = new ArrayList<>(before);
      after.add(wanted);
      return before.contains(wanted)
          ? Plan.unchanged("it has this value").with("msg", "")
          : changed(before, after, where.config("--add", setting, wanted));
    }
    return before.equals(List.of(wanted))
        ? Plan.unchanged("it has this value").with("msg", "")
        : changed(before, List.of(wanted), where.config("--replace-all", setting, wanted));
  }

  private Plan changed(List<String> before, List<String> after, Command command) {
    Map<String, Object> difference = new LinkedHashMap<>();
    difference.put("before_header", command.toString());
    difference.put("before", shown(before));
    difference.put("after_header", command.toString());
    difference.put("after", shown(after));
    String verb = after.isEmpty() ? "remove" : addMode.name().toLowerCase(Locale.ROOT);
    String title = verb.equals("replace_all") ? "set" : verb;
    return Plan.changes(Step.run("%s %s".formatted(title, name.orElseThrow()), command))
        .predicting("msg", "setting changed")
        .predicting("diff", difference);
  }

  /// A list only where there are several.
  private static Object shown(List<String> values) {
    return values.size() > 1 ? values : String.join("", values) + "\n";
  }
}
