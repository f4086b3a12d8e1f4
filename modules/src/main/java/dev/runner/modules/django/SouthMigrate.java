package dev.runner.modules.django;

import dev.runner.module.BadParameter;
import dev.runner.module.Describe;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.Spread;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.modules.django.SiteReport.Migration;
import dev.runner.modules.git.OtherRevision;
import dev.runner.values.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs the migrations of a Django site, by South or by Django itself, and finds out what really
/// happened: from the list of migrations and the schema before and after, not from what is printed.
@Describe(
    summary = "Run the migrations of a Django site, made by South or by Django itself.",
    description =
        """
        A failed migration is reported as clean (the schema is as before it) or as *between* (it
        took effect in part). The latter is remembered on the host, later runs refuse, and the
        obligations named by `holds` stay owed: the server stays down, the message up. Recovery
        that South suggests is never run. With `revision` a check run tells what would be pending
        with the migrations of another revision, by the names of its files. Tables of applications
        that have no migrations are made where `syncdb` asks for it, and otherwise warned of.
        """,
    since = "0.1",
    roundTrips = 3,
    aliases = {"django_migrate"},
    example =
        """
        - name: run the migrations
          south_migrate:
            directory: /srv/site
            dump: /srv/backup/before-migration.sql
        """,
    returns = {
      @Describe.Returned(
          name = "by",
          value = "What runs them: south, django, or none where there are no migrations."),
      @Describe.Returned(name = "pending", value = "Migrations that are to be run."),
      @Describe.Returned(name = "applied", value = "Migrations that were run."),
      @Describe.Returned(
          name = "tables",
          value = "Tables of applications without migrations that are to be made, or were."),
      @Describe.Returned(
          name = "before",
          value = "The newest applied migration of each application before."),
      @Describe.Returned(
          name = "after",
          value = "The newest applied migration of each application afterwards."),
      @Describe.Returned(
          name = "back",
          value = "Applications and targets to go back to, to take back what was run."),
      @Describe.Returned(name = "between", value = "Whether a migration stopped midway."),
      @Describe.Returned(
          name = "unknown",
          value = "Whether what became of the migrations can't be said."),
      @Describe.Returned(name = "schema", value = "What changed in the schema, line by line.")
    })
