package dev.runner.modules.packages.apt;

import dev.runner.module.Attributes;
import dev.runner.module.BadParameter;
import dev.runner.module.Constraint;
import dev.runner.module.Content;
import dev.runner.module.Describe;
import dev.runner.module.FileMode;
import dev.runner.module.Finished;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.values.None;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Adds and removes repositories in the format deb822 (sources.list(5)).
@Describe(
    summary = "Add and remove repositories of apt in the format deb822.",
    description =
        """
        The lists of packages aren't updated: that is for the module `apt`, once something has
        changed.
        """,
    since = "0.1",
    example =
        """
        - name: packages of the example project
          deb822_repository:
            name: example
            uris: https://apt.example.org/debian
            suites: stable
            components: [main, contrib]
            signed_by: https://apt.example.org/key.asc
        """,
    returns = {
      @Describe.Returned(name = "repo", value = "The repository as it is written in its file."),
      @Describe.Returned(name = "dest", value = "The file of the repository."),
      @Describe.Returned(
          name = "key_filename",
          value = "The file of the key, if `signed_by` names one.")
    })
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"exclude", "include"})
public record Deb822Repository(
    @Param("Name of the repository; names its files as well.") String name,
    @Param(value = "Whether the repository is to be there.", byDefault = "present") State state,
    @Param(value = "Mode of the repository's file.", byDefault = "0644") FileMode mode,
    @Param(value = "What it holds: deb, deb-src.", byDefault = "deb") List<Type> types,
    @Param("Where the repository is.") List<String> uris,
    @Param("Names of releases, or a path that ends in a slash.") List<String> suites,
    @Param("Parts of the releases.") List<String> components,
    @Param("Architectures that are looked for.") List<String> architectures,
    @Param("Who signs: URL or path of a key, a key block, or fingerprints.")
        Optional<String> signedBy,
    @Param("Whether it is trusted without a signature.") Optional<Boolean> trusted,
    @Param("Whether it is used.") Optional<Boolean> enabled,
    @Param("Packages that are taken from it and no others.") List<String> include,
    @Param("Packages that are never taken from it.") List<String> exclude,
    @Param("Languages of descriptions that are downloaded.") List<String> languages,
    @Param("What is downloaded, in apt's names.") List<String> targets,
    @Param("Path of the InRelease file, relative to where it usually is.")
        Optional<String> inreleasePath,
    @Param("Whether a repository may lose its signature.")
        Optional<Boolean> allowDowngradeToInsecure,
    @Param("Whether it may lack a signature.") Optional<Boolean> allowInsecure,
    @Param("Whether weak digests will do in its signature.") Optional<Boolean> allowWeak,
    @Param("Whether files are asked for by their digests.") Optional<Boolean> byHash,
    @Param("Whether dates are believed and checked.") Optional<Boolean> checkDate,
    @Param("Whether what is too old is refused.") Optional<Boolean> checkValidUntil,
    @Param("How many seconds dates may lie in the future.") Optional<Integer> dateMaxFuture,
    @Param("Whether differences are downloaded instead of whole lists.") Optional<Boolean> pdiffs,
    @Param(
            value = "For Ansible's sake: nothing needs to be installed for this module.",
            byDefault = "false")
        boolean installPythonDebian)
    implements TaskModule {
  /// Whether the repository is to be there.
  public enum State {
    PRESENT,
    ABSENT
  }

  /// What a repository holds.
  public enum Type {
    DEB,
    @Param(value = "Sources.", name = "deb-src")
    DEB_SRC
  }

  public Deb822Repository {
    if (name.isBlank() || name.contains("/") || name.startsWith(".")) {
      throw new BadParameter("name", "'%s' can't name a file".formatted(name));
    }
  }

  @Override
  public Plan plan(Probe host) {
    Deb822Files usual = Deb822Files.later(host, slug());
    Deb822Files legacy =
        legacySlug().equals(slug()) ? usual : Deb822Files.later(host, legacySlug());
    if (state == State.ABSENT) {
      return absent(legacy.sources().exists() ? legacy : usual);
    }
    SignedBy.Asked signer = SignedBy.Asked.later(host, signedBy);
    Deb822Files files = legacy.sources().exists() ? legacy : usual;
    try {
      return present(files, SignedBy.heard(signer, files));
    } catch (SignedBy.NoKey e) {
      return e.plan();
    }
  }

  private String slug() {
    return name.replace(' ', '-');
  }

  /// Older versions of Ansible named files so; what is there keeps its name.
  private String legacySlug() {
    return name.toLowerCase(Locale.ROOT).replaceAll("[_\\s]+", "-").replaceAll("[^a-z0-9-]+", "");
  }

  private Plan absent(Deb822Files files) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("repo", None.NONE);
    values.put("dest", files.sources().path().text());
    values.put("key_filename", files.key(false).path().text());
    List<Step> steps =
        files.present().stream()
            .<Step>map(path -> new Step.Delete("remove " + path, path))
            .toList();
    return steps.isEmpty()
        ? Plan.unchanged("there is no repository " + name).withAll(values)
        : Plan.changes(steps).predictingAll(values);
  }

  private Plan present(Deb822Files files, SignedBy signer) {
    String repo = text(signer);
    Deb822Files.Looked sources = files.sources();
    RemotePath file = sources.path();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("repo", repo);
    values.put("dest", file.text());
    values.put("key_filename", signer.file().<Object>map(path -> path).orElse(None.NONE));
    List<Step> steps = new ArrayList<>(signer.steps());
    Content after = Content.of(repo);
    Optional<Content> before = sources.text().get();
    if (!before.equals(Optional.of(after))) {
      steps.add(Step.write("write " + file, file, before, after, Attributes.ofMode(mode)));
    } else {
      SignedBy.mode(sources, mode).ifPresent(steps::add);
    }
    return steps.isEmpty()
        ? Plan.unchanged("the repository is so already").withAll(values)
        : Plan.changes(steps)
            .predictingAll(values)
            .after((outputs, now) -> Finished.changed("wrote the repository " + name));
  }

  /// The fields in the order of the parameters' names, as Ansible writes them.
  private String text(SignedBy signer) {
    StringBuilder out = new StringBuilder();
    field(out, "Allow-Downgrade-To-Insecure", flag(allowDowngradeToInsecure));
    field(out, "Allow-Insecure", flag(allowInsecure));
    field(out, "Allow-Weak", flag(allowWeak));
    field(out, "Architectures", words(architectures));
    field(out, "By-Hash", flag(byHash));
    field(out, "Check-Date", flag(checkDate));
    field(out, "Check-Valid-Until", flag(checkValidUntil));
    field(out, "Components", words(components));
    field(out, "Date-Max-Future", dateMaxFuture.map(String::valueOf));
    field(out, "Enabled", flag(enabled));
    field(out, "Exclude", words(exclude));
    field(out, "Include", words(include));
    field(out, "Inrelease-Path", inreleasePath);
    field(out, "Languages", words(languages));
    field(out, "X-Repolib-Name", Optional.of(name));
    field(out, "Pdiffs", flag(pdiffs));
    field(out, "Signed-By", signer.text());
    field(out, "Suites", words(suites));
    field(out, "Targets", words(targets));
    field(out, "Trusted", flag(trusted));
    field(
        out,
        "Types",
        words(types.stream().map(each -> each == Type.DEB ? "deb" : "deb-src").toList()));
    field(out, "URIs", words(uris));
    return out.toString();
  }

  private static Optional<String> flag(Optional<Boolean> value) {
    return value.map(yes -> yes ? "yes" : "no");
  }

  private static Optional<String> words(List<String> values) {
    return values.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", values));
  }

  /// More than one line is written below the field's name, indented, with a dot for an empty one.
  private static void field(StringBuilder out, String field, Optional<String> value) {
    if (value.isEmpty()) {
      return;
    }
    out.append(field).append(':');
    if (!value.get().contains("\n")) {
      out.append(' ').append(value.get()).append('\n');
      return;
    }
    out.append('\n');
    for (String line : value.get().strip().lines().toList()) {
      out.append("    ").append(line.isBlank() ? "." : line.strip()).append('\n');
    }
  }
}
