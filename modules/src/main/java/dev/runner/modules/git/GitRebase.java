package dev.runner.modules.git;

import dev.runner.module.Account;
import dev.runner.module.BadParameter;
import dev.runner.module.Describe;
import dev.runner.module.FileStat;
import dev.runner.module.Needs;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.modules.files.Steward;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Rebases a checkout onto its upstream branch, keeping local commits on top.
@Describe(
    summary = "Rebase a checkout onto its upstream branch.",
    description =
        """
        Works as the owner of the tree, with the umask that the tree's mode calls for. Everything
        that could go wrong is tried in a scratch clone first, so that a tree is either brought up
        to date or left alone; check mode lists what would come in. Where the remote's branch was
        rewritten, so that commits which came from it are gone there, a person must decide.
        """,
    since = "0.1",
    roundTrips = 4,
    example =
        """
        - name: bring the site up to date
          git_rebase:
            directory: /srv/site
            branch: main
        """,
    returns = {
      @Describe.Returned(name = "before", value = "The commit that was checked out."),
      @Describe.Returned(name = "after", value = "The commit that is checked out."),
      @Describe.Returned(name = "incoming", value = "The commit that is rebased onto."),
      @Describe.Returned(name = "commits", value = "Incoming commits, the newest first."),
      @Describe.Returned(name = "files", value = "Paths that the incoming commits change."),
      @Describe.Returned(name = "migrations", value = "Incoming paths that are migrations."),
      @Describe.Returned(name = "static_files", value = "Incoming paths that are static files."),
      @Describe.Returned(
          name = "settings_examples",
          value = "Incoming paths that are examples of settings."),
      @Describe.Returned(
          name = "requirements",
          value = "Incoming paths that say which packages are needed."),
      @Describe.Returned(
          name = "submodules",
          value = "Paths of the submodules that were brought to the commits of the revision.")
    })
