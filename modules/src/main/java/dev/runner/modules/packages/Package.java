package dev.runner.modules.packages;

import dev.runner.module.Describe;
import dev.runner.module.Handover;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Rest;
import dev.runner.module.TaskModule;
import dev.runner.module.Value;
import dev.runner.values.Python;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Manages packages by whatever the host has for that.
@Describe(
    summary = "Manage packages with the host's own package manager.",
    description =
        """
        Names of packages differ among systems; this module translates none of them. What else is
        given goes to the module of the host's own package manager, such as apt's `purge`.
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
    @Param("Names of packages, with versions as the package manager has them.")
        Optional<Value> name,
    @Param("What the packages are to be: present, absent, latest.") Optional<String> state,
    @Param(
            value =
                "The package manager to take: auto, or the name of its module. With auto the"
                    + " variable ansible_package_use says it, else the host is asked.",
            byDefault = "auto")
        String use,
    @Rest @Param("Parameters of the package manager's module.") Handover others)
    implements TaskModule {
  /// The variable that says which module to take where the task doesn't.
  private static final String USE = "ansible_package_use";

  @Override
  public Plan plan(Probe host) {
    String module =
        use.equals("auto") ? others.variable(USE).map(Python::string).orElse("auto") : use;
    if (!module.equals("auto")) {
      return plan(host, module);
    }
    List<PackageTool> all = List.of(PackageTool.values());
    List<Pending<Optional<RemotePath>>> asked = new ArrayList<>();
    all.forEach(each -> asked.add(host.later(new Question.Which(each.program()))));
    for (int i = 0; i < all.size(); i++) {
      if (asked.get(i).get().isPresent()) {
        return plan(host, all.get(i).module());
      }
    }
    return Plan.refuse(
        "Could not detect a package manager. Try using the \"use\" option.",
        "those that are known: " + String.join(", ", PackageTool.modules()));
  }

  private Plan plan(Probe host, String manager) {
    Map<String, Object> more = new LinkedHashMap<>();
    name.ifPresent(names -> more.put("name", names.value()));
    state.ifPresent(wanted -> more.put("state", wanted));
    return others
        .to(manager, more)
        .map(module -> module.plan(host))
        .orElseGet(
            () ->
                Plan.refuse(
                    "Could not find a matching action for the \"%s\" package manager."
                        .formatted(manager),
                    "those that are known: " + String.join(", ", PackageTool.modules())));
  }
}