public record SouthMigrate(
    @Spread DjangoSite site,
    @Spread OtherRevision other,
    @Param("Application to migrate; all if left out.") Optional<String> app,
    @Param("Migration to stop at: a name, or its number; `zero` takes all back.")
        Optional<String> target,
    @Param(value = "Which way to go.", byDefault = "forwards") Direction direction,
    @Param(
            value = "Record migrations without running them, for a database that is so already.",
            byDefault = "false")
        boolean fake,
    @Param(
            value =
                "Make the tables of applications that have no migrations before, as syncdb does.",
            byDefault = "false")
        boolean syncdb,
    @Param("File for a dump of the database before migrations are run.") Optional<RemotePath> dump,
    @Param("Keys of obligations that stay owed when a migration stopped midway.")
        List<String> holds)
    implements TaskModule {

  public SouthMigrate {
    if (target.isPresent() && app.isEmpty()) {
      throw new BadParameter("target", "'target' needs 'app': numbers are those of an application");
    }
    if (direction == Direction.BACKWARDS && target.isEmpty()) {
      throw new BadParameter("target", "going backwards needs a 'target'");
    }
  }

  @Override
  public Plan plan(Probe probe) {
    return planned(probe).withRemedy();
  }

  private Plan planned(Probe probe) {
    Probe host = other.revision().isPresent() ? probe.asItIs() : probe;
    return switch (ManagePy.find(host, site)) {
      case ManagePy.Found.Missing missing -> missing.because();
      case ManagePy.Found.Ready ready -> plan(host, ready.manage());
    };
  }

  private Plan plan(Probe host, ManagePy manage) {
    List<Pending<Output>> looks = manage.running().stream().map(host::lookLater).toList();
    Output output = host.look(manage.inspects(journey().questions()));
    Optional<String> running =
        looks.stream().flatMap(look -> look.get().lines().stream()).findFirst();
    if (running.isPresent()) {
      return Plan.refuse(
          "migrations are being run right now: process " + running.get(),
          "wait until it ends; it goes on after a lost connection");
    }
    Optional<SiteReport> report = SiteReport.in(output);
    if (report.isEmpty()) {
      return Plan.refuse(
          "%s in %s can't be run: %s"
              .formatted(site.manage(), site.directory(), output.lastWords()),
          "try `%s %s help` there".formatted(manage.python(), site.manage()));
    }
    if (other.revision().isEmpty()) {
      return judge(host, manage, new History(report.get()));
    }
    return switch (other.changes(host, site.directory())) {
      case OtherRevision.Changes.Unknown unknown -> unknown.because();
      case OtherRevision.Changes.Known known ->
          judge(
              host,
              manage,
              new History(report.get(), Optional.of(new MigrationFiles(known.files()))));
    };
  }

  private Plan judge(Probe host, ManagePy manage, History history) {
    Optional<Plan.Refused> refused =
        refusal(history)
            .or(
                () ->
                    isDone(history)
                        ? Optional.empty()
                        : dump.flatMap(file -> new DumpPlace(file).obstacle(host, manage)));
    return refused.isPresent() ? refused.get() : run(manage, history);
  }

  private Journey journey() {
    return new Journey(app, target, direction);
  }

  private boolean isDone(History history) {
    return journey().wanted(history).isEmpty() && tables(history).isEmpty();
  }

  private Optional<Plan.Refused> refusal(History history) {
    if (history.kind().equals("none") && !syncdb) {
      return refuse(
          "the site has neither South nor Django's own migrations",
          "add 'south' to INSTALLED_APPS, or say syncdb: true to have its tables made");
    }
    Optional<History.Between> between = history.between();
    if (between.isPresent()) {
      return Optional.of(refusal(between.get()).with("pending", names(history.pending())));
    }
    Optional<String> trouble = history.trouble();
    if (trouble.isPresent()) {
      return refuse(trouble.get(), "put the files or the history right by hand; nothing was run")
          .map(refused -> refused.with("pending", names(history.pending())));
    }
    return journey().refusal(history);
  }

  private static Optional<Plan.Refused> refuse(String because, String remedy) {
    return Optional.of(Plan.refuse(because, remedy));
  }

  private static List<String> names(List<Migration> migrations) {
    return migrations.stream().map(Migration::toString).toList();
  }

  private static Plan.Refused refusal(History.Between between) {
    return Plan.refuse(
            "an earlier run stopped midway in %s; it took effect in part: %s"
                .formatted(
                    between.migration(), String.join("; ", Migrating.first(between.difference()))),
            "put the tables right by hand, record or revert the migration, then delete "
                + between.note())
        .with("between", true)
        .with("schema", between.difference());
  }

  private Plan run(ManagePy manage, History history) {
    List<Migration> wanted = journey().wanted(history);
    List<String> tables = tables(history);
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("by", history.kind());
    values.put("pending", names(wanted));
    values.put("applied", List.of());
    values.put("before", history.newest());
    values.put("between", false);
    values.put("back", List.of());
    values.put("tables", tables);
    if (isDone(history)) {
      Plan.Unchanged plan =
          Plan.unchanged("no migration is pending").withAll(values).with("after", history.newest());
      return history.lacking().isEmpty() ? plan : plan.warning(lacking(history));
    }
    return Plan.changes(steps(manage, history, wanted, tables))
        .after(
            (outputs, now) ->
                new Migrating(manage, history, wanted, tables, direction, holds)
                    .outcome(outputs.last(), now))
        .predictingAll(values)
        .holding(holds);
  }

  /// Going to one application's migration is no occasion to make the tables of others.
  private List<String> tables(History history) {
    return syncdb && app.isEmpty() ? history.lacking() : List.of();
  }

  private static String lacking(History history) {
    return "applications without migrations lack tables: %s; syncdb: true has them made"
        .formatted(String.join(", ", Migrating.first(history.lacking())));
  }

  private List<Step> steps(
      ManagePy manage, History history, List<Migration> wanted, List<String> tables) {
    List<Step> steps = new ArrayList<>();
    dump.ifPresent(
        file ->
            steps.add(Step.run("dump the database to " + file, manage.acts("dump", file.text()))));
    boolean own = history.kind().equals("django");
    if (!tables.isEmpty() && !own) {
      steps.add(
          Step.run(
              "make %d tables: %s".formatted(tables.size(), String.join(", ", tables)),
              manage.runs("syncdb", "--noinput", "--database=" + site.database())));
    }
    if (!wanted.isEmpty() || own) {
      String also = tables.isEmpty() ? "" : ", and make " + String.join(", ", tables);
      steps.add(
          Step.run(
                  "%s %d migrations: %s%s"
                      .formatted(
                          direction == Direction.FORWARDS ? "run" : "take back",
                          wanted.size(),
                          History.words(wanted),
                          own ? also : ""),
                  manage.acts("migrate", words(wanted, own && !tables.isEmpty())))
              .anyStatus());
    }
    return steps;
  }

  private String[] words(List<Migration> wanted, boolean making) {
    List<String> words = new ArrayList<>();
    words.add(
        Json.line(
            wanted.stream()
                .map(each -> List.of(each.app(), each.name(), each.applied()))
                .toList()));
    app.ifPresent(words::add);
    target.ifPresent(words::add);
    words.add("--noinput");
    words.add("--database=" + site.database());
    if (making) {
      words.add("--run-syncdb");
    }
    if (fake) {
      words.add("--fake");
    }
    return words.toArray(String[]::new);
  }
}
