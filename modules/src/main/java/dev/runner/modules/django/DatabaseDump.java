package dev.runner.modules.django;

import dev.runner.module.Describe;
import dev.runner.module.FileStat;
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
import java.util.Optional;

/// Dumps the database of a Django site, as the site's own settings name it.
@Describe(
    summary = "Dump the database of a Django site into a file.",
    description =
        """
        By mysqldump, pg_dump (custom format) or a copy of the SQLite file. The dump is written
        beside the file, read back, and put in its place by a rename; its mode is 0600. The
        password of the database stands on no command line.
        """,
    since = "0.1",
    roundTrips = 3,
    example =
        """
        - name: dump the database
          database_dump:
            directory: /srv/site
            dest: /srv/backup/before.sql
        """,
    returns = {
      @Describe.Returned(name = "dest", value = "The file."),
      @Describe.Returned(name = "size", value = "Its size in bytes.")
    })
public record DatabaseDump(
    @Spread DjangoSite site,
    @Param(value = "File for the dump.", aliases = "path") RemotePath dest,
    @Param(
            value = "Whether a dump that is there is replaced; otherwise nothing is done then.",
            byDefault = "true")
        boolean force)
    implements TaskModule {

  @Override
  public Plan plan(Probe host) {
    return planned(host).withRemedy();
  }

  private Plan planned(Probe host) {
    Pending<FileStat> old = host.later(new Question.Stat(dest, true));
    return switch (ManagePy.find(host, site)) {
      case ManagePy.Found.Missing missing -> missing.because();
      case ManagePy.Found.Ready ready -> plan(host, ready.manage(), old.get());
    };
  }

  private Plan plan(Probe host, ManagePy manage, FileStat old) {
    if (old.exists() && !old.isDirectory() && !force) {
      return Plan.unchanged("there is a dump already")
          .with("dest", dest.text())
          .with("size", old.size());
    }
    Optional<Plan.Refused> obstacle = new DumpPlace(dest).obstacle(host, manage);
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    return Plan.changes(Step.run("dump the database to " + dest, manage.acts("dump", dest.text())))
        .after(
            (outputs, _) ->
                SiteReport.in(outputs.last())
                    .map(
                        report ->
                            Finished.changed(
                                    "%s bytes in %s".formatted(report.whole("bytes"), dest))
                                .with("dest", dest.text())
                                .with("size", report.whole("bytes")))
                    .orElseGet(() -> Finished.failed("no dump: " + outputs.last().lastWords())))
        .predicting("dest", dest.text());
  }
}
