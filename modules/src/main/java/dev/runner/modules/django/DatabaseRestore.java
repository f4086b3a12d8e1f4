package dev.runner.modules.django;

import dev.runner.module.Answer;
import dev.runner.module.BadParameter;
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
import java.util.List;
import java.util.Optional;

/// Puts the database of a Django site back to what a dump holds.
@Describe(
    summary = "Put the database of a Django site back to what a dump holds.",
    description =
        """
        The dump is read from end to end first. PostgreSQL restores in one transaction, SQLite by a
        rename; MySQL can't do it at once: that is what `safety`, a dump of what was before, is
        for. Tables that the dump doesn't know are removed. Stop the server before.
        """,
    since = "0.1",
    roundTrips = 3,
    example =
        """
        - name: back to what was before
          database_restore:
            directory: /srv/site
            src: /srv/backup/before.sql
            safety: /srv/backup/replaced.sql
        """,
    returns = {
      @Describe.Returned(name = "src", value = "The dump."),
      @Describe.Returned(name = "safety", value = "The dump of what was before."),
      @Describe.Returned(name = "schema", value = "What changed in the schema, line by line.")
    })
public record DatabaseRestore(
    @Spread DjangoSite site,
    @Param(value = "The dump, made by `database_dump`.", aliases = "path") RemotePath src,
    @Param("File for a dump of what is replaced; none is made if left out.")
        Optional<RemotePath> safety)
    implements TaskModule {

  public DatabaseRestore {
    if (safety.filter(src::equals).isPresent()) {
      throw new BadParameter("safety", "'safety' would overwrite the dump that is to be restored");
    }
  }

  @Override
  public Plan plan(Probe host) {
    Pending<FileStat> dump = host.later(new Question.Stat(src, true));
    return switch (ManagePy.find(host, site)) {
      case ManagePy.Found.Missing missing -> missing.because();
      case ManagePy.Found.Ready ready -> plan(host, ready.manage(), dump.get());
    };
  }

  private Plan plan(Probe host, ManagePy manage, FileStat dump) {
    if (!dump.isFile()) {
      return Plan.refuse("there is no dump " + src, "make one by database_dump, or name its file");
    }
    List<Pending<Output>> looks = manage.running().stream().map(host::lookLater).toList();
    Output output = host.look(manage.looks("state", "schema"));
    Optional<String> running =
        looks.stream().flatMap(look -> look.get().lines().stream()).findFirst();
    if (running.isPresent()) {
      return Plan.refuse(
          "migrations are being run right now: process " + running.get(), "wait until it ends");
    }
    List<String> before =
        SiteReport.in(output).map(report -> report.texts("schema")).orElse(List.of());
    String kept = safety.map(RemotePath::text).orElse("");
    return Plan.changes(
            Step.run("restore the database from " + src, manage.acts("restore", src.text(), kept)))
        .after((outputs, _) -> outcome(outputs, before))
        .predicting("src", src.text())
        .predicting("safety", kept);
  }

  private Answer outcome(Outputs outputs, List<String> before) {
    Optional<SiteReport> report = SiteReport.in(outputs.last());
    return report.isEmpty()
        ? Finished.failed("not restored: " + outputs.last().lastWords())
        : Finished.changed("the database is as %s has it".formatted(src))
            .with("src", src.text())
            .with("safety", safety.map(RemotePath::text).orElse(""))
            .with("schema", History.difference(before, report.get().texts("schema")));
  }
}
