package dev.runner.modules.facts;

import dev.runner.module.BadParameter;
import dev.runner.module.Describe;
import dev.runner.module.Handover;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Rest;
import dev.runner.module.TaskModule;
import dev.runner.module.Value;
import dev.runner.values.None;
import dev.runner.values.Python;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Gathers facts by one module or several.
@Describe(
    summary = "Gather facts of a host, by the modules that its variables name.",
    description =
        """
        This is what plays begin with. The variable `ansible_facts_modules` names the modules, which
        is `setup` where nothing is said; each may have `module_defaults` of its own. What stands for
        `setup` alone isn't handed to others.
        """,
    since = "0.1",
    example =
        """
        - name: learn what is installed, too
          gather_facts:
          vars:
            ansible_facts_modules: [setup, package_facts]
        """,
    returns = {
      @Describe.Returned(name = "ansible_facts", value = "What the modules found, together."),
      @Describe.Returned(
          name = "failed_modules",
          value = "What the modules said that failed, by their names.")
    })
public record GatherFacts(
    @Param("Parts of the facts to gather, or with ! in front not to gather.")
        Optional<Value> gatherSubset,
    @Param("Patterns of names: only facts that match one are returned.") Optional<Value> filter,
    @Param("Directory on the host with local facts, files that end in .fact.")
        Optional<Value> factPath,
    @Param("The longest time to wait for the size of a network file system.")
        Optional<Value> gatherTimeout,
    @Param("Accepted for playbooks that have it: modules take their turns.")
        Optional<Boolean> parallel,
    @Rest @Param("Parameters of the modules that gather facts.") Handover others)
    implements TaskModule {
  /// The variable that names the modules.
  private static final String MODULES = "ansible_facts_modules";

  private static final String USUAL = "setup";

  @Override
  public Plan plan(Probe host) {
    List<String> modules = modules();
    if (modules.equals(List.of(USUAL))) {
      Plan answer = bound(USUAL).map(each -> each.plan(host)).orElseGet(() -> missing(USUAL));
      if (!(answer instanceof Plan.Learned learned)) {
        return answer;
      }
      Gathered gathered = new Gathered();
      gathered.add(USUAL, learned);
      return gathered.plan();
    }
    return asked(modules, new Gathered(), host);
  }

  /// Programs of the user's can't be asked what they would say.
  @Override
  public boolean foreseeable() {
    List<String> modules = modules();
    return modules.equals(List.of(USUAL))
        || modules.stream().allMatch(each -> bound(each).map(TaskModule::foreseeable).orElse(true));
  }

  private Plan asked(List<String> modules, Gathered before, Probe host) {
    Gathered gathered = before.copy();
    for (int i = 0; i < modules.size(); i++) {
      String module = modules.get(i);
      Optional<Plan> answer = asked(module, host);
      if (answer.isEmpty()) {
        return missing(module);
      }
      if (answer.get() instanceof Plan.Unknown) {
        return answer.get();
      }
      if (answer.get() instanceof Plan.Changes program) {
        List<String> left = modules.subList(i + 1, modules.size());
        return program.after(
            (outputs, now) -> {
              Gathered all = gathered.copy();
              all.add(module, program.after().look(outputs, now));
              Plan rest = asked(left, all, now);
              return rest instanceof Plan.Learned learned ? learned.with("changed", false) : rest;
            });
      }
      gathered.add(module, answer.get());
    }
    return gathered.plan();
  }

  private static Plan missing(String module) {
    return Plan.refuse(
        "The module %s was not found in configured module paths".formatted(module),
        "see runner doc --list for those that are there");
  }

  private List<String> modules() {
    Object named = others.variable(MODULES).orElse(USUAL);
    List<String> modules = new ArrayList<>();
    for (Object each : named instanceof List<?> list ? list : words(named)) {
      String name = Python.string(each).strip();
      modules.add(isUsual(name) ? USUAL : name);
    }
    return modules.stream().distinct().toList();
  }

  private static List<String> words(Object named) {
    return named == None.NONE ? List.of(USUAL) : List.of(Python.string(named).split(","));
  }

  private static boolean isUsual(String name) {
    return Set.of("smart", USUAL, "ansible.builtin.setup", "ansible.legacy.setup").contains(name);
  }

  private Optional<Plan> asked(String module, Probe host) {
    try {
      return bound(module).map(each -> each.plan(host));
    } catch (BadParameter e) {
      return Optional.of(Plan.refuse(String.valueOf(e.getMessage()), ""));
    }
  }

  private Optional<TaskModule> bound(String module) {
    return others.to(module, module.equals(USUAL) ? own() : Map.of());
  }

  private Map<String, Object> own() {
    Map<String, Object> own = new LinkedHashMap<>();
    gatherSubset.ifPresent(each -> own.put("gather_subset", each.value()));
    filter.ifPresent(each -> own.put("filter", each.value()));
    factPath.ifPresent(each -> own.put("fact_path", each.value()));
    gatherTimeout.ifPresent(each -> own.put("gather_timeout", each.value()));
    return own;
  }
}
