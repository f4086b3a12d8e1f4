package dev.runner.modules.system;

import dev.runner.module.Attributes;
import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Content;
import dev.runner.module.Describe;
import dev.runner.module.FileStat;
import dev.runner.module.Needs;
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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Loads a module of the kernel, now and at the next start.
@Describe(
    summary = "Load a module of the kernel or unload it, now and at the next start.",
    description =
        """
        A module that is built into the kernel counts as loaded. With `persistent`, the module's name
        is kept in `/etc/modules-load.d` and its parameters in `/etc/modprobe.d`; lines that are no
        longer to count are commented out.
        """,
    since = "0.1",
    collection = "community.general",
    roundTrips = 2,
    example =
        """
        - name: filter what crosses bridges
          modprobe:
            name: br_netfilter
            persistent: present
        """,
    returns = {
      @Describe.Returned(name = "name", value = "The module."),
      @Describe.Returned(name = "params", value = "Its parameters as given."),
      @Describe.Returned(name = "state", value = "The state that was asked for.")
    })
@Needs("modprobe")
public record Modprobe(
    @Param("The module.") String name,
    @Param(value = "Its parameters, divided by blanks.", byDefault = "") String params,
    @Param(value = "Whether it is to be loaded now.", byDefault = "present") State state,
    @Param(
            value = "Whether it is loaded at the next start; disabled leaves that as it is.",
            byDefault = "disabled")
        Persistent persistent)
    implements TaskModule {

  /// Whether a module is to be loaded.
  public enum State {
    ABSENT,
    PRESENT
  }

  /// Whether a module is to be loaded at a start.
  public enum Persistent {
    DISABLED,
    PRESENT,
    ABSENT
  }

  private static final String LOADS = "/etc/modules-load.d";
  private static final String OPTIONS = "/etc/modprobe.d";

  private static final String LOOK =
      """
      under=$(printf %s "$1" | tr - _)
      if grep -q "^$under " /proc/modules 2>/dev/null; then echo loaded
      elif tr - _ <"/lib/modules/$(uname -r)/modules.builtin" 2>/dev/null | grep -q "/$under\\.ko"
      then echo builtin
      fi
      """;

  public Modprobe {
    if (!name.matches("[A-Za-z0-9_][A-Za-z0-9_-]*")) {
      throw new BadParameter("name", "'%s' can't be the name of a module".formatted(name));
    }
    if (params.strip().contains("\n")) {
      throw new BadParameter("params", "parameters stand in one line, divided by blanks");
    }
  }

  /// A file of settings, with what is in it.
  private record Settings(RemotePath path, Content content) {
    boolean has(Predicate<String> line) {
      return content.lenientText().lines().anyMatch(line);
    }

    Optional<Step> without(Predicate<String> line) {
      StringBuilder after = new StringBuilder();
      content
          .lenientText()
          .lines()
          .forEach(each -> after.append(line.test(each) ? "#" : "").append(each).append('\n'));
      return has(line)
          ? Optional.of(replaced(Optional.of(content), path, after.toString()))
          : Optional.empty();
    }
  }

  private static Step replaced(Optional<Content> before, RemotePath path, String after) {
    String title = (before.isPresent() ? "change " : "make ") + path;
    return Step.write(title, path, before, Content.of(after), Attributes.NONE);
  }

  @Override
  public Plan plan(Probe host) {
    Pending<Output> look = host.lookLater(Command.of("sh", "-c", LOOK, "modprobe", name));
    List<Settings> loads = List.of();
    List<Settings> options = List.of();
    if (persistent != Persistent.DISABLED) {
      Pending<List<FileStat>> first = listing(host, LOADS);
      Pending<List<FileStat>> second = listing(host, OPTIONS);
      List<Pending<Settings>> early = read(host, first.get());
      List<Pending<Settings>> late = read(host, second.get());
      loads = early.stream().map(Pending::get).toList();
      options = late.stream().map(Pending::get).toList();
    }
    List<Step> steps = new ArrayList<>(now(look.get().out()));
    switch (persistent) {
      case DISABLED -> {}
      case PRESENT -> steps.addAll(kept(loads, options));
      case ABSENT -> {
        loads.forEach(file -> file.without(this::names).ifPresent(steps::add));
        options.forEach(file -> file.without(this::sets).ifPresent(steps::add));
      }
    }
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", name);
    values.put("params", params);
    values.put("state", state.name().toLowerCase(Locale.ROOT));
    return steps.isEmpty()
        ? Plan.unchanged("it is so already").withAll(values)
        : Plan.changes(steps).predictingAll(values);
  }

  private static Pending<List<FileStat>> listing(Probe host, String directory) {
    return host.later(new Question.Listing(RemotePath.of(directory), 1));
  }

  private static List<Pending<Settings>> read(Probe host, List<FileStat> files) {
    List<Pending<Settings>> all = new ArrayList<>();
    for (FileStat file : files) {
      if (file.isFile() || file.isLink()) {
        Pending<Optional<Content>> content =
            host.later(new Question.Read(file.path(), Probe.READ_LIMIT));
        all.add(() -> new Settings(file.path(), content.get().orElse(Content.of(""))));
      }
    }
    return all;
  }

  private List<String> words() {
    return params.isBlank() ? List.of() : List.of(params.strip().split("\\s+"));
  }

  private List<Step> now(String loaded) {
    if (state == State.PRESENT && loaded.isEmpty()) {
      Command load = Command.of("modprobe", name).and(words().toArray());
      return List.of(Step.run("load the module " + name, load));
    }
    if (state == State.ABSENT && !loaded.isEmpty()) {
      return List.of(Step.run("unload the module " + name, Command.of("modprobe", "-r", name)));
    }
    return List.of();
  }

  /// The line names the module, as `/etc/modules-load.d` has it.
  private boolean names(String line) {
    return bare(line).equals(name);
  }

  /// The line sets parameters of the module, as `/etc/modprobe.d` has it.
  private boolean sets(String line) {
    return bare(line).matches("options\\s+" + name + "\\s.*");
  }

  private static String bare(String line) {
    return line.replaceFirst("[#;].*", "").strip();
  }

  private List<Step> kept(List<Settings> loads, List<Settings> options) {
    List<Step> steps = new ArrayList<>();
    if (loads.stream().noneMatch(file -> file.has(this::names))) {
      steps.add(placed(loads, LOADS, name + "\n"));
    }
    Set<String> there = new HashSet<>();
    for (Settings file : options) {
      file.content()
          .lenientText()
          .lines()
          .filter(this::sets)
          .forEach(line -> there.addAll(List.of(bare(line).split("\\s+", 3)[2].split("\\s+"))));
    }
    if (!there.equals(Set.copyOf(words()))) {
      RemotePath own = own(OPTIONS);
      options.stream()
          .filter(file -> !file.path().equals(own))
          .forEach(file -> file.without(this::sets).ifPresent(steps::add));
      String text =
          words().isEmpty() ? "" : "options %s %s\n".formatted(name, String.join(" ", words()));
      steps.add(placed(options, OPTIONS, text));
    }
    return steps;
  }

  private RemotePath own(String directory) {
    return RemotePath.of(directory + "/" + name + ".conf");
  }

  /// The module's own file holds this and nothing else.
  private Step placed(List<Settings> files, String directory, String text) {
    RemotePath own = own(directory);
    return replaced(
        files.stream().filter(file -> file.path().equals(own)).map(Settings::content).findFirst(),
        own,
        text);
  }
}
