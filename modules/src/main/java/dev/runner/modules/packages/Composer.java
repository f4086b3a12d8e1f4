package dev.runner.modules.packages;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Constraint;
import dev.runner.module.Describe;
import dev.runner.module.Finished;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Manages packages of PHP.
@Describe(
    summary = "Manage packages of PHP with composer.",
    description =
        """
        Commands that know `--dry-run` are asked that way first, in check mode and otherwise: what
        composer would do is what is shown.
        """,
    since = "0.1",
    collection = "community.general",
    roundTrips = 2,
    example =
        """
        - name: what the site needs
          composer:
            command: install
            working_dir: /srv/site
        """,
    returns = {
      @Describe.Returned(name = "msg", value = "What composer said, in one line."),
      @Describe.Returned(name = "stdout", value = "What composer said.")
    })
@Constraint(
    value = Constraint.Kind.NEEDED,
    names = "working_dir",
    when = "global_command",
    is = "False")
public record Composer(
    @Param(value = "Composer's command.", byDefault = "install") String command,
    @Param(value = "Words for it: a package, a version.", byDefault = "") String arguments,
    @Param(value = "The php to run.", aliases = "php_path") Optional<RemotePath> executable,
    @Param("The project's directory; needed unless the command is global.")
        Optional<RemotePath> workingDir,
    @Param(value = "Whether the command is for all projects.", byDefault = "false")
        boolean globalCommand,
    @Param(value = "Whether sources are preferred.", byDefault = "false") boolean preferSource,
    @Param(value = "Whether archives are preferred.", byDefault = "false") boolean preferDist,
    @Param(value = "Whether what only developers need is left out.", byDefault = "true")
        boolean noDev,
    @Param(value = "Whether scripts aren't run.", byDefault = "false") boolean noScripts,
    @Param(value = "Whether plug-ins aren't used.", byDefault = "false") boolean noPlugins,
    @Param(value = "Whether the loader's map is optimized.", byDefault = "true")
        boolean optimizeAutoloader,
    @Param(value = "Whether classes are looked up in that map only.", byDefault = "false")
        boolean classmapAuthoritative,
    @Param(value = "Whether the loader uses APCu.", byDefault = "false") boolean apcuAutoloader,
    @Param(value = "Whether it doesn't matter what the host has of PHP.", byDefault = "false")
        boolean ignorePlatformReqs,
    @Param("The composer to run.") Optional<RemotePath> composerExecutable,
    @Param(
            value = "Whether create-project runs where there is a composer.json too.",
            byDefault = "false")
        boolean force)
    implements TaskModule {

  private static final String NOTHING = "Nothing to install(, update or remove| or update)";

  public Composer {
    if (!globalCommand && workingDir.isEmpty()) {
      throw new BadParameter(
          "working_dir",
          "global_command is False but all of the following are missing: working_dir");
    }
    if (command.isBlank() || command.contains(" ")) {
      throw new BadParameter(
          "command", "Use the 'arguments' param for passing arguments with the 'command'");
    }
  }

  @Override
  public List<String> alsoNeeds() {
    return composerExecutable.isEmpty() ? List.of("composer") : List.of();
  }

  @Override
  public Plan plan(Probe host) {
    Pending<Output> help = host.lookLater(composer(List.of("help", command, "--format=json")));
    Pending<Optional<Boolean>> made =
        command.equals("create-project") && !force && workingDir.isPresent()
            ? exists(host, workingDir.get().resolve("composer.json"))
            : Optional::empty;
    if (!help.get().ok()) {
      return Plan.refuse(
          "composer: " + help.get().lastWords(), "look whether php and composer are there");
    }
    if (made.get().orElse(false)) {
      String message = "composer.json already exists in working_dir, skipping create-project";
      return Plan.unchanged("the project is there").with("msg", message);
    }
    Set<String> known = options(help.get());
    Command run = composer(words(known));
    boolean foretells = known.contains("dry-run");
    if (foretells) {
      Output dry = host.look(run.and("--dry-run"));
      if (dry.ok() && nothing(dry)) {
        return Plan.unchanged("composer has nothing to do")
            .with("msg", oneLine(dry))
            .with("stdout", said(dry));
      }
      if (!dry.ok()) {
        return Plan.refuse(oneLine(dry), "see what composer says").with("stdout", said(dry));
      }
    }
    return Plan.changes(Step.run("composer %s %s".formatted(command, arguments).strip(), run))
        .after(
            (outputs, now) -> {
              Output last = outputs.last();
              Finished done =
                  nothing(last)
                      ? Finished.unchanged("composer had nothing to do")
                      : Finished.changed("");
              return done.with("msg", oneLine(last)).with("stdout", said(last));
            });
  }

  private static Pending<Optional<Boolean>> exists(Probe host, RemotePath path) {
    Pending<dev.runner.module.FileStat> stat = host.later(new Question.Stat(path, true));
    return () -> Optional.of(stat.get().exists());
  }

  /// Names of the options that the command has.
  private static Set<String> options(Output help) {
    int start = help.out().indexOf('{');
    Object read = start < 0 ? Map.of() : Json.parse(help.out().substring(start));
    Set<String> names = new LinkedHashSet<>();
    if (read instanceof Map<?, ?> map
        && map.get("definition") instanceof Map<?, ?> definition
        && definition.get("options") instanceof Map<?, ?> options) {
      options.keySet().forEach(name -> names.add(name.toString()));
    }
    return names;
  }

  private List<Object> words(Set<String> known) {
    List<Object> words = new ArrayList<>();
    if (globalCommand) {
      words.add("global");
    }
    words.add(command);
    option(words, known, true, "no-ansi");
    option(words, known, true, "no-interaction");
    option(words, known, true, "no-progress");
    option(words, known, preferSource, "prefer-source");
    option(words, known, preferDist, "prefer-dist");
    option(words, known, noDev, "no-dev");
    option(words, known, noScripts, "no-scripts");
    option(words, known, noPlugins, "no-plugins");
    option(words, known, optimizeAutoloader, "optimize-autoloader");
    option(words, known, classmapAuthoritative, "classmap-authoritative");
    option(words, known, apcuAutoloader, "apcu-autoloader");
    option(words, known, ignorePlatformReqs, "ignore-platform-reqs");
    words.addAll(Words.split(arguments));
    return words;
  }

  private static void option(List<Object> words, Set<String> known, boolean wanted, String name) {
    if (wanted && known.contains(name)) {
      words.add("--" + name);
    }
  }

  private Command composer(List<?> words) {
    List<Object> all = new ArrayList<>();
    if (composerExecutable.isPresent() || executable.isPresent()) {
      all.addAll(List.of("sh", "-c", PROGRAM, "composer"));
      all.add(executable.map(RemotePath::text).orElse(""));
      all.add(composerExecutable.map(RemotePath::text).orElse("composer"));
    } else {
      all.add("composer");
    }
    all.addAll(words);
    Command made = Command.of(all).with("LC_ALL", "C.UTF-8");
    return workingDir.filter(each -> !globalCommand).map(made::in).orElse(made);
  }

  /// With php before it, composer has to be named by its path.
  private static final String PROGRAM =
      """
      php=$1 composer=$(command -v "$2") || { echo "there is no $2" >&2; exit 127; }
      shift 2
      if [ -n "$php" ]; then exec "$php" "$composer" "$@"; else exec "$composer" "$@"; fi
      """;

  private static boolean nothing(Output output) {
    String all = said(output);
    return java.util.regex.Pattern.compile(NOTHING).matcher(all).find()
        && !java.util.regex.Pattern.compile("(?m)^  - (Install|Upgrad|Downgrad|Updat|Remov)")
            .matcher(all)
            .find();
  }

  private static String said(Output output) {
    return (output.out() + "\n" + output.err()).strip();
  }

  private static String oneLine(Output output) {
    return String.join(" ", said(output).split("\\s+"));
  }
}
