package dev.runner.modules.django;

import dev.runner.module.Answer;
import dev.runner.module.Describe;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Spread;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.values.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes a migration for what changed in an application's models.
@Describe(
    summary = "Write a migration of what changed in the models of a Django application.",
    description =
        """
        By South's schemamigration or Django's makemigrations. What these would ask a person is
        answered by parameters; an answer that is missing is named, and nothing is written. Where
        nothing changed nothing is done. Add the file to git when you are sure of it.
        """,
    since = "0.1",
    aliases = {"django_makemigrations"},
    roundTrips = 3,
    example =
        """
        - name: a migration for the new column
          south_schemamigration:
            directory: /srv/site
            app: shore
            defaults: { Visit.tide: "0" }
        """,
    returns = {
      @Describe.Returned(name = "file", value = "The new file; empty where nothing changed."),
      @Describe.Returned(name = "name", value = "Its name without `.py`."),
      @Describe.Returned(name = "operations", value = "What the migration does, line by line."),
      @Describe.Returned(name = "asked", value = "Fields whose rows need a default.")
    })
public record SouthSchemamigration(
    @Spread DjangoSite site,
    @Param("The application whose models changed.") String app,
    @Param(
            value =
                "From the changes, from nothing for an application without migrations, or empty.",
            byDefault = "auto")
        Kind kind,
    @Param("Name of the migration; made up from the changes if left out.") Optional<String> name,
    @Param(
            "For each field, as Model.field, a Python expression: what its rows get that have"
                + " nothing yet; for a removed one when the migration is taken back, or"
                + " `irreversible` if it can't be.")
        Map<String, String> defaults,
    @Param("Fields of `defaults`, as Model.field, whose default stays in the column for good.")
        List<String> keep,
    @Param("Fields or models that got another name, as Model.old:new or Old:New.")
        List<String> renames)
    implements TaskModule {

  /// What the migration is made from.
  public enum Kind {
    AUTO,
    INITIAL,
    EMPTY
  }

  @Override
  public Plan plan(Probe host) {
    return switch (ManagePy.find(host, site)) {
      case ManagePy.Found.Missing missing -> missing.because();
      case ManagePy.Found.Ready ready -> plan(host, ready.manage());
    };
  }

  private String given() {
    Map<String, Object> given = new LinkedHashMap<>();
    given.put("app", app);
    given.put("kind", kind.name().toLowerCase(java.util.Locale.ROOT));
    given.put("name", name.orElse(""));
    given.put("defaults", defaults);
    given.put("keep", keep);
    given.put("renames", renames);
    return Json.line(given);
  }

  private Plan plan(Probe host, ManagePy manage) {
    Output output = host.look(manage.looks("author", "0", given()));
    Optional<SiteReport> report = SiteReport.in(output);
    if (report.isEmpty()) {
      return Plan.refuse(
          "no migration can be written: " + output.lastWords(), "look at the models of " + app);
    }
    if (!report.get().text("failure").isEmpty()) {
      return Plan.refuse(report.get().text("failure"), "see `runner doc south_schemamigration`")
          .with("asked", report.get().texts("asked"));
    }
    if (report.get().is("nothing")) {
      return Plan.unchanged("nothing changed in the models of " + app)
          .with("file", "")
          .with("name", "")
          .with("operations", List.of());
    }
    List<String> operations = report.get().texts("operations");
    return Plan.changes(
            Step.run(
                    "write a migration of %s: %s".formatted(app, String.join("; ", operations)),
                    manage.acts("author", "1", given()))
                .anyStatus())
        .after((outputs, _) -> outcome(outputs.last()))
        .predicting("operations", operations)
        .predicting("asked", report.get().texts("asked"));
  }

  private static Answer outcome(Output output) {
    Optional<SiteReport> report = SiteReport.in(output);
    List<String> files = report.map(said -> said.texts("files")).orElse(List.of());
    if (files.isEmpty()) {
      return Finished.failed(
          "no file was written: "
              + report
                  .map(said -> said.text("failure"))
                  .filter(text -> !text.isEmpty())
                  .orElseGet(output::lastWords));
    }
    String file = files.getFirst();
    String base = file.substring(file.lastIndexOf('/') + 1);
    return Finished.changed("%s; it is not in git yet".formatted(file))
        .with("file", file)
        .with("name", base.substring(0, base.length() - ".py".length()))
        .with("operations", report.orElseThrow().texts("operations"))
        .with("asked", report.orElseThrow().texts("asked"));
  }
}
