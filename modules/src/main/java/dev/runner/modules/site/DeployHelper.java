package dev.runner.modules.site;

import dev.runner.module.Attributes;
import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Constraint;
import dev.runner.module.Describe;
import dev.runner.module.Effect;
import dev.runner.module.FileStat;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Spread;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.modules.files.Labels;
import dev.runner.modules.files.Ownership;
import dev.runner.modules.files.Permissions;
import dev.runner.values.None;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Keeps releases of a project side by side, and a link to the one that is live.
@Describe(
    summary = "Keep releases of a project side by side, and a link to the one that is live.",
    description =
        """
        A deploy begins with `state: present`, which makes the directories and tells where the new
        release goes; it ends with `state: finalize`, which lets the link lead there and removes old
        releases. A release with the file `unfinished_filename` in it isn't done, and goes when old
        ones do.
        """,
    since = "0.1",
    collection = "community.general",
    example =
        """
        - name: where does the new release go?
          deploy_helper:
            path: /srv/shop
            release: v1.4.2
        - name: bring it there
          git:
            repo: https://git.example/shop.git
            dest: "{{ deploy_helper.new_release_path }}"
            version: v1.4.2
        - name: it is live
          deploy_helper:
            path: /srv/shop
            release: v1.4.2
            state: finalize
        """,
    returns = {
      @Describe.Returned(name = "state", value = "The state that was asked for."),
      @Describe.Returned(
          name = "ansible_facts",
          value =
              "With present and query: deploy_helper, with project_path, current_path,"
                  + " releases_path, shared_path, previous_release, previous_release_path,"
                  + " new_release, new_release_path and unfinished_filename. With absent: that it"
                  + " is gone.")
    })