@Needs("git")
public record GitRebase(
    @Param(
            value = "Work tree on the host.",
            aliases = {"repo", "dest"})
        RemotePath directory,
    @Param(value = "Remote to fetch from.", byDefault = "origin") String remote,
    @Param(value = "Branch of the remote to rebase onto.", byDefault = "master") String branch,
    @Param("Commit of that branch to rebase onto, its tip if left out.") Optional<String> revision,
    @Param("Local branch that must be checked out; the same name as the remote's if left out.")
        Optional<String> localBranch,
    @Param(value = "What to do with uncommitted changes.", byDefault = "refuse") OnDirty onDirty,
    @Param(
            value = "Patterns of paths that are migrations.",
            byDefault = "[\"**/*migrations/*.py\"]")
        List<String> migrationPaths,
    @Param(
            value = "Patterns of paths that are static files.",
            byDefault = "[\"**/static/**\", \"**/*static/**\"]")
        List<String> staticPaths,
    @Param(
            value = "Patterns of paths that are examples of settings.",
            byDefault =
                "[\"**/*settings*example*\", \"**/*example*settings*\", \"**/*settings*sample*\","
                    + " \"**/*settings*template*\", \"**/*.example\", \"**/*_example.py\","
                    + " \"**/*example*.py\"]")
        List<String> settingsPaths,
    @Param(
            value = "Patterns of paths that say which packages are needed.",
            byDefault =
                "[\"**/*requirements*.txt\", \"**/requirements/**\", \"**/setup.py\","
                    + " \"**/pyproject.toml\", \"**/Pipfile\", \"**/Pipfile.lock\"]")
        List<String> requirementPaths)
    implements TaskModule {

  public GitRebase {
    noOption("remote", remote);
    noOption("branch", branch);
    revision.ifPresent(name -> noOption("revision", name));
  }

  private static void noOption(String parameter, String value) {
    if (value.isEmpty() || value.startsWith("-")) {
      throw new BadParameter(parameter, "'%s' is no name of git's".formatted(value));
    }
  }

  @Override
  public Plan plan(Probe host) {
    return planned(host).withRemedy();
  }

  private Plan planned(Probe host) {
    Pending<FileStat> top = host.later(new Question.Stat(directory, true));
    Pending<FileStat> repository = host.later(new Question.Stat(directory.resolve(".git"), true));
    Pending<Account> self = host.later(new Question.Self());
    if (!repository.get().exists()) {
      return Plan.refuse(
          "%s is no work tree of git: it has no .git".formatted(directory),
          "give the top directory of the checkout");
    }
    Steward steward = new Steward(top.get(), self.get());
    Optional<Plan.Refused> stranger = steward.obstacle();
    if (stranger.isPresent()) {
      return stranger.get();
    }
    WorkTree tree = WorkTree.read(host, directory, steward);
    Optional<Obstacle> obstacle = tree.obstacle().or(() -> otherBranch(tree));
    return obstacle.isPresent() ? obstacle.get().refusal() : compare(host, tree);
  }

  private Optional<Obstacle> otherBranch(WorkTree tree) {
    String wanted = localBranch.orElse(branch);
    return tree.branch()
        .filter(name -> !name.equals(wanted))
        .map(
            name ->
                new Obstacle(
                    "%s has the branch %s checked out, not %s".formatted(directory, name, wanted),
                    "check out %s there, or say local_branch: %s".formatted(wanted, name)));
  }

  private Plan compare(Probe host, WorkTree tree) {
    Upstream upstream = Upstream.read(host, tree, remote, branch);
    Optional<Obstacle> silent = upstream.obstacle();
    if (silent.isPresent()) {
      return silent.get().refusal();
    }
    if (upstream.isContained()) {
      return contained(host, tree, upstream.tip());
    }
    Optional<Obstacle> uncommitted = tree.uncommitted(onDirty);
    Incoming incoming = Incoming.read(host, tree, upstream, revision);
    Optional<Obstacle> rewritten = rewritten(incoming.takenBack());
    if (rewritten.isPresent()) {
      return rewritten.get().refusal();
    }
    if (incoming.trouble().isEmpty() && incoming.contained()) {
      return contained(host, tree, incoming.target());
    }
    Optional<Obstacle> obstacle = uncommitted.or(() -> incoming.obstacle(host, tree));
    Map<String, Object> values = values(tree, incoming);
    return obstacle.isPresent()
        ? new Plan.Refused(obstacle.get().sentence(), obstacle.get().remedy(), values)
        : changes(tree, incoming, values, Pins.read(host, tree.git()));
  }

  /// A rebase would keep them as if they had been made here.
  private Optional<Obstacle> rewritten(List<String> takenBack) {
    return takenBack.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Obstacle(
                "%s/%s was rewritten: it lacks %d commit(s) that %s has from it: %s"
                    .formatted(
                        remote, branch, takenBack.size(), directory, WorkTree.some(takenBack)),
                "ask who took them back; then, there, `git fetch %1$s` and either `git reset --hard %1$s/%2$s`, or nothing more to keep them as local commits"
                    .formatted(remote, branch)));
  }

  /// Submodules that aren't at their commits are the rest of a run that was broken off.
  private Plan contained(Probe host, WorkTree tree, Commit target) {
    Incoming nothing =
        new Incoming(
            directory,
            target,
            true,
            List.of(),
            TreeDifference.NONE,
            0,
            List.of(),
            List.of(),
            Optional.empty());
    Pins pins = Pins.read(host, tree.git());
    if (!pins.astray().isEmpty()) {
      return pins.rest(tree, RebaseEnd.moved(tree, tree).changedWhen(true))
          .predictingAll(values(tree, nothing));
    }
    Plan.Unchanged plan =
        Plan.unchanged("HEAD already contains " + target).withAll(values(tree, nothing));
    return tree.dirty().isEmpty()
        ? plan
        : plan.warning("uncommitted changes: " + WorkTree.some(tree.dirty()));
  }

  private Map<String, Object> values(WorkTree tree, Incoming incoming) {
    List<String> files = List.copyOf(incoming.brings().files().keySet());
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("before", tree.commit().id());
    values.put("incoming", incoming.target().id());
    values.put("commits", incoming.commits());
    values.put("files", files);
    values.put("migrations", migrations(files));
    values.put("static_files", Globs.of(staticPaths).among(files));
    values.put("settings_examples", Globs.of(settingsPaths).among(files));
    values.put("requirements", Globs.of(requirementPaths).among(files));
    if (incoming.contained()) {
      values.put("after", tree.commit().id());
    } else if (incoming.ours() == 0) {
      values.put("after", incoming.target().id());
    }
    return values;
  }

  private List<String> migrations(List<String> files) {
    return Globs.of(migrationPaths).among(files).stream()
        .filter(path -> !path.endsWith("/__init__.py"))
        .toList();
  }

  private Plan changes(WorkTree tree, Incoming incoming, Map<String, Object> values, Pins pins) {
    Checkout git = tree.git();
    String stash = "rebase.autoStash=" + (onDirty == OnDirty.STASH);
    List<Step> steps = new ArrayList<>();
    steps.add(Step.run("fetch %s/%s".formatted(remote, branch), git.acts("fetch", remote, branch)));
    steps.add(
        Step.run(
                "rebase onto %s (%d commits)"
                    .formatted(incoming.target(), incoming.commits().size()),
                git.acts("-c", stash, "rebase", incoming.target().id()))
            .anyStatus());
    steps.addAll(tree.alike());
    Plan.Changes plan =
        Plan.changes(steps)
            .after(new RebaseEnd(tree, incoming.target(), pins, onDirty)::of)
            .predictingAll(values)
            .predicting("submodules", pins.due(incoming.brings().pins()));
    return tree.branch().isPresent() ? plan : plan.warning("HEAD is detached, and stays so");
  }
}
