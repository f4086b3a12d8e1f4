package dev.runner.modules.django;

import dev.runner.module.Answer;
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
import dev.runner.modules.files.Steward;
import dev.runner.modules.git.OtherRevision;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Collects the static files of a Django site.
@Describe(
    summary = "Collect the static files of a Django site.",
    description =
        """
        Changed only if files were copied, linked or deleted. Files that no application has any
        more are reported, and deleted only with `clear`. With `revision` a check run tells what
        would be collected with another revision.
        """,
    since = "0.1",
    roundTrips = 4,
    example =
        """
        - name: collect static files
          django_collectstatic:
            directory: /srv/site
        """,
    returns = {
      @Describe.Returned(name = "files", value = "Files that are copied, linked or deleted."),
      @Describe.Returned(name = "stale", value = "Files that no application has any more."),
      @Describe.Returned(name = "root", value = "The directory that they are collected in.")
    })
public record DjangoCollectstatic(
    @Spread DjangoSite site,
    @Spread OtherRevision other,
    @Param(value = "Delete files that no application has any more.", byDefault = "false")
        boolean clear,
    @Param(value = "Link to the files instead of copying them.", byDefault = "false") boolean link)
    implements TaskModule {

  private static final Pattern PRETENDED =
      Pattern.compile("^Pretending to (?:copy|link|delete) '(.*)'$");

  /// What is copied is deleted before, which isn't counted. Current Django says so only with more
  /// verbosity than it needs for what it pretends.
  private static final Pattern DONE = Pattern.compile("^(?:Copying|Linking) '(.*)'$");

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
    Pending<Output> dryRun = host.lookLater(manage.asks(words(false).and("--dry-run").toArray()));
    Output inspected = host.look(manage.inspects("static"));
    Optional<SiteReport> found = SiteReport.in(inspected).flatMap(report -> report.part("static"));
    if (found.isEmpty()) {
      return Plan.refuse(
          "%s in %s can't be run: %s"
              .formatted(site.manage(), site.directory(), inspected.lastWords()),
          "try `%s %s help` there".formatted(manage.python(), site.manage()));
    }
    if (found.get().text("root").isEmpty()) {
      return Plan.refuse(
          "the site's settings have no STATIC_ROOT", "set it to the directory that is served");
    }
    if (!dryRun.get().ok()) {
      return Plan.refuse(
          "collectstatic can't be run: " + dryRun.get().lastWords(), "look at the settings");
    }
    StaticSources sources = StaticSources.of(found.get());
    List<String> files = sources.names(lines(PRETENDED, dryRun.get()));
    if (other.revision().isEmpty()) {
      return compare(host, manage, found.get(), files);
    }
    return switch (other.changes(host, site.directory())) {
      case OtherRevision.Changes.Unknown unknown -> unknown.because();
      case OtherRevision.Changes.Known known -> {
        Set<String> all = new LinkedHashSet<>(files);
        all.addAll(sources.collected(known.files()));
        yield compare(host, manage, found.get(), List.copyOf(all));
      }
    };
  }

  /// Words of the command, which are extended.
  private record Words(List<Object> all) {
    Words and(Object word) {
      List<Object> more = new ArrayList<>(all);
      more.add(word);
      return new Words(more);
    }

    Object[] toArray() {
      return all.toArray();
    }
  }

  private Words words(boolean clearing) {
    Words words = new Words(List.of("collectstatic", "--noinput"));
    words = link ? words.and("--link") : words;
    return clearing ? words.and("--clear") : words;
  }

  private static List<String> lines(Pattern pattern, Output output) {
    return output.lines().stream()
        .map(pattern::matcher)
        .filter(java.util.regex.Matcher::matches)
        .map(matcher -> matcher.group(1))
        .toList();
  }

  private Plan compare(Probe host, ManagePy manage, SiteReport found, List<String> files) {
    List<String> stale = found.texts("stale");
    StaticSources sources = StaticSources.of(found);
    RemotePath root = site.directory().resolve(found.text("root"));
    boolean clearing = clear && !stale.isEmpty();
    if (files.isEmpty() && !clearing) {
      Plan.Unchanged plan =
          Plan.unchanged("all static files are in " + root)
              .with("files", files)
              .with("stale", stale)
              .with("root", root.text());
      return stale.isEmpty() ? plan : plan.warning(warning(stale));
    }
    FileStat top = existing(host, root);
    Steward steward = new Steward(top, manage.steward().self());
    if (!host.look(manage.steward().asks(Command.of("test", "-w", top.path()))).ok()) {
      return Plan.refuse(
          "%s may not write in %s".formatted(manage.steward().tree().owner(), top.path()),
          "give STATIC_ROOT to the owner of the site, or to a group of that user");
    }
    // A new directory takes its group from the one above it.
    Steward.Mixed mixed =
        top.path().equals(root)
            ? Steward.Mixed.of(host.look(steward.mixed()))
            : new Steward.Mixed(true, false);
    List<Step> steps = new ArrayList<>();
    steps.add(
        Step.run(
            "collect %d static files into %s".formatted(files.size(), root),
            manage
                .runs(words(clearing).and("--verbosity=2").toArray())
                .withUmask(steward.acts(manage.runs("help")).umask().orElseThrow())));
    // Django gives files the mode 0644, whatever the umask (FILE_UPLOAD_PERMISSIONS, since 3.0).
    steps.addAll(steward.alike(mixed, root));
    Plan.Changes plan =
        Plan.changes(steps)
            .after(
                (outputs, now) ->
                    verify(outputs, now, manage, sources, clearing ? stale : List.of()))
            .predicting("files", files)
            .predicting("stale", clearing ? List.of() : stale)
            .predicting("root", root.text());
    return stale.isEmpty() || clearing ? plan : plan.warning(warning(stale));
  }

  /// The directory, or the nearest one above it that exists.
  private static FileStat existing(Probe host, RemotePath path) {
    FileStat stat = host.ask(new Question.Stat(path, true));
    return stat.exists() || path.equals(path.parent()) ? stat : existing(host, path.parent());
  }

  private static String warning(List<String> stale) {
    return stale.size() == 1
        ? "one file in STATIC_ROOT belongs to no application any more: " + stale.getFirst()
        : "%d files in STATIC_ROOT belong to no application any more, such as %s"
            .formatted(stale.size(), stale.getFirst());
  }

  private Answer verify(
      Outputs outputs, Probe now, ManagePy manage, StaticSources sources, List<String> deleted) {
    List<String> files = new ArrayList<>(deleted);
    files.addAll(sources.names(lines(DONE, outputs.get(0))));
    Output again = now.look(manage.asks(words(false).and("--dry-run").toArray()));
    List<String> left = lines(PRETENDED, again);
    if (!left.isEmpty()) {
      return Finished.failed(
              "%d static files are still not collected, such as %s"
                  .formatted(left.size(), left.getFirst()))
          .with("files", files);
    }
    return Finished.changed("%d static files".formatted(files.size()))
        .changedWhen(!files.isEmpty())
        .with("files", files);
  }
}
