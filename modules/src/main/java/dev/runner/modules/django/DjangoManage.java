package dev.runner.modules.django;

import dev.runner.module.Answer;
import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Describe;
import dev.runner.module.FileStat;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Outputs;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Spread;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.module.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Runs a command of a Django site's `manage.py`.
@Describe(
    summary = "Run a command of a Django site's manage.py.",
    description =
        """
        Run by the owner of the tree and never asking anything. Commands that only look (check,
        validate, showmigrations, diffsettings, sqlmigrate) are run in check mode too and change
        nothing. Whether syncdb, migrate and createcachetable changed something is seen from the
        tables before and after, clearsessions from the number of sessions, loaddata from the
        objects that it counts; of any other command only `creates` and `removes`, or the task's
        `changed_when`, can tell. The exit status of syncdb and loaddata is not believed: both end
        with 0 where a fixture fails.
        """,
    since = "0.1",
    aliases = "community.general.django_manage",
    roundTrips = 3,
    example =
        """
        - name: a table for the cache
          django_manage:
            directory: /srv/site
            command: createcachetable site_cache
        """,
    returns = {
      @Describe.Returned(name = "cmd", value = "The command that was run."),
      @Describe.Returned(name = "out", value = "What it printed."),
      @Describe.Returned(
          name = "schema",
          value = "What changed in the schema, where that is compared.")
    })
