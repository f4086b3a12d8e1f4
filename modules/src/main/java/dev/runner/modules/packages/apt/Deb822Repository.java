package dev.runner.modules.packages.apt;

import dev.runner.module.Attributes;
import dev.runner.module.BadParameter;
import dev.runner.module.Content;
import dev.runner.module.Describe;
import dev.runner.module.FileMode;
import dev.runner.module.FileStat;
import dev.runner.module.Finished;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
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
    roundTrips = 3,
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
  private static final RemotePath SOURCES = RemotePath.of("/etc/apt/sources.list.d");
  private static final RemotePath KEYRINGS = RemotePath.of("/etc/apt/keyrings");
  private static final FileMode PLAIN = FileMode.of(0644);

  /// Whether the repository is to be there.
  public enum State {
    ABSENT,
    PRESENT
  }

  /// What a repository holds.
  public enum Type {
    DEB,
    DEB_SRC
  }

  public Deb822Repository {
    if (!include.isEmpty() && !exclude.isEmpty()) {
      throw BadParameter.exclusive("exclude", "include");
    }
    if (name.isBlank() || name.contains("/") || name.startsWith(".")) {
      throw new BadParameter("name", "'%s' can't name a file".formatted(name));
    }
  }

  /// A key that stands in a file of its own, or what is said instead.
  ///
  /// @param steps that put it there
  private record Key(Optional<String> file, Optional<String> said, List<Step> steps) {}

  @Override
  public Plan plan(Probe host) {
    RemotePath legacy = SOURCES.resolve(legacySlug() + ".sources");
    Pending<FileStat> old = host.later(new Question.Stat(legacy, true));
    Pending<FileStat> ascii = host.later(new Question.Stat(keyring(slug(), "asc"), true));
    Pending<FileStat> binary = host.later(new Question.Stat(keyring(slug(), "gpg"), true));
    Pending<FileStat> there = host.later(new Question.Stat(file(slug()), true));
    Pending<Optional<Content>> text = host.later(new Question.Read(file(slug()), Probe.READ_LIMIT));
    boolean legacyName = old.get().exists() && !legacySlug().equals(slug());
    if (state == State.ABSENT) {
      return legacyName
          ? absent(
              legacySlug(),
              List.of(
                  old.get(),
                  host.stat(keyring(legacySlug(), "asc")),
                  host.stat(keyring(legacySlug(), "gpg"))))
          : absent(slug(), List.of(there.get(), ascii.get(), binary.get()));
    }
    return legacyName
        ? present(host, legacySlug(), old.get(), host.read(legacy))
        : present(host, slug(), there.get(), text.get());
  }

  private String slug() {
    return name.replace(' ', '-');
  }

  /// Older versions of Ansible named files so; what is there keeps its name.
  private String legacySlug() {
    return name.toLowerCase(Locale.ROOT).replaceAll("[_\\s]+", "-").replaceAll("[^a-z0-9-]+", "");
  }

  private static RemotePath file(String slug) {
    return SOURCES.resolve(slug + ".sources");
  }

  private static RemotePath keyring(String slug, String extension) {
    return KEYRINGS.resolve(slug + "." + extension);
  }

  private Plan absent(String slug, List<FileStat> files) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("repo", None.NONE);
    values.put("dest", file(slug).text());
    values.put("key_filename", keyring(slug, "gpg").text());
    List<Step> steps =
        files.stream()
            .filter(FileStat::exists)
            .<Step>map(each -> new Step.Delete("remove " + each.path(), each.path()))
            .toList();
    return steps.isEmpty()
        ? Plan.unchanged("there is no repository " + name).withAll(values)
        : Plan.changes(steps).predictingAll(values);
  }

  private Plan present(Probe host, String slug, FileStat there, Optional<Content> before) {
    Key key;
    try {
      key = key(host, slug);
    } catch (NoKey e) {
      return Plan.refuse("Could not fetch signed_by key. " + e.getMessage(), "look at the URL");
    }
    String repo = text(key);
    RemotePath file = file(slug);
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("repo", repo);
    values.put("dest", file.text());
    values.put("key_filename", key.file().<Object>map(path -> path).orElse(None.NONE));
    List<Step> steps = new ArrayList<>(key.steps());
    Content after = Content.of(repo);
    if (!before.equals(Optional.of(after))) {
      steps.add(Step.write("write " + file, file, before, after, Attributes.ofMode(mode)));
    } else if (there.mode() != mode.applyTo(there.mode(), false, 0)) {
      steps.add(mode(file, there, mode));
    }
    return steps.isEmpty()
        ? Plan.unchanged("the repository is so already").withAll(values)
        : Plan.changes(steps)
            .predictingAll(values)
            .after((outputs, now) -> Finished.changed("wrote the repository " + name));
  }

  private static Step mode(RemotePath path, FileStat there, FileMode wanted) {
    return new Step.Attribute(
        "set mode %s of %s".formatted(wanted, path),
        path,
        Attributes.ofMode(FileMode.of(there.mode())),
        Attributes.ofMode(wanted),
        true);
  }

  private static final class NoKey extends Exception {
    private static final long serialVersionUID = 1;

    NoKey(String because) {
      super(because);
    }
  }

  private Key key(Probe host, String slug) throws NoKey {
    if (signedBy.isEmpty()) {
      return new Key(Optional.empty(), Optional.empty(), List.of());
    }
    String text = signedBy.get();
    if (text.matches("[A-Za-z][A-Za-z0-9+.-]*:\\S+")) {
      return download(host, text, slug);
    }
    boolean isFile = text.matches("[^\\n]+") && text.startsWith("/");
    return isFile && host.stat(RemotePath.of(text)).isFile()
        ? new Key(signedBy, Optional.empty(), List.of())
        : new Key(Optional.empty(), signedBy, List.of());
  }

  private static Key download(Probe host, String url, String slug) throws NoKey {
    Pending<FileStat> folder = host.later(new Question.Stat(KEYRINGS, true));
    Content key = Downloads.get(host, url).orElseThrow(() -> new NoKey(url + " doesn't answer"));
    boolean armored = key.lenientText().contains("-----BEGIN PGP PUBLIC KEY BLOCK-----");
    RemotePath file = keyring(slug, armored ? "asc" : "gpg");
    Pending<FileStat> there = host.later(new Question.Stat(file, true));
    Optional<Content> before = host.read(file);
    List<Step> steps = new ArrayList<>();
    if (!before.equals(Optional.of(key))) {
      if (!folder.get().isDirectory()) {
        steps.add(
            new Step.Directory("make " + KEYRINGS, KEYRINGS, Attributes.ofMode(FileMode.of(0755))));
      }
      steps.add(Step.write("write " + file, file, before, key, Attributes.ofMode(PLAIN)));
    } else if (there.get().mode() != 0644) {
      steps.add(mode(file, there.get(), PLAIN));
    }
    return new Key(Optional.of(file.text()), Optional.empty(), steps);
  }

  /// The fields in the order of the parameters' names, as Ansible writes them.
  private String text(Key key) {
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
    field(out, "Signed-By", key.file().or(key::said));
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
