package dev.runner.modules.git;

import dev.runner.module.BadParameter;
import dev.runner.module.Constraint;
import dev.runner.module.Describe;
import dev.runner.module.Needs;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.TaskModule;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tells settings of git.
@Describe(
    summary = "Tell settings of git.",
    since = "0.1",
    collection = "community.general",
    example =
        """
        - name: who commits on this host
          git_config_info:
            name: user.email
            scope: global
          register: committer
        """,
    returns = {
      @Describe.Returned(name = "config_value", value = "The first value, empty if there is none."),
      @Describe.Returned(name = "config_values", value = "Settings with a list of values each.")
    })
@Needs("git")
@Constraint(value = Constraint.Kind.NEEDED, names = "path", when = "scope", is = "local")
@Constraint(value = Constraint.Kind.NEEDED, names = "path", when = "scope", is = "file")
public record GitConfigInfo(
    @Param("The setting; all of them if left out.") Optional<String> name,
    @Param(value = "Which of git's files is meant.", byDefault = "system") GitConfig.Scope scope,
    @Param("The file of settings or the repository, with the scopes file and local.")
        Optional<RemotePath> path)
    implements TaskModule {

  public GitConfigInfo {
    name.ifPresent(GitConfig::check);
    if (path.isEmpty() && (scope == GitConfig.Scope.FILE || scope == GitConfig.Scope.LOCAL)) {
      throw new BadParameter(
          "path",
          "scope is %s but all of the following are missing: path"
              .formatted(scope == GitConfig.Scope.FILE ? "file" : "local"));
    }
  }

  @Override
  public Plan plan(Probe host) {
    SettingScope where =
        new SettingScope(
            Optional.of(scope),
            scope == GitConfig.Scope.FILE || scope == GitConfig.Scope.LOCAL
                ? path
                : Optional.empty());
    Output asked = host.look(name.map(where::values).orElseGet(where::all));
    if (!SettingScope.answered(asked)) {
      return Plan.refuse(asked.lastWords(), "look whether the repository and the file are right");
    }
    Map<String, List<String>> settings =
        name.map(each -> Map.of(each, SettingScope.values(asked)))
            .orElseGet(() -> SettingScope.settings(asked));
    List<String> first = name.map(settings::get).orElse(List.of());
    return Plan.learned("these are the settings")
        .with("msg", "")
        .with("config_value", first.isEmpty() ? "" : first.getFirst())
        .with("config_values", settings);
  }
}
