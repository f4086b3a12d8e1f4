package dev.runner.modules.packages;

import dev.runner.module.Answer;
import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Constraint;
import dev.runner.module.Describe;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Outputs;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.module.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Manages packages of Ruby.
@Describe(
    summary = "Manage packages of Ruby with gem.",
    since = "0.1",
    collection = "community.general",
    roundTrips = 2,
    example =
        """
        - name: a generator of pages
          gem:
            name: jekyll
            version: 4.3.3
            user_install: false
        """,
    returns = {
      @Describe.Returned(name = "name", value = "The package that was asked for."),
      @Describe.Returned(name = "state", value = "The state that was asked for."),
      @Describe.Returned(name = "version", value = "The version, if one was asked for or found.")
    })
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"gem_source", "repository"})
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"gem_source", "version"})
public record Gem(
    @Param("Name of the package.") String name,
    @Param("Version of the package.") Optional<String> version,
    @Param(value = "What the package is to be.", byDefault = "present") State state,
    @Param("File on the host that the package is installed from.") Optional<RemotePath> gemSource,
    @Param(value = "Where packages come from.", aliases = "source") Optional<String> repository,
    @Param(value = "Whether what it needs is installed too.", byDefault = "true")
        boolean includeDependencies,
    @Param(value = "Whether it is installed for the task's user only.", byDefault = "true")
        boolean userInstall,
    @Param(value = "The gem to run, with words of its own if need be.", path = true)
        Optional<String> executable,
    @Param("Directory that it is installed into.") Optional<RemotePath> installDir,
    @Param("Directory of its programs.") Optional<RemotePath> bindir,
    @Param(value = "Whether versions will do that aren't finished.", byDefault = "false")
        boolean preRelease,
    @Param(value = "Whether documentation is installed.", byDefault = "false") boolean includeDoc,
    @Param(value = "Whether its programs ask env for Ruby.", byDefault = "false")
        boolean envShebang,
    @Param("Flags for building it.") Optional<String> buildFlags,
    @Param(value = "Whether gem is told to do it by force.", byDefault = "false") boolean force,
    @Param(value = "Whether nobody's .gemrc is read.", byDefault = "true") boolean norc,
    @Param(
            value = "Whether the user's directory is named to gem where the system overrides it.",
            byDefault = "false")
        boolean overridePlatformInstallDir)
    implements TaskModule {
  private static final Pattern VERSIONS = Pattern.compile("\\S+ \\((.*)\\)");
  private static final Pattern USER = Pattern.compile("(?m)USER INSTALLATION DIRECTORY:\\s*(.+)$");

  /// What the package is to be.
  public enum State {
    PRESENT,
    ABSENT,
    LATEST
  }

  public Gem {
    if (!name.matches("[A-Za-z0-9_][A-Za-z0-9_.-]*")) {
      throw new BadParameter("name", "'%s' is no package".formatted(name));
    }
    if (version.isPresent() && state == State.LATEST) {
      throw new BadParameter("version", "Cannot specify version when state=latest");
    }
    if (gemSource.isPresent() && state == State.LATEST) {
      throw new BadParameter(
          "gem_source", "Cannot maintain state=latest when installing from local source");
    }
    if (userInstall && installDir.isPresent()) {
      throw new BadParameter("install_dir", "install_dir requires user_install=false");
    }
    if (overridePlatformInstallDir && !userInstall) {
      throw new BadParameter(
          "override_platform_install_dir",
          "override_platform_install_dir requires user_install=true");
    }
  }

  @Override
  public List<String> alsoNeeds() {
    return executable.isEmpty() ? List.of("gem") : List.of();
  }

  @Override
  public Plan plan(Probe host) {
    Pending<Output> here = host.lookLater(list());
    Pending<Output> there =
        state == State.LATEST ? host.lookLater(repository("--remote")) : () -> Output.of(0, "", "");
    Pending<Output> environment =
        overridePlatformInstallDir
            ? host.lookLater(gem("environment"))
            : () -> Output.of(0, "", "");
    if (!here.get().ok() || !there.get().ok()) {
      Output wrong = here.get().ok() ? there.get() : here.get();
      return Plan.refuse("gem: " + wrong.lastWords(), "look whether gem is there and works");
    }
    Optional<String> wanted = version.or(() -> versions(there.get()).stream().findFirst());
    List<String> installed = versions(here.get());
    boolean found = wanted.map(installed::contains).orElse(!installed.isEmpty());
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", name);
    values.put("state", state.name().toLowerCase(Locale.ROOT));
    wanted.ifPresent(number -> values.put("version", number));
    if (found != (state == State.ABSENT)) {
      return Plan.unchanged(found ? "it is installed" : "it isn't installed").withAll(values);
    }
    Matcher user = USER.matcher(environment.get().out());
    Optional<RemotePath> directory =
        user.find() ? Optional.of(RemotePath.of(user.group(1).strip())) : installDir;
    return (state == State.ABSENT ? remove(directory) : install(wanted, directory))
        .predictingAll(values);
  }

  private Command repository(String where) {
    Command command = list().and(where);
    return repository.map(url -> command.and("--source", url)).orElse(command);
  }

  private Command list() {
    return gem("list", "^%s$".formatted(name.replace(".", "\\.")));
  }

  private Command gem(String verb, Object... words) {
    List<Object> all = new ArrayList<>(executable.map(Words::split).orElse(List.of("gem")));
    all.add(verb);
    if (norc) {
      all.add("--norc");
    }
    Command command = Command.of(all).and(words);
    return installDir.map(where -> command.with("GEM_HOME", where.text())).orElse(command);
  }

  private static List<String> versions(Output listed) {
    return listed.lines().stream()
        .map(VERSIONS::matcher)
        .filter(Matcher::matches)
        .flatMap(line -> Stream.of(line.group(1).split(", ")))
        .map(each -> each.replaceFirst("^default: ", "").split(" ")[0])
        .toList();
  }

  private Plan.Changes install(Optional<String> wanted, Optional<RemotePath> directory) {
    List<Object> words = new ArrayList<>();
    wanted.ifPresent(number -> words.addAll(List.of("--version", number)));
    repository.ifPresent(url -> words.addAll(List.of("--source", url)));
    flag(words, !includeDependencies, "--ignore-dependencies");
    words.add(userInstall && directory.isEmpty() ? "--user-install" : "--no-user-install");
    places(words, directory);
    flag(words, preRelease, "--pre");
    flag(words, !includeDoc, "--no-document");
    flag(words, envShebang, "--env-shebang");
    flag(words, force, "--force");
    words.add(gemSource.<Object>map(file -> file).orElse(name));
    buildFlags.ifPresent(
        text -> {
          words.add("--");
          words.addAll(Words.split(text));
        });
    String title = "install " + name + wanted.map(number -> " " + number).orElse("");
    return Plan.changes(Step.run(title, gem("install", words.toArray())));
  }

  private void places(List<Object> words, Optional<RemotePath> directory) {
    directory.ifPresent(where -> words.addAll(List.of("--install-dir", where)));
    bindir
        .or(() -> directory.filter(where -> userInstall).map(where -> where.resolve("bin")))
        .ifPresent(where -> words.addAll(List.of("--bindir", where)));
  }

  private Plan.Changes remove(Optional<RemotePath> directory) {
    List<Object> words = new ArrayList<>();
    places(words, directory);
    words.addAll(version.map(number -> List.of("--version", number)).orElse(List.of("--all")));
    words.add("--executables");
    flag(words, force, "--force");
    words.add(name);
    return Plan.changes(Step.run("remove " + name, gem("uninstall", words.toArray())))
        .after((outputs, now) -> verify(outputs, now));
  }

  private static void flag(List<Object> words, boolean wanted, String word) {
    if (wanted) {
      words.add(word);
    }
  }

  private Answer verify(Outputs outputs, Probe now) {
    List<String> left = versions(now.look(list()));
    boolean stays = version.map(left::contains).orElse(!left.isEmpty());
    return stays
        ? Finished.failed(
                "Failed to uninstall gem '%s': it is still present after 'gem uninstall'; packages"
                        .formatted(name)
                    + " that came with the system can't be removed so")
            .with("stdout", outputs.last().out())
            .with("stderr", outputs.last().err())
        : Finished.changed("removed " + name);
  }
}
