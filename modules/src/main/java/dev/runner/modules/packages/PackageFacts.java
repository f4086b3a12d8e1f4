package dev.runner.modules.packages;

import dev.runner.module.BadParameter;
import dev.runner.module.Describe;
import dev.runner.module.Effect;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.TaskModule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Lists what packages are installed.
@Describe(
    summary = "Learn which packages are installed.",
    since = "0.1",
    example =
        """
        - name: learn about packages
          package_facts:
            manager: auto
        """,
    returns = {
      @Describe.Returned(
          name = "ansible_facts",
          value =
              "The fact packages: for each name a list of mappings with version, source and more.")
    })
public record PackageFacts(
    @Param(
            value =
                "Package managers to ask, in this order: apk, apt, pacman, rpm (or dnf, yum,"
                    + " zypper), auto for all.",
            byDefault = "auto")
        List<String> manager,
    @Param(
            value = "Whether the first that has any packages will do, or all are listed.",
            byDefault = "first")
        Strategy strategy)
    implements TaskModule {

  /// Which package managers are listed.
  public enum Strategy {
    FIRST,
    ALL
  }

  public PackageFacts {
    for (String name : manager) {
      if (!isAuto(name) && PackageLister.called(name.toLowerCase(Locale.ROOT)).isEmpty()) {
        throw new BadParameter("manager", "Unsupported package managers requested: " + name);
      }
    }
  }

  private static boolean isAuto(String name) {
    return name.equalsIgnoreCase("auto");
  }

  private Set<PackageLister> listers() {
    Set<PackageLister> all = new LinkedHashSet<>();
    manager.stream()
        .filter(name -> !isAuto(name))
        .forEach(name -> all.addAll(PackageLister.called(name.toLowerCase(Locale.ROOT))));
    if (manager.stream().anyMatch(PackageFacts::isAuto)) {
      all.addAll(List.of(PackageLister.values()));
    }
    return all;
  }

  private boolean isRequested(PackageLister lister) {
    return manager.stream()
        .anyMatch(name -> PackageLister.called(name.toLowerCase(Locale.ROOT)).contains(lister));
  }

  @Override
  public Plan plan(Probe host) {
    Map<PackageLister, Pending<Output>> asked = new LinkedHashMap<>();
    listers().forEach(each -> asked.put(each, host.lookLater(each.question(host.scratch()))));
    Map<String, List<Object>> packages = new LinkedHashMap<>();
    List<String> warnings = new ArrayList<>();
    boolean found = false;
    for (Map.Entry<PackageLister, Pending<Output>> each : asked.entrySet()) {
      if (found && strategy == Strategy.FIRST) {
        break;
      }
      found |= add(each.getKey(), each.getValue().get(), packages, warnings);
    }
    if (!found) {
      warnings.add(
          "Could not detect a supported package manager from the following list: "
              + String.join(", ", asked.keySet().stream().map(PackageLister::tool).toList()));
      return Plan.refuse(String.join("; ", warnings.reversed()), "");
    }
    Map<String, Object> fact = Map.of("packages", packages);
    return Plan.learned("%d packages are installed".formatted(packages.size()))
        .with("ansible_facts", fact)
        .with(new Effect.Facts(fact))
        .warnings(warnings);
  }

  private boolean add(
      PackageLister lister,
      Output output,
      Map<String, List<Object>> packages,
      List<String> warnings) {
    if (output.exit() == 127) {
      if (isRequested(lister)) {
        warnings.add(
            "Requested package manager %s was not usable by this module: there is no program %s"
                .formatted(lister.tool(), lister.tool()));
      }
      return false;
    } else if (!output.ok()) {
      warnings.add(
          "Failed to retrieve packages with %s: Unable to list packages rc=%d : %s"
              .formatted(lister.tool(), output.exit(), output.err()));
      return false;
    }
    List<Map<String, Object>> all = lister.packages(output);
    if (all.isEmpty() && isRequested(lister)) {
      warnings.add("Found \"%s\" but no associated packages".formatted(lister.tool()));
    }
    all.forEach(
        each ->
            packages
                .computeIfAbsent(String.valueOf(each.get("name")), name -> new ArrayList<>())
                .add(each));
    return !all.isEmpty();
  }
}
