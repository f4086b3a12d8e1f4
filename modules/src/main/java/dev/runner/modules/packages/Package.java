package dev.runner.modules.packages;

import dev.runner.module.BadParameter;
import dev.runner.module.Describe;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.TaskModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Manages packages by whatever the host has for that.
@Describe(
    summary = "Manage packages with the host's own package manager.",
    description =
        """
        Names of packages differ among systems; this module translates none of them.
        """,
    since = "0.1",
    roundTrips = 3,
    example =
        """
        - name: the clock is kept
          package:
            name: chrony
            state: present
        """,
    returns = {
      @Describe.Returned(name = "stdout", value = "What the package manager wrote, if it was run.")
    })
@SuppressWarnings("AvoidCommonTypeNames") // the module is called so
public record Package(
    @Param("Names of packages, with versions as the package manager has them.") List<String> name,
    @Param(value = "What the packages are to be: present, absent, latest.", byDefault = "present")
        String state,
    @Param(
            value = "The package manager to take: auto, or the name of its module.",
            byDefault = "auto")
        String use,
    @Param(
            value = "Whether the lists of packages are updated first.",
            byDefault = "false",
            aliases = "update-cache")
        boolean updateCache)
    implements TaskModule {

  public Package {
    if (name.isEmpty()) {
      throw new BadParameter("name", "name at least one package");
    }
  }

  @Override
  public Plan plan(Probe host) {
    List<PackageTool> all = List.of(PackageTool.values());
    String module = use.toLowerCase(Locale.ROOT).replaceFirst("^.*\\.", "");
    if (!module.equals("auto")) {
      return all.stream()
          .filter(each -> each.module().equals(module))
          .findFirst()
          .map(each -> plan(host, each))
          .orElseGet(
              () ->
                  Plan.refuse(
                      "Could not find a matching action for the \"%s\" package manager."
                          .formatted(use),
                      "those that are known: "
                          + String.join(", ", all.stream().map(PackageTool::module).toList())));
    }
    List<Pending<Optional<RemotePath>>> asked = new ArrayList<>();
    all.forEach(each -> asked.add(host.later(new Question.Which(each.program()))));
    for (int i = 0; i < all.size(); i++) {
      if (asked.get(i).get().isPresent()) {
        return plan(host, all.get(i));
      }
    }
    return Plan.refuse(
        "Could not detect a package manager. Try using the \"use\" option.",
        "those that are known: "
            + String.join(", ", all.stream().map(PackageTool::module).toList()));
  }

  private Plan plan(Probe host, PackageTool manager) {
    try {
      return manager.task(name, state, updateCache).plan(host);
    } catch (BadParameter e) {
      return Plan.refuse(String.valueOf(e.getMessage()), "");
    }
  }
}
