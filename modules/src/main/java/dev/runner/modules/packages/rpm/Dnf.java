package dev.runner.modules.packages.rpm;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Constraint;
import dev.runner.module.Describe;
import dev.runner.module.Finished;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Spread;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Installs, upgrades and removes packages with dnf or yum.
@Describe(
    summary = "Manage packages with dnf, or with yum where that is all there is.",
    description =
        """
        What is installed already costs questions to rpm alone. Otherwise dnf is asked what it would
        do, which may refresh what it keeps of its repositories, and does it.
        """,
    since = "0.1",
    roundTrips = 2,
    aliases = {"yum", "dnf5"},
    example =
        """
        - name: a web server
          dnf:
            name: httpd
            state: present
        """,
    returns = {
      @Describe.Returned(name = "results", value = "What was done, a text for each package."),
      @Describe.Returned(name = "failures", value = "What couldn't be had, a text for each."),
      @Describe.Returned(name = "rc", value = "The exit status of dnf.")
    })
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"name", "list"})
@Constraint(
    value = Constraint.Kind.ONE_OF,
    names = {"name", "list", "update_cache"})
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"best", "nobest"})
public record Dnf(
    @Param(
            value =
                "Packages: names, with versions or conditions, files they hold, package files, URLs,"
                    + " @groups; * for all with state: latest.",
            aliases = "pkg")
        List<String> name,
    @Param("What the packages are to be; present, or absent with autoremove alone.")
        Optional<State> state,
    @Param("Tells of packages instead: installed, updates, available, repos, or a name.")
        Optional<String> list,
    @Param(value = "Whether packages that nothing needs any more are removed.", byDefault = "false")
        boolean autoremove,
    @Param(value = "Whether an older version may replace a newer one.", byDefault = "false")
        boolean allowDowngrade,
    @Param(value = "Whether only upgrades that mend bugs are taken.", byDefault = "false")
        boolean bugfix,
    @Param(value = "Whether only upgrades that mend security are taken.", byDefault = "false")
        boolean security,
    @Param(value = "Whether packages are downloaded only.", byDefault = "false")
        boolean downloadOnly,
    @Param("Where packages are downloaded to.") Optional<RemotePath> downloadDir,
    @Param(
            value = "Whether what is known of repositories is refreshed.",
            byDefault = "false",
            aliases = "expire-cache")
        boolean updateCache,
    @Param(value = "Whether only packages are taken that are installed.", byDefault = "false")
        boolean updateOnly,
    @Param(
            value = "For Ansible's sake: the dnf that is there is taken.",
            byDefault = "auto",
            aliases = "use")
        Backend useBackend,
    @Spread DnfOptions options)
    implements TaskModule {

  /// What packages are to be.
  public enum State {
    ABSENT,
    INSTALLED,
    LATEST,
    PRESENT,
    REMOVED
  }

  /// Names that Ansible has for its own ways to dnf.
  public enum Backend {
    AUTO,
    DNF,
    YUM,
    YUM4,
    DNF4,
    DNF5
  }

  public Dnf {
    name = name.stream().map(String::strip).filter(each -> !each.isEmpty()).toList();
    name.forEach(RpmSpec::parse);
    boolean goes = wantsGone(state, autoremove);
    if (autoremove && !goes) {
      throw new BadParameter("autoremove", "Autoremove should be used alone or with state=absent");
    }
    if (list.filter(text -> text.startsWith("-")).isPresent()) {
      throw new BadParameter("list", "'%s' is no package".formatted(list.get()));
    }
    if (downloadDir.isPresent() && !downloadOnly) {
      throw new BadParameter("download_dir", "download_dir needs download_only: true");
    }
  }

  private static boolean wantsGone(Optional<State> state, boolean autoremove) {
    return state.map(each -> each == State.ABSENT || each == State.REMOVED).orElse(autoremove);
  }

  @Override
  public Plan plan(Probe host) {
    Pending<Optional<RemotePath>> dnf = host.later(new Question.Which("dnf"));
    Pending<Optional<RemotePath>> dnf5 = host.later(new Question.Which("dnf5"));
    Pending<Optional<RemotePath>> yum = host.later(new Question.Which("yum"));
    RpmDatabase rpm = RpmDatabase.ask(host, options, name.stream().map(RpmSpec::new).toList());
    Optional<String> program =
        dnf.get()
            .map(path -> "dnf")
            .or(() -> dnf5.get().map(path -> "dnf5"))
            .or(() -> yum.get().map(path -> "yum"));
    if (program.isEmpty()) {
      return Plan.refuse("the host has no dnf and no yum", "install dnf on it");
    }
    if (list.isPresent()) {
      return new DnfList(options, program.get()).plan(host, list.get());
    }
    return name.isEmpty() && updateCache && state.isEmpty() && !autoremove
        ? refresh(program.get())
        : plan(host, program.get(), rpm);
  }

  private Plan refresh(String program) {
    List<Object> words = new ArrayList<>(List.of(program, "-y"));
    words.addAll(options.words());
    words.addAll(List.of("--refresh", "makecache"));
    Map<String, Object> values = Map.of("results", List.of(), "rc", 0L, "msg", "Cache updated");
    return Plan.changes(Step.run("refresh what is known of repositories", calm(words)))
        .predictingAll(values)
        .after((outputs, now) -> Finished.unchanged("Cache updated"))
        .expecting(Plan.unchanged("what is known of repositories would be refreshed"));
  }

  private static Command calm(List<?> words) {
    return Command.of(words).with("LC_ALL", "C");
  }

  private Plan plan(Probe host, String program, RpmDatabase rpm) {
    List<List<String>> calls = calls(rpm);
    List<Plan> plans = new ArrayList<>();
    for (List<String> call : calls) {
      Plan plan = act(host, program, call);
      if (plan instanceof Plan.Refused) {
        return plan;
      } else if (plan instanceof Plan.Changes) {
        plans.add(plan);
      }
    }
    return unmatched(rpm, plans.stream().reduce(Dnf::both).orElseGet(Dnf::nothing));
  }

  /// What is to be removed and isn't there is told, as dnf itself tells it.
  private Plan unmatched(RpmDatabase rpm, Plan plan) {
    if (!wantsGone(state, autoremove)) {
      return plan;
    }
    List<Object> results =
        new ArrayList<>(
            name.stream()
                .map(RpmSpec::new)
                .filter(each -> !each.isOpaque() && !rpm.has(each))
                .map(each -> "No match for argument: " + each.text())
                .toList());
    return switch (plan) {
      case Plan.Unchanged unchanged -> unchanged.with("results", results);
      case Plan.Changes changes -> {
        results.addAll(results(changes));
        yield changes.predicting("results", results);
      }
      default -> plan;
    };
  }

  private static List<?> results(Plan.Changes changes) {
    return changes.predicted().getOrDefault("results", List.of()) instanceof List<?> list
        ? list
        : List.of();
  }

  private static Plan nothing() {
    return Plan.unchanged("Nothing to do")
        .with("msg", "Nothing to do")
        .with("results", List.of())
        .with("rc", 0L);
  }

  private static Plan both(Plan first, Plan second) {
    Plan.Changes one = (Plan.Changes) first;
    Plan.Changes two = (Plan.Changes) second;
    List<Step> steps = new ArrayList<>(one.steps());
    steps.addAll(two.steps());
    List<Object> results = new ArrayList<>(results(one));
    results.addAll(results(two));
    return Plan.changes(steps).predictingAll(one.predicted()).predicting("results", results);
  }

  /// The words of each call of dnf that may have something to do.
  private List<List<String>> calls(RpmDatabase rpm) {
    List<RpmSpec> specs = name.stream().map(RpmSpec::new).toList();
    if (wantsGone(state, autoremove)) {
      return gone(rpm, specs);
    }
    List<List<String>> calls = new ArrayList<>();
    boolean latest = state.equals(Optional.of(State.LATEST));
    if (latest && name.contains("*")) {
      calls.add(upgrade(List.of()));
    }
    List<RpmSpec> named = specs.stream().filter(each -> !each.text().equals("*")).toList();
    List<String> missing =
        named.stream().filter(each -> isOpen(rpm, each)).map(RpmSpec::word).toList();
    List<String> there =
        named.stream()
            .filter(each -> latest && !each.isOpaque() && rpm.has(each))
            .map(RpmSpec::word)
            .toList();
    if (!missing.isEmpty() && !updateOnly) {
      calls.add(words("install", missing));
    }
    if (!there.isEmpty()) {
      calls.add(upgrade(there));
    }
    return calls;
  }

  private boolean isOpen(RpmDatabase rpm, RpmSpec spec) {
    return spec.isOpaque()
        || (!rpm.has(spec) && (allowDowngrade || !spec.isOlderThan(rpm.packages())));
  }

  private List<List<String>> gone(RpmDatabase rpm, List<RpmSpec> specs) {
    List<String> there =
        specs.stream().filter(each -> each.isOpaque() || rpm.has(each)).map(RpmSpec::word).toList();
    if (specs.isEmpty()) {
      return autoremove ? List.of(List.of("autoremove")) : List.of();
    }
    List<String> words = new ArrayList<>(List.of(autoremove ? "remove" : "--noautoremove"));
    if (!autoremove) {
      words.add("remove");
    }
    words.addAll(there);
    return there.isEmpty() ? List.of() : List.of(words);
  }

  private List<String> upgrade(List<String> names) {
    List<String> words = new ArrayList<>(List.of());
    if (bugfix) {
      words.add("--bugfix");
    }
    if (security) {
      words.add("--security");
    }
    words.add(bugfix || security ? "upgrade-minimal" : "upgrade");
    words.addAll(names);
    return words;
  }

  private static List<String> words(String verb, List<String> names) {
    List<String> words = new ArrayList<>(List.of(verb));
    words.addAll(names);
    return words;
  }

  private Plan act(Probe host, String program, List<String> call) {
    List<Object> words = new ArrayList<>(List.of(program));
    words.addAll(options.words());
    if (updateCache) {
      words.add("--refresh");
    }
    List<Object> asking = new ArrayList<>(words);
    asking.add("--assumeno");
    asking.addAll(call);
    DnfRun run =
        new DnfRun(
            host.look(calm(List.of("sh", "-c", "exec \"$@\"", "dnf")).and(asking.toArray())));
    if (run.idle()) {
      return nothing();
    } else if (!run.wouldAct()) {
      Plan.Refused refused = Plan.refuse(run.message(), "");
      for (Map.Entry<String, Object> value : run.failure().entrySet()) {
        refused = refused.with(value.getKey(), value.getValue());
      }
      return refused;
    }
    words.add("-y");
    if (downloadOnly) {
      words.add("--downloadonly");
      downloadDir.ifPresent(where -> words.add("--destdir=" + where));
    }
    words.addAll(call);
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("results", run.results());
    values.put("msg", "");
    values.put("rc", 0L);
    return Plan.changes(
            Step.run(
                call.contains("remove") ? "remove: " + run.summary() : run.summary(), calm(words)))
        .predictingAll(values);
  }
}
