package dev.runner.modules.system;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Constraint;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Chooses which of several programs a common name stands for.
@Describe(
    summary = "Choose which of several programs a common name stands for.",
    description = "By `update-alternatives`, of the Debian or of the Red Hat family.",
    since = "0.1",
    collection = "community.general",
    example =
        """
        - name: edit with vim
          alternatives:
            name: editor
            path: /usr/bin/vim.basic
        """,
    returns = {
      @Describe.Returned(name = "msg", value = "What was done, empty if all was so."),
      @Describe.Returned(name = "diff", value = "The alternative before and after.")
    })
@Needs("update-alternatives")
@Constraint(
    value = Constraint.Kind.ONE_OF,
    names = {"path", "family"})
public record Alternatives(
    @Param("The common name.") String name,
    @Param("The program that it is to stand for.") Optional<RemotePath> path,
    @Param("The link; needed for a name that the host doesn't know.") Optional<RemotePath> link,
    @Param("The priority of the program; 50 for a new one if left out.") Optional<Integer> priority,
    @Param("The family of programs, on hosts of the Red Hat family.") Optional<String> family,
    @Param(value = "How it is to be.", byDefault = "selected") State state,
    @Param(value = "What is chosen along with the program.", aliases = "slaves")
        Optional<List<Subcommand>> subcommands)
    implements TaskModule {

  /// How an alternative is to be.
  public enum State {
    PRESENT,
    SELECTED,
    ABSENT,
    AUTO
  }

  /// What is chosen along with a program.
  public record Subcommand(
      @Param("Its common name.") String name,
      @Param(value = "Its link.", path = true) String link,
      @Param("What it is to stand for.") String path) {}

  private static final int PRIORITY = 50;

  public Alternatives {
    subcommands = subcommands.map(List::copyOf);
    if (name.isBlank() || name.startsWith("-")) {
      throw new BadParameter("name", "'%s' can't be a common name".formatted(name));
    }
    if (path.isEmpty() && family.isEmpty()) {
      throw BadParameter.oneRequired("path", "family");
    }
    if (state == State.ABSENT && path.isEmpty()) {
      throw new BadParameter("path", "state is absent: name the program that is taken out");
    }
  }

  private String program() {
    return path.map(RemotePath::text).orElse("");
  }

  @Override
  public Plan plan(Probe host) {
    Pending<Output> display =
        host.lookLater(Command.of("update-alternatives", "--display", name).with("LC_ALL", "C"));
    Optional<Pending<FileStat>> there = path.map(file -> host.later(new Question.Stat(file, true)));
    List<String> lines = display.get().ok() ? display.get().lines() : List.of();
    AlternativesLook look = AlternativesLook.of(lines);
    AlternativesDifference difference = new AlternativesDifference(this, look, lines);
    if (state == State.ABSENT) {
      boolean listed = look.choices().containsKey(program());
      return told(
          listed
              ? List.of(step("Remove alternative '%s' from '%s'.", "--remove", name, program()))
              : List.of(),
          difference.told(listed ? Map.of("state", "absent") : Map.of()));
    }
    Map<String, Object> after = new LinkedHashMap<>();
    List<Step> steps = new ArrayList<>();
    boolean installs = path.isPresent() && !isInstalled(look, lines);
    if (installs) {
      Optional<String> missing = link.map(RemotePath::text).or(look::link);
      if (!there.orElseThrow().get().exists()) {
        return Plan.refuse(
            "Specified path %s does not exist".formatted(program()), "Install the program first.");
      }
      if (missing.isEmpty()) {
        return Plan.refuse(
            "Needed to install the alternative, but unable to do so as we are missing the link",
            "Give the link.");
      }
      steps.add(install(look, lines, missing.get()));
      after.putAll(difference.installed(missing.get(), rank(look)));
    }
    if (state == State.SELECTED && !isSelected(look)) {
      String which = path.isPresent() ? program() : family.orElseThrow();
      steps.add(step("Set alternative '%2$s' for '%1$s'.", "--set", name, which));
      after.put("state", "selected");
    }
    if (state == State.AUTO && look.manual()) {
      steps.add(step("Set alternative to auto for '%s'.", "--auto", name));
      after.put("state", "present");
    }
    return told(steps, difference.told(after));
  }

  private int rank(AlternativesLook look) {
    return priority
        .or(
            () ->
                Optional.ofNullable(look.choices().get(program()))
                    .map(AlternativesLook.Choice::priority))
        .orElse(PRIORITY);
  }

  private boolean isInstalled(AlternativesLook look, List<String> lines) {
    AlternativesLook.Choice choice = look.choices().get(program());
    return choice != null
        && priority.map(wanted -> wanted == choice.priority()).orElse(true)
        && subcommands
            .map(
                wanted ->
                    AlternativesLook.follow(choice, AlternativesLook.followerLinks(lines), wanted))
            .orElse(true);
  }

  private boolean isSelected(AlternativesLook look) {
    if (path.isPresent() && look.current().equals(path.map(RemotePath::text))) {
      return true;
    }
    return path.isEmpty()
        && look.current()
            .map(look.choices()::get)
            .flatMap(AlternativesLook.Choice::family)
            .equals(family);
  }

  /// Installing anew forgets the followers that aren't named: those that are there are named again.
  private Step install(AlternativesLook look, List<String> lines, String at) {
    Optional<AlternativesLook.Choice> old = Optional.ofNullable(look.choices().get(program()));
    List<Object> words =
        new ArrayList<>(
            List.of("update-alternatives", "--install", at, name, program(), rank(look)));
    family.ifPresent(text -> words.addAll(List.of("--family", text)));
    Map<String, String> links = AlternativesLook.followerLinks(lines);
    List<Subcommand> followers = new ArrayList<>(subcommands.orElse(List.of()));
    if (subcommands.isEmpty()) {
      old.map(AlternativesLook.Choice::followers)
          .orElse(Map.of())
          .forEach(
              (follower, file) ->
                  Optional.ofNullable(links.get(follower))
                      .ifPresent(its -> followers.add(new Subcommand(follower, its, file))));
    }
    followers.forEach(
        each -> words.addAll(List.of("--slave", each.link(), each.name(), each.path())));
    return Step.run(
        "Install alternative '%s' for '%s'.".formatted(program(), name), Command.of(words));
  }

  private static Step step(String title, String action, String... words) {
    return Step.run(
        title.formatted(
            action.equals("--remove") ? new Object[] {words[1], words[0]} : (Object[]) words),
        Command.of("update-alternatives", action).and((Object[]) words));
  }

  private static Plan told(List<Step> steps, Map<String, Object> difference) {
    String said = String.join(" ", steps.stream().map(Step::title).toList());
    return steps.isEmpty()
        ? Plan.unchanged("it is so already").with("msg", "").with("diff", difference)
        : Plan.changes(steps).predicting("msg", said).predicting("diff", difference);
  }
}