@Constraint(value = Constraint.Kind.NEEDED, names = "release", when = "state", is = "finalize")
public record DeployHelper(
    @Param(value = "The project's directory.", aliases = "dest") RemotePath path,
    @Param(value = "What is to be done.", byDefault = "present") State state,
    @Param("Name of the release; if left out, the time on the host. Needed to finalize it.")
        Optional<String> release,
    @Param(
            value = "Directory of the releases; in that of the project, unless it is absolute.",
            byDefault = "releases")
        String releasesPath,
    @Param(
            value =
                "Directory of what releases share; in that of the project, unless it is absolute."
                    + " Empty: there is none.",
            byDefault = "shared",
            path = true)
        String sharedPath,
    @Param(
            value = "The link to the live release; in the project, unless it is absolute.",
            byDefault = "current",
            path = true)
        String currentPath,
    @Param(
            value = "The file in a release that says that it isn't done.",
            byDefault = "DEPLOY_UNFINISHED")
        String unfinishedFilename,
    @Param(value = "Whether old releases go when one is finalized.", byDefault = "true")
        boolean clean,
    @Param(value = "How many releases are kept beside the live one.", byDefault = "5")
        int keepReleases,
    @Spread Permissions permissions,
    @Spread Labels labels)
    implements TaskModule {

  /// What is done about a project.
  public enum State {
    PRESENT,
    ABSENT,
    CLEAN,
    FINALIZE,
    QUERY
  }

  private static final String FACT = "deploy_helper";

  public DeployHelper {
    if (state == State.FINALIZE && release.filter(name -> !name.isEmpty()).isEmpty()) {
      throw new BadParameter(
          "release", "state is finalize but all of the following are missing: release");
    }
    if (keepReleases < 0) {
      throw new BadParameter("keep_releases", "fewer than no releases can't be kept");
    }
  }

  private ProjectReleases releases() {
    return new ProjectReleases(
        path.resolve(releasesPath), path.resolve(currentPath), unfinishedFilename);
  }

  /// The directories of the project, the outer ones first.
  private List<RemotePath> directories() {
    List<RemotePath> all = new ArrayList<>(List.of(path, releases().directory()));
    shared().ifPresent(all::add);
    return all;
  }

  private Optional<RemotePath> shared() {
    return sharedPath.isEmpty() ? Optional.empty() : Optional.of(path.resolve(sharedPath));
  }

  @Override
  public Plan plan(Probe host) {
    return switch (state) {
      case QUERY -> told(host, releases().link(host), "looked at " + path);
      case PRESENT -> labelled(host, 0);
      case ABSENT -> absent(host.lstat(path));
      case CLEAN -> after(releases().cleaned(host, given(), keepReleases));
      case FINALIZE ->
          after(
              releases()
                  .finalized(
                      host,
                      release.orElseThrow(),
                      clean ? Optional.of(keepReleases) : Optional.empty()));
    };
  }

  private Optional<String> given() {
    return release.filter(name -> !name.isEmpty());
  }

  private Map<String, Object> said() {
    return Map.of("state", state.name().toLowerCase(Locale.ROOT));
  }

  private Plan after(Plan plan) {
    return switch (plan) {
      case Plan.Changes changes -> changes.predictingAll(said());
      case Plan.Unchanged unchanged -> unchanged.withAll(said());
      default -> plan;
    };
  }

  private Plan labelled(Probe host, int from) {
    return from == directories().size()
        ? present(host)
        : labels.over(host, directories().get(from), () -> labelled(host, from + 1));
  }

  private Plan present(Probe host) {
    Ownership ownership = Ownership.ask(host, permissions.wanted());
    List<Pending<FileStat>> there =
        directories().stream().map(each -> host.later(new Question.Stat(each, true))).toList();
    List<Pending<FileStat>> above =
        directories().stream()
            .map(each -> host.later(new Question.Stat(each.parent(), true)))
            .toList();
    Pending<FileStat> link = releases().link(host);
    Optional<Plan> obstacle =
        ownership
            .obstacle()
            .or(() -> there.stream().flatMap(each -> notADirectory(each.get())).findFirst())
            .or(() -> releases().noLink(link.get()));
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < there.size(); i++) {
      steps.addAll(made(ownership, there.get(i).get(), above.get(i).get()));
    }
    Plan.Learned told = told(host, link, "all of it is there");
    return steps.isEmpty()
        ? told
        : Plan.changes(steps).expecting(told.with("changed", true)).after((outputs, now) -> told);
  }

  private static Stream<Plan> notADirectory(FileStat there) {
    return there.exists() && !there.isDirectory()
        ? Stream.of(ProjectReleases.other(there.path(), "a directory"))
        : Stream.empty();
  }

  /// What is above a directory that is made gets nothing of what was asked for it.
  private List<Step> made(Ownership ownership, FileStat there, FileStat above) {
    RemotePath directory = there.path();
    if (!there.exists()) {
      List<Step> steps = new ArrayList<>();
      if (!directories().contains(above.path()) && !above.exists()) {
        steps.add(new Step.Directory("make " + above.path(), above.path(), Attributes.NONE));
      }
      steps.add(new Step.Directory("make " + directory, directory, ownership.wanted()));
      return steps;
    }
    Attributes missing = ownership.missing(there);
    return missing.isEmpty()
        ? List.of()
        : List.of(
            new Step.Attribute(
                "%s of %s".formatted(Ownership.phrase(missing), directory),
                directory,
                Ownership.now(there, missing),
                missing,
                true));
  }

  private Plan absent(FileStat there) {
    Map<String, Object> gone = Map.of(FACT, List.of());
    Plan.Learned told = facts(Plan.learned("it isn't there"), gone);
    if (!there.exists()) {
      return told;
    }
    if (there.isLink()) {
      return Plan.refuse(
          "rmtree failed: Cannot call rmtree on a symbolic link",
          "%s leads to %s: name that, or remove the link with `file`."
              .formatted(path, there.target().orElse("")));
    }
    return there.isDirectory()
        ? Plan.changes(new Step.Delete("remove " + path, path))
            .expecting(told.with("changed", true))
            .after((outputs, now) -> told)
        : ProjectReleases.other(path, "a directory");
  }

  private Plan.Learned told(Probe host, Pending<FileStat> link, String because) {
    ProjectReleases releases = releases();
    Optional<Pending<Output>> date =
        given().isPresent()
            ? Optional.empty()
            : Optional.of(host.lookLater(Command.of("date", "+%Y%m%d%H%M%S")));
    Optional<RemotePath> live = releases.live(host, link.get());
    String fresh = given().orElseGet(() -> date.orElseThrow().get().out().strip());
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("project_path", path.text());
    facts.put("current_path", releases.current().text());
    facts.put("releases_path", releases.directory().text());
    facts.put("shared_path", shared().<Object>map(RemotePath::text).orElse(None.NONE));
    facts.put("previous_release", live.<Object>map(RemotePath::name).orElse(None.NONE));
    facts.put("previous_release_path", live.<Object>map(RemotePath::text).orElse(None.NONE));
    facts.put("new_release", fresh);
    facts.put("new_release_path", releases.directory().resolve(fresh).text());
    facts.put("unfinished_filename", unfinishedFilename);
    return facts(Plan.learned(because), Map.of(FACT, facts));
  }

  private Plan.Learned facts(Plan.Learned learned, Map<String, Object> facts) {
    return learned.withAll(said()).with("ansible_facts", facts).with(new Effect.Facts(facts));
  }
}
