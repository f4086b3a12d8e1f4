package dev.runner.modules.subversion;

import dev.runner.module.BadParameter;
import dev.runner.module.Describe;
import dev.runner.module.FileStat;
import dev.runner.module.Finished;
import dev.runner.module.Needs;
import dev.runner.module.Output;
import dev.runner.module.Outputs;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.values.None;
import dev.runner.values.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Sees to a working copy of a Subversion repository.
@Describe(
    summary = "Check out or export a Subversion repository, or bring a working copy up to date.",
    description =
        """
        Local changes of files stop the task unless `force` is set. A working copy in which the
        wanted revision would change nothing is left as it is.
        """,
    since = "0.1",
    example =
        """
        - name: get the sources
          subversion:
            repo: svn+ssh://svn.example.org/app/trunk
            dest: /srv/app
            revision: 1889
        """,
    returns = {
      @Describe.Returned(
          name = "before",
          value = "Revision and URL that the working copy had, null if there was none."),
      @Describe.Returned(name = "after", value = "Revision and URL that it has now.")
    },
    roundTrips = 2)
@Needs("svn")
public record Subversion(
    @Param(
            value = "URL of the repository.",
            aliases = {"name", "repository"})
        String repo,
    @Param("Directory on the host; needed unless checkout, update and export are off.")
        Optional<RemotePath> dest,
    @Param(
            value = "Revision to have.",
            byDefault = "HEAD",
            aliases = {"rev", "version"})
        String revision,
    @Param(value = "Whether local changes are thrown away.", byDefault = "false") boolean force,
    @Param(value = "Whether a directory that is no working copy becomes one.", byDefault = "false")
        boolean inPlace,
    @Param("User name for the server.") Optional<String> username,
    @Param("Password for the server; needs Subversion 1.10, which reads it from a pipe.")
        Optional<Secret> password,
    @Param("Path of svn.") Optional<RemotePath> executable,
    @Param(value = "Whether to make a working copy where none is.", byDefault = "true")
        boolean checkout,
    @Param(value = "Whether a working copy is brought up to date.", byDefault = "true")
        boolean update,
    @Param(value = "Whether to export instead of checking out.", byDefault = "false")
        boolean export,
    @Param(
            value = "Whether a working copy of another URL is switched.",
            byDefault = "true",
            name = "switch")
        boolean switchUrl,
    @Param(value = "Whether the server's certificate is checked.", byDefault = "false")
        boolean validateCerts)
    implements TaskModule {
  private static final String CHANGED_LINE = "(?m)^[ABDUCGER ]{1,4}\\s+\\S.*";

  public Subversion {
    if (dest.isEmpty() && (checkout || update || export)) {
      throw new BadParameter(
          "dest",
          "the destination directory must be specified unless checkout=no, update=no, and"
              + " export=no");
    }
    for (String word : List.of(repo, revision)) {
      if (word.isEmpty() || word.startsWith("-")) {
        throw new BadParameter("repo", "'%s' can't be given to svn".formatted(word));
      }
    }
  }

  private Svn svn() {
    return new Svn(executable, username, password, validateCerts);
  }

  @Override
  public Plan plan(Probe host) {
    Svn svn = svn();
    Pending<Output> remote = host.lookLater(svn.acts("info", "-r", revision, repo));
    if (dest.isEmpty() || (!checkout && !update && !export)) {
      return Working.read(remote.get())
          .<Plan>map(found -> Plan.unchanged("nothing is to be done").with("after", found.lines()))
          .orElseGet(() -> silent(remote.get()));
    }
    RemotePath place = dest.get();
    Pending<FileStat> there = host.later(new Question.Stat(place, true));
    Pending<Output> local = host.lookLater(svn.local("info", place));
    Pending<Output> status = host.lookLater(svn.local("status", "--quiet", place));
    if (export) {
      return exported(place);
    }
    if (!there.get().exists()) {
      return checkout ? fetched(place, false) : Plan.unchanged("there is no working copy");
    }
    Optional<Working> before = Working.read(local.get());
    if (before.isEmpty()) {
      return inPlace
          ? fetched(place, true)
          : Plan.refuse(
              "ERROR: %s folder already exists, but its not a subversion repository."
                  .formatted(place),
              "Name another directory, or set in_place.");
    }
    if (!update) {
      return Plan.unchanged("the working copy is to stay as it is");
    }
    boolean changed = status.get().lines().stream().anyMatch(Subversion::isLocalChange);
    if (changed && !force) {
      return Plan.refuse(
          "ERROR: modified files exist in the repository.",
          "Commit or revert them, or set force to throw them away.");
    }
    Optional<Working> wanted = Working.read(remote.get());
    return wanted.isEmpty()
        ? silent(remote.get())
        : updated(host, place, before.get(), wanted.get(), changed);
  }

  /// A line of `svn status`: what stands beside the path, apart from externals and the like.
  private static boolean isLocalChange(String line) {
    return line.matches("[ACDIMR!~C ][ CM][ L].*") && !line.startsWith("   ");
  }

  private Plan silent(Output remote) {
    return Plan.refuse(
        "%s doesn't answer: %s".formatted(repo, remote.lastWords()),
        "Check the URL, the revision and the login.");
  }

  private Plan exported(RemotePath place) {
    List<Object> words = new ArrayList<>(List.of("export", "-r", revision));
    if (force) {
      words.add("--force");
    }
    words.addAll(List.of(repo, place));
    return Plan.changes(Step.run("export " + repo, svn().acts(words.toArray())).complaining(""));
  }

  private Plan fetched(RemotePath place, boolean over) {
    List<Object> words = new ArrayList<>(List.of("checkout", "-r", revision));
    if (over) {
      words.add("--force");
    }
    words.addAll(List.of(repo, place));
    List<Step> steps = new ArrayList<>();
    steps.add(Step.run("check out " + repo, svn().acts(words.toArray())).complaining(""));
    if (over && force) {
      steps.add(Step.run("throw local changes away", svn().local("revert", "-R", place)));
    }
    return Plan.changes(steps)
        .predicting("before", None.NONE)
        .after((outputs, now) -> finished(outputs, now, place, Optional.empty()));
  }

  private Plan updated(
      Probe host, RemotePath place, Working before, Working wanted, boolean reverts) {
    boolean switches = switchUrl && !before.url().equals(wanted.url());
    boolean same = before.revision() == wanted.revision() && !switches;
    if (same && !reverts) {
      return unchanged(before);
    }
    if (!switches && !reverts && !differs(host, before, wanted)) {
      return unchanged(before);
    }
    List<Step> steps = new ArrayList<>();
    if (reverts) {
      steps.add(Step.run("throw local changes away", svn().local("revert", "-R", place)));
    }
    if (switches) {
      steps.add(
          Step.run("switch to " + repo, svn().acts("switch", "-r", revision, repo, place))
              .complaining(""));
    } else if (!same) {
      steps.add(
          Step.run(
                  "update to revision " + wanted.revision(),
                  svn().acts("update", "-r", revision, place))
              .complaining(""));
    }
    return Plan.changes(steps)
        .predicting("before", before.lines())
        .predicting("after", wanted.lines())
        .after((outputs, now) -> finished(outputs, now, place, Optional.of(before)));
  }

  private static Plan unchanged(Working before) {
    return Plan.unchanged("the working copy is at revision " + before.revision())
        .with("before", before.lines())
        .with("after", before.lines());
  }

  /// Whether anything below the URL changed between both revisions: numbers count commits of the
  /// whole repository.
  private boolean differs(Probe host, Working before, Working wanted) {
    Output output =
        host.look(
            svn()
                .acts(
                    "diff",
                    "--summarize",
                    "--old=%s@%d".formatted(before.url(), before.revision()),
                    "--new=%s@%d".formatted(before.url(), wanted.revision())));
    return !output.ok() || !output.out().isBlank();
  }

  private Finished finished(
      Outputs outputs, Probe now, RemotePath place, Optional<Working> before) {
    boolean changed =
        before.isEmpty()
            || outputs.all().stream()
                .anyMatch(
                    output ->
                        output.out().startsWith("Reverted")
                            || output.lines().stream().anyMatch(it -> it.matches(CHANGED_LINE)));
    Finished done =
        Finished.changed("")
            .changedWhen(changed)
            .with("before", before.<Object>map(Working::lines).orElse(None.NONE));
    return Working.read(now.look(svn().local("info", place)))
        .map(after -> done.with("after", after.lines()))
        .orElse(done);
  }
}
