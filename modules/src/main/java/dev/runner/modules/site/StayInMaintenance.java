package dev.runner.modules.site;

import dev.runner.module.Command;
import dev.runner.module.Describe;
import dev.runner.module.Finished;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import java.util.List;

/// Leaves undone what the end of the run would otherwise do: the server isn't started again, the
/// message isn't taken down, and every later run says so.
@Describe(
    summary = "Keep what is owed owed: leave a server down and its message up when the run ends.",
    description = "For a site whose database is in a state in which a start would do harm.",
    since = "0.1",
    example =
        """
        - name: the site stays in maintenance
          stay_in_maintenance:
            because: a migration stopped midway
            keep:
              - apache:/etc/apache2
              - banner:/srv/site/templates/notice.html
        """)
public record StayInMaintenance(
    @Param("Why, for the report.") String because,
    @Param("Keys of what stays owed.") List<String> keep)
    implements TaskModule {

  @Override
  public Plan plan(Probe host) {
    return Plan.changes(Step.run("keep owed: " + String.join(", ", keep), Command.of("true")))
        .after((outputs, now) -> finished());
  }

  private Finished finished() {
    Finished finished = Finished.unchanged("the site stays in maintenance: " + because);
    for (String key : keep) {
      finished = finished.holding(key);
    }
    return finished;
  }
}
