package dev.runner.modules.packages;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Constraint;
import dev.runner.module.Describe;
import dev.runner.module.FileStat;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.module.Words;
import dev.runner.values.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Manages packages of Node.js.
@Describe(
    summary = "Manage packages of Node.js with npm.",
    since = "0.1",
    collection = "community.general",
    roundTrips = 3,
    example =
        """
        - name: what the site's front end needs
          npm:
            path: /srv/site/front
            ci: true
        """)
@Constraint(value = Constraint.Kind.NEEDED, names = "name", when = "state", is = "absent")
@Constraint(value = Constraint.Kind.NEEDED, names = "path", when = "global", is = "False")
public record Npm(
    @Param("Name of the package; all that package.json asks for if left out.")
        Optional<String> name,
    @Param("Version of the package.") Optional<String> version,
    @Param("Directory of the project.") Optional<RemotePath> path,
    @Param(value = "Whether packages are installed for all.", byDefault = "false", name = "global")
        boolean everywhere,
    @Param(value = "What the packages are to be.", byDefault = "present") State state,
    @Param(value = "The npm to run, with words of its own if need be.", path = true)
        Optional<String> executable,
    @Param(value = "Whether exactly what package-lock.json says is installed.", byDefault = "false")
        boolean ci,
    @Param(value = "Whether what only developers need is left out.", byDefault = "false")
        boolean production,
    @Param("Registry that packages come from.") Optional<String> registry,
    @Param(value = "Whether scripts of packages aren't run.", byDefault = "false")
        boolean ignoreScripts,
    @Param(
            value = "Whether scripts run as the task's user even if that is root.",
            byDefault = "false")
        boolean unsafePerm,
    @Param(value = "Whether optional packages are left out.", byDefault = "false")
        boolean noOptional,
    @Param(value = "Whether no links to programs are made.", byDefault = "false")
        boolean noBinLinks,
    @Param(value = "Whether npm is told to do it by force.", byDefault = "false") boolean force)
    implements TaskModule {

  /// What packages are to be.
  public enum State {
    PRESENT,
    ABSENT,
    LATEST
  }

  public Npm {
    if (state == State.ABSENT && name.isEmpty()) {
      throw new BadParameter("name", "state is absent but all of the following are missing: name");
    }
    if (!everywhere && path.isEmpty()) {
      throw new BadParameter("path", "global is False but all of the following are missing: path");
    }
    for (Optional<String> word : List.of(name, version)) {
      if (word.filter(text -> text.isEmpty() || text.startsWith("-")).isPresent()) {
        throw new BadParameter("name", "'%s' is no package".formatted(word.get()));
      }
    }
  }

  /// What is installed, and what is missing of what is to be.
  private record Tree(Set<String> installed, Set<String> missing) {}

  @Override
  public List<String> alsoNeeds() {
    return executable.isEmpty() ? List.of("npm") : List.of();
  }

  @Override
  public Plan plan(Probe host) {
    List<Step> first = new ArrayList<>();
    if (path.isPresent()) {
      FileStat there = host.ask(new Question.Stat(path.get(), true));
      if (there.exists() && !there.isDirectory()) {
        return Plan.refuse("path %s is not a directory".formatted(path.get()), "look at it");
      } else if (!there.exists()) {
        return absentDirectory();
      }
    }
    Pending<Output> outdated =
        state == State.LATEST
            ? host.lookLater(npm("outdated", "--parseable"))
            : () -> Output.of(0, "", "");
    if (ci) {
      first.add(step("ci"));
    } else {
      Output listed = host.look(npm("list", "--json", "--long"));
      Tree tree = tree(listed);
      if (state == State.ABSENT) {
        if (tree.installed().contains(name.orElse(""))) {
          first.add(step("uninstall"));
        }
      } else {
        if (!tree.missing().isEmpty()) {
          first.add(step("install"));
        }
        if (isOutdated(outdated.get())) {
          first.add(step("update"));
        }
      }
    }
    return first.isEmpty() ? Plan.unchanged("the packages are so already") : Plan.changes(first);
  }

  private Plan absentDirectory() {
    if (state == State.ABSENT) {
      return Plan.unchanged("there is no directory " + path.orElseThrow());
    }
    Step.Directory make =
        new Step.Directory(
            "make " + path.orElseThrow(), path.orElseThrow(), dev.runner.module.Attributes.NONE);
    return Plan.changes(make, step(ci ? "ci" : "install"));
  }

  private boolean isOutdated(Output outdated) {
    return outdated.lines().stream()
        .map(line -> line.split(":", -1))
        .filter(fields -> fields.length > 2)
        .anyMatch(
            fields ->
                !fields[1].equals(fields[2])
                    && name.map(each -> fields[2].startsWith(each + "@")).orElse(true));
  }

  private Step step(String verb) {
    return Step.run(
        "npm %s %s".formatted(verb, name.map(text -> wanted()).orElse("")).strip(),
        named(verb, npm(verb)));
  }

  private Command named(String verb, Command command) {
    return name.isPresent() && !verb.equals("ci") ? command.and(wanted()) : command;
  }

  private String wanted() {
    return version
        .filter(text -> state != State.ABSENT)
        .map(text -> name.orElseThrow() + "@" + text)
        .orElse(name.orElse(""));
  }

  private Command npm(String... verb) {
    List<Object> words = new ArrayList<>();
    words.addAll(executable.map(Words::split).orElse(List.of("npm")));
    words.addAll(List.of(verb));
    boolean acts = Set.of("install", "update", "ci").contains(verb[0]);
    flag(words, everywhere, "--global");
    flag(words, production && acts, "--production");
    flag(words, ignoreScripts, "--ignore-scripts");
    flag(words, unsafePerm, "--unsafe-perm");
    registry.ifPresent(url -> words.add("--registry=" + url));
    flag(words, noOptional, "--no-optional");
    flag(words, noBinLinks, "--no-bin-links");
    flag(words, force, "--force");
    Command command =
        Command.of(words)
            .with("npm_config_update_notifier", "false")
            .with("npm_config_color", "false");
    return path.isPresent() && !everywhere ? command.in(path.get()) : command;
  }

  private static void flag(List<Object> words, boolean wanted, String word) {
    if (wanted) {
      words.add(word);
    }
  }

  private Tree tree(Output listed) {
    Set<String> installed = new TreeSet<>();
    Set<String> missing = new TreeSet<>();
    int start = listed.out().indexOf('{');
    Object read = start < 0 ? Map.of() : Json.parse(listed.out().substring(start));
    if (read instanceof Map<?, ?> map && map.get("dependencies") instanceof Map<?, ?> all) {
      all.forEach((each, about) -> sort(each.toString(), about, installed, missing));
      if (name.isPresent() && !installed.contains(wanted())) {
        missing.add(wanted());
      }
    } else {
      missing.add(name.orElse("all"));
    }
    return new Tree(installed, missing);
  }

  private static void sort(
      String dependency, Object about, Set<String> installed, Set<String> missing) {
    if (!(about instanceof Map<?, ?> known)
        || isTrue(known.get("missing"))
        || isTrue(known.get("invalid"))) {
      missing.add(dependency);
      return;
    }
    installed.add(dependency);
    if (known.get("version") instanceof String number) {
      installed.add(dependency + "@" + number);
    }
  }

  /// npm says why something is invalid, rather than that it is.
  private static boolean isTrue(@Nullable Object value) {
    return Boolean.TRUE.equals(value) || (value instanceof String text && !text.isEmpty());
  }
}