public record DjangoManage(
    @Spread DjangoSite site,
    @Param("The command and its arguments, as on a command line.") String command,
    @Spread CommandOptions options,
    @Param("Applications, put behind the command; in one text between spaces.") List<String> apps,
    @Param("Fixtures, put behind loaddata; in one text between spaces.") List<String> fixtures,
    @Param("The name of the table that createcachetable makes.") Optional<String> cacheTable,
    @Param("A file that the command makes: where it is there, nothing is run.")
        Optional<RemotePath> creates,
    @Param("A file that the command removes: where it isn't there, nothing is run.")
        Optional<RemotePath> removes)
    implements TaskModule {

  private static final Set<String> LOOKING =
      Set.of("check", "validate", "showmigrations", "diffsettings", "sqlmigrate", "sqlall", "help");
  private static final Set<Object> LOOKING_WORDS =
      Set.of("--db-dry-run", "--dry-run", "--plan", "--list");
  private static final Set<String> SCHEMA = Set.of("syncdb", "migrate", "createcachetable");
  private static final Set<String> ASKING =
      Set.of("syncdb", "migrate", "flush", "test", "collectstatic");
  private static final Set<String> NOT_ASKING = Set.of("--noinput", "--no-input");
  private static final Set<String> OF_DATABASE =
      Set.of("createcachetable", "flush", "loaddata", "syncdb", "migrate");
  private static final Set<String> TALKING =
      Set.of("shell", "dbshell", "runserver", "createsuperuser");
  private static final Pattern INSTALLED = Pattern.compile("(?m)^Installed (\\d+) object");
  private static final Pattern FIXTURE_TROUBLE =
      Pattern.compile(
          "(?m)^(Problem installing fixture.*|No fixtures? .*found.*|\\w*(?:Error|Exception): .*)$");

  public DjangoManage {
    if (Words.split(command).isEmpty()) {
      throw new BadParameter("command", "name a command of manage.py");
    }
    List<String> given = Words.split(command);
    if (TALKING.contains(given.getFirst()) && given.stream().noneMatch(NOT_ASKING::contains)) {
      throw new BadParameter(
          "command", "%s talks to a person and doesn't end by itself".formatted(given.getFirst()));
    }
    options.words(given.getFirst());
    apps = apps.stream().flatMap(each -> Words.split(each).stream()).toList();
    fixtures = fixtures.stream().flatMap(each -> Words.split(each).stream()).toList();
    if (given.getFirst().equals("loaddata") && given.size() == 1 && fixtures.isEmpty()) {
      throw new BadParameter("fixtures", "fixtures param is required for command=loaddata");
    }
  }

  @Override
  public Plan plan(Probe host) {
    Optional<Pending<FileStat>> made =
        creates.map(path -> host.later(new Question.Stat(path, true)));
    Optional<Pending<FileStat>> left =
        removes.map(path -> host.later(new Question.Stat(path, true)));
    return switch (ManagePy.find(host, site)) {
      case ManagePy.Found.Missing missing -> missing.because();
      case ManagePy.Found.Ready ready -> {
        if (made.isPresent() && made.get().get().exists()) {
          yield Plan.unchanged(creates.orElseThrow() + " is there already");
        }
        if (left.isPresent() && !left.get().get().exists()) {
          yield Plan.unchanged(removes.orElseThrow() + " isn't there");
        }
        yield plan(host, ready.manage());
      }
    };
  }

  private String name() {
    return Words.split(command).getFirst();
  }

  private List<Object> words() {
    List<Object> words = new ArrayList<>(Words.split(command));
    if (ASKING.contains(name()) && words.stream().noneMatch(NOT_ASKING::contains)) {
      words.add("--noinput");
    }
    if (OF_DATABASE.contains(name())
        && !site.database().equals("default")
        && words.stream().noneMatch(word -> word.toString().startsWith("--database"))) {
      words.add("--database=" + site.database());
    }
    words.addAll(options.words(name()));
    words.addAll(apps);
    words.addAll(fixtures);
    cacheTable.ifPresent(words::add);
    return words;
  }

  private Plan plan(Probe host, ManagePy manage) {
    Object[] words = words().toArray();
    if (LOOKING.contains(name()) || words().stream().anyMatch(LOOKING_WORDS::contains)) {
      return looked(host.look(manage.asks(words)), manage.asks(words));
    }
    String compared =
        SCHEMA.contains(name()) ? "schema" : name().equals("clearsessions") ? "sessions" : "";
    Optional<SiteReport> before =
        compared.isEmpty()
            ? Optional.empty()
            : SiteReport.in(host.look(manage.looks("state", compared)));
    Command run = manage.runs(words);
    return Plan.changes(
            Step.run("manage.py " + String.join(" ", Words.split(command)), run).anyStatus())
        .after((outputs, now) -> outcome(outputs, now, manage, before, compared))
        .predicting("cmd", run.toString());
  }

  private Plan looked(Output output, Command asked) {
    return output.ok()
        ? Plan.learned("%s found nothing wrong".formatted(name()))
            .with("cmd", asked.toString())
            .with("out", output.out())
        : Plan.refuse("%s: %s".formatted(name(), output.lastWords()), "look at what it printed")
            .with("cmd", asked.toString())
            .with("out", output.out() + output.err());
  }

  private Answer outcome(
      Outputs outputs, Probe now, ManagePy manage, Optional<SiteReport> before, String compared) {
    Output output = outputs.last();
    Finished finished = judged(output, now, manage, before, compared);
    return finished
        .with("cmd", manage.runs(words().toArray()).toString())
        .with("out", output.out());
  }

  private Finished judged(
      Output output, Probe now, ManagePy manage, Optional<SiteReport> before, String compared) {
    if (!output.ok()) {
      return Finished.failed(
          "%s ended with %d: %s".formatted(name(), output.exit(), output.lastWords()));
    }
    Matcher trouble = FIXTURE_TROUBLE.matcher(output.out() + "\n" + output.err());
    if ((name().equals("syncdb") || name().equals("loaddata")) && trouble.find()) {
      return Finished.failed("%s ended with 0, but said: %s".formatted(name(), trouble.group(1)));
    }
    if (before.isPresent()) {
      Optional<SiteReport> after = SiteReport.in(now.look(manage.looks("state", compared)));
      return after
          .map(report -> compared(before.get(), report, compared))
          .orElseGet(
              () -> Finished.failed("after %s the site can't be asked any more".formatted(name())));
    }
    if (name().equals("loaddata")) {
      Matcher installed = INSTALLED.matcher(output.out());
      boolean some = installed.find() && Long.parseLong(installed.group(1)) > 0;
      return Finished.changed(output.lastWords()).changedWhen(some);
    }
    return Finished.changed(name() + " was run");
  }

  private Finished compared(SiteReport before, SiteReport after, String what) {
    if (what.equals("sessions")) {
      long gone = before.whole("sessions") - after.whole("sessions");
      return Finished.changed("%d sessions removed".formatted(gone)).changedWhen(gone > 0);
    }
    List<String> difference = History.difference(before.texts("schema"), after.texts("schema"));
    return Finished.changed(
            difference.isEmpty()
                ? "the tables are as before"
                : "%d lines of the schema changed".formatted(difference.size()))
        .changedWhen(!difference.isEmpty())
        .with("schema", difference);
  }
}
