package dev.runner.modules.packages;

import dev.runner.module.Answer;
import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Constraint;
import dev.runner.module.Content;
import dev.runner.module.Describe;
import dev.runner.module.Finished;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Installs, upgrades and removes packages of Alpine Linux.
@Describe(
    summary = "Manage packages with apk.",
    since = "0.1",
    collection = "community.general",
    roundTrips = 2,
    example =
        """
        - name: a web server
          apk:
            name: nginx
            update_cache: true
        """,
    returns = {
      @Describe.Returned(name = "packages", value = "Packages that were changed."),
      @Describe.Returned(name = "stdout", value = "What apk wrote, if it was run."),
      @Describe.Returned(name = "stderr", value = "What apk complained of, if it was run.")
    })
@Needs("apk")
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"name", "upgrade"})
@Constraint(
    value = Constraint.Kind.ONE_OF,
    names = {"name", "update_cache", "upgrade"})
public record Apk(
    @Param("Names of packages.") List<String> name,
    @Param(value = "What the packages are to be.", byDefault = "present") State state,
    @Param(
            value = "Whether packages may be replaced by older ones when all are upgraded.",
            byDefault = "false")
        boolean available,
    @Param(value = "Whether nothing is kept of what is downloaded.", byDefault = "false")
        boolean noCache,
    @Param("Repositories that are used instead of the host's own.") List<String> repository,
    @Param(value = "Whether indexes are updated first.", byDefault = "false") boolean updateCache,
    @Param(value = "Whether all packages are upgraded.", byDefault = "false") boolean upgrade,
    @Param(value = "File of what is wanted for its own sake.", byDefault = "/etc/apk/world")
        RemotePath world)
    implements TaskModule {
  private static final Pattern ACTION = Pattern.compile("^\\(\\s*\\d+/\\d+\\)\\s+\\S+\\s+(\\S+).*");

  /// What packages are to be.
  public enum State {
    PRESENT,
    INSTALLED,
    ABSENT,
    REMOVED,
    LATEST
  }

  public Apk {
    if (name.isEmpty() && !updateCache && !upgrade) {
      throw BadParameter.oneRequired("name", "update_cache", "upgrade");
    }
    for (String each : name) {
      if (!each.matches("[A-Za-z0-9.][A-Za-z0-9_.+:=<>~@/-]*")) {
        throw new BadParameter("name", "'%s' is no package".formatted(each));
      }
    }
  }

  private Command apk(Object... words) {
    Command command = Command.of("apk").with("LC_ALL", "C");
    if (noCache) {
      command = command.and("--no-cache");
    }
    for (String each : repository) {
      command = command.and("--repository", each, "--repositories-file", "/dev/null");
    }
    return command.and(words);
  }

  @Override
  public Plan plan(Probe host) {
    if (!updateCache) {
      return packages(host);
    }
    Plan.Changes update = Plan.changes(Step.run("update the indexes", apk("update")));
    return name.isEmpty() && !upgrade
        ? update
            .predicting("msg", "updated repository indexes")
            .after((outputs, now) -> Finished.changed("").withAll(streams(outputs.last())))
        : update
            .expecting(AfterUpdate.expected(packages(host)))
            .after((outputs, now) -> ended(packages(now)));
  }

  private static Answer ended(Plan plan) {
    return plan instanceof Plan.Unchanged unchanged
        ? Finished.unchanged(unchanged.because()).withAll(unchanged.values())
        : plan;
  }

  private Plan packages(Probe host) {
    if (upgrade) {
      return act(
          host,
          available ? List.of("upgrade", "--available") : List.of("upgrade"),
          "upgrade",
          "packages already upgraded");
    }
    return switch (state) {
      case ABSENT, REMOVED -> remove(host);
      case PRESENT, INSTALLED, LATEST -> install(host);
    };
  }

  private Plan remove(Probe host) {
    List<String> there = new ArrayList<>();
    Map<String, Pending<Output>> asked = new LinkedHashMap<>();
    name.forEach(each -> asked.put(each, host.lookLater(apk("info", "--installed", each))));
    asked.forEach(
        (each, output) -> {
          if (output.get().ok()) {
            there.add(each);
          }
        });
    if (there.isEmpty()) {
      return Plan.unchanged("package(s) already removed").with("msg", "package(s) already removed");
    }
    Plan plan = act(host, words(List.of("del", "--purge"), there), "remove", "nothing to remove");
    return plan instanceof Plan.Changes changes
        ? changes.after((outputs, now) -> verify(outputs.last(), now, there))
        : plan;
  }

  /// What others need stays though apk was told to remove it.
  private Answer verify(Output output, Probe now, List<String> gone) {
    List<Pending<Output>> asked =
        gone.stream().map(each -> now.lookLater(apk("info", "--installed", each))).toList();
    boolean left = asked.stream().anyMatch(each -> each.get().ok());
    return (left
            ? Finished.failed("failed to remove %s package(s)".formatted(gone))
            : Finished.changed("removed " + String.join(", ", gone)))
        .withAll(streams(output));
  }

  private Plan install(Probe host) {
    Pending<Optional<Content>> wanted = host.later(new Question.Read(world, Probe.READ_LIMIT));
    Map<String, Pending<Output>> described = new LinkedHashMap<>();
    Map<String, Pending<Output>> versions = new LinkedHashMap<>();
    name.forEach(
        each -> {
          described.put(each, host.lookLater(apk("info", "--installed", "--description", each)));
          if (state == State.LATEST) {
            versions.put(each, host.lookLater(apk("version", each)));
          }
        });
    List<String> top =
        List.of(wanted.get().map(Content::lenientText).orElse("").strip().split("\\s+"));
    List<String> missing =
        name.stream().filter(each -> !isTop(top, each) && !isVirtual(described, each)).toList();
    List<String> old =
        name.stream()
            .filter(each -> !missing.contains(each) && isOld(each, versions.get(each)))
            .toList();
    if (missing.isEmpty() && old.isEmpty()) {
      return Plan.unchanged("package(s) already installed")
          .with("msg", "package(s) already installed");
    }
    List<String> words = old.isEmpty() ? List.of("add") : List.of("add", "--upgrade");
    List<String> names = Stream.concat(missing.stream(), old.stream()).toList();
    return act(host, words(words, names), "install", "package(s) already installed");
  }

  private static boolean isTop(List<String> top, String wanted) {
    String bare = wanted.replaceFirst("[@=<>~].*", "");
    return top.stream().anyMatch(each -> each.matches(Pattern.quote(bare) + "(?:[@=<>~].+)?"));
  }

  private static boolean isVirtual(Map<String, Pending<Output>> described, String wanted) {
    Pending<Output> told = described.get(wanted);
    return told != null && told.get().out().contains("virtual meta package");
  }

  private static boolean isOld(String wanted, @Nullable Pending<Output> version) {
    return version != null
        && version.get().lines().stream()
            .anyMatch(line -> line.matches(Pattern.quote(wanted) + "-\\S+\\s+<\\s.*"));
  }

  private static List<String> words(List<String> verb, List<String> names) {
    return Stream.concat(verb.stream(), names.stream()).toList();
  }

  private Plan act(Probe host, List<String> words, String verb, String nothing) {
    List<String> asking = new ArrayList<>(words);
    asking.add(1, "--simulate");
    Output output = host.look(apk(asking.toArray()));
    List<String> changed = changed(output);
    if (!output.ok()) {
      return Plan.refuse("failed to %s: %s".formatted(verb, output.lastWords()), "")
          .with("stdout", output.out())
          .with("stderr", output.err())
          .with("packages", changed);
    }
    boolean idle = changed.isEmpty() && words.contains("upgrade");
    return idle
        ? Plan.unchanged(nothing).with("msg", nothing).with("packages", changed)
        : Plan.changes(Step.run(verb + " " + String.join(", ", changed), apk(words.toArray())))
            .predicting("packages", changed)
            .predictingAll(streams(output))
            .after((outputs, now) -> Finished.changed("").withAll(streams(outputs.last())));
  }

  private static List<String> changed(Output output) {
    return output.lines().stream()
        .map(ACTION::matcher)
        .filter(Matcher::matches)
        .map(line -> line.group(1))
        .toList();
  }

  private static Map<String, Object> streams(Output output) {
    return Map.of("stdout", output.stdout().lenientText(), "stderr", output.stderr().lenientText());
  }
}
