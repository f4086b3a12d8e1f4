package dev.runner.modules.packages.rpm;

import dev.runner.module.Attributes;
import dev.runner.module.BadParameter;
import dev.runner.module.Constraint;
import dev.runner.module.Content;
import dev.runner.module.Describe;
import dev.runner.module.FileStat;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Spread;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.modules.files.Edit;
import dev.runner.modules.files.Labels;
import dev.runner.modules.files.Permissions;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Adds and removes repositories of dnf and yum.
@Describe(
    summary = "Add and remove repositories of dnf and yum.",
    description =
        """
        Other repositories in the same file are kept as they are, with their comments.
        """,
    since = "0.1",
    example =
        """
        - name: packages of the example project
          yum_repository:
            name: example
            description: Packages of the example project
            baseurl: https://rpm.example.org/$releasever/$basearch/
            gpgkey: https://rpm.example.org/key.asc
            gpgcheck: true
        """,
    returns = {
      @Describe.Returned(name = "repo", value = "Name of the repository."),
      @Describe.Returned(name = "state", value = "What was asked for.")
    })
@Constraint(
    value = Constraint.Kind.ONE_NEEDED,
    names = {"baseurl", "mirrorlist", "metalink"},
    when = "state",
    is = "present")
@Constraint(value = Constraint.Kind.NEEDED, names = "description", when = "state", is = "present")
public record YumRepository(
    @Param("Name of the repository, that of its section.") String name,
    @Param("What people read of it.") Optional<String> description,
    @Param("Name of the file without .repo; that of the repository if left out.")
        Optional<String> file,
    @Param(value = "Directory of the file.", byDefault = "/etc/yum.repos.d") RemotePath reposdir,
    @Param(value = "Whether the repository is to be there.", byDefault = "present") State state,
    @Spread RepoOptions options,
    @Spread Permissions permissions,
    @Spread Labels labels)
    implements TaskModule {

  /// Whether the repository is to be there.
  public enum State {
    PRESENT,
    ABSENT
  }

  public YumRepository {
    if (state == State.PRESENT && !options.hasPlace()) {
      throw new BadParameter(
          "baseurl",
          "state is present but any of the following are missing: baseurl, mirrorlist, metalink");
    }
    if (state == State.PRESENT && description.isEmpty()) {
      throw new BadParameter(
          "description", "state is present but all of the following are missing: description");
    }
    for (String word : java.util.List.of(name, file.orElse(name))) {
      if (word.isBlank() || word.contains("/") || word.contains("]") || word.contains("\n")) {
        throw new BadParameter("name", "'%s' can't name a repository".formatted(word));
      }
    }
  }

  @Override
  public Plan plan(Probe host) {
    RemotePath path = reposdir.resolve(file.orElse(name) + ".repo");
    Pending<FileStat> folder = host.later(new Question.Stat(reposdir, true));
    Pending<FileStat> there = host.later(new Question.Stat(path, true));
    Pending<Optional<Content>> text = host.later(new Question.Read(path, Probe.READ_LIMIT));
    if (!folder.get().isDirectory()) {
      return Plan.refuse(
          "Repo directory '%s' does not exist.".formatted(reposdir),
          "make it, or look at reposdir");
    }
    RepoFile before = RepoFile.parse(text.get().map(Content::lenientText).orElse(""));
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("repo", name);
    values.put("state", state.name().toLowerCase(Locale.ROOT));
    return state == State.PRESENT
        ? labels.over(host, path, () -> present(path, there.get(), text.get(), before, values))
        : absent(path, there.get(), text.get(), before, values);
  }

  private Plan present(
      RemotePath path,
      FileStat there,
      Optional<Content> old,
      RepoFile before,
      Map<String, Object> values) {
    Map<String, String> wanted = options.values();
    wanted.put("name", description.orElseThrow());
    boolean same = before.section(name).filter(wanted::equals).isPresent();
    Content after = same ? old.orElseThrow() : before.with(name, wanted).content();
    return edit(path, there, old, options.isSecret() ? after.asSecret() : after)
        .plan("wrote the repository " + name, values, "backup");
  }

  private Edit edit(RemotePath path, FileStat there, Optional<Content> old, Content after) {
    Attributes wanted = permissions.wanted();
    return new Edit(path, old, after, there, wanted, Optional.empty(), false);
  }

  private Plan absent(
      RemotePath path,
      FileStat there,
      Optional<Content> old,
      RepoFile before,
      Map<String, Object> values) {
    if (before.section(name).isEmpty()) {
      return Plan.unchanged("there is no repository " + name).withAll(values);
    }
    RepoFile left = before.without(name);
    return left.isEmpty()
        ? Plan.changes(new Step.Delete("remove " + path, path)).predictingAll(values)
        : edit(path, there, old, left.content())
            .plan("removed the repository " + name, values, "backup");
  }
}
