package dev.runner.modules.site;

import dev.runner.module.Attributes;
import dev.runner.module.BadParameter;
import dev.runner.module.Content;
import dev.runner.module.Describe;
import dev.runner.module.Finished;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.module.Value;
import dev.runner.modules.git.RevisionFiles;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Sees to it that a settings file has every name that its example has. Reads text only; never
/// changes a name that is there, never takes the example's value.
@Describe(
    summary = "Add the settings to a file that its example has and it lacks.",
    description =
        """
        Names that are missing and have no value in `values` are refused. With `revision` the example
        of another revision is read, one that isn't fetched yet included.
        """,
    since = "0.1",
    roundTrips = 4,
    example =
        """
        - name: new settings
          settings_present:
            directory: /srv/site
            settings: config/settings_local.py
            example: config/settings_local.example.py
            values:
              MAP_TOKEN: "{{ vault_map_token }}"
        """,
    returns = {
      @Describe.Returned(name = "missing", value = "Names that the file lacks."),
      @Describe.Returned(
          name = "without_value",
          value = "Missing names that no value was given for.")
    })
public record SettingsPresent(
    @Param("Directory that the other paths are relative to.") RemotePath directory,
    @Param("File that must have the names.") String settings,
    @Param("Example that says which names are needed.") String example,
    @Param("More files whose names count as present.") List<String> also,
    @Param(value = "Which names are meant.", byDefault = "settings") NameKind kind,
    @Param("Values of missing settings, or the whole text of missing functions, by name.")
        Map<String, Value> values,
    @Param("Revision in which the example is read, instead of the checked-out one.")
        Optional<String> revision,
    @Param(value = "Remote that the revision comes from.", byDefault = "origin") String remote,
    @Param(value = "Branch that the revision is on.", byDefault = "master") String branch,
    @Param(value = "Whether missing names are added, or only looked for.", byDefault = "true")
        boolean add)
    implements TaskModule {

  private static final String MARKER = "# Added at a deploy, since the example has them:";

  public SettingsPresent {
    if (revision.isPresent() && revision.get().startsWith("-")) {
      throw new BadParameter("revision", "'%s' is no revision".formatted(revision.get()));
    }
  }

  @Override
  public Plan plan(Probe host) {
    return planned(host).withRemedy();
  }

  private Plan planned(Probe host) {
    if (revision.isEmpty()) {
      return compare(host, Map.of());
    }
    List<String> paths = new ArrayList<>(List.of(example));
    paths.addAll(also);
    return switch (RevisionFiles.read(host, directory, remote, branch, revision.get(), paths)) {
      case RevisionFiles.Missing missing -> missing.because();
      case RevisionFiles.Found found -> compare(host, found.files());
    };
  }

  /// @param incoming files of the other revision
  private Plan compare(Probe host, Map<String, Content> incoming) {
    Map<String, Pending<Optional<Content>>> files = new LinkedHashMap<>();
    List<String> paths = new ArrayList<>(List.of(settings, example));
    paths.addAll(also);
    for (String path : paths) {
      files.put(path, host.later(new Question.Read(directory.resolve(path), Probe.READ_LIMIT)));
    }
    Optional<Content> file = read(files, settings);
    Optional<Content> wanted = from(incoming, example).or(() -> read(files, example));
    if (file.isEmpty() || wanted.isEmpty()) {
      return Plan.refuse(
          "there is no %s in %s".formatted(file.isEmpty() ? settings : example, directory),
          "look at the path; it is relative to `directory`");
    }
    String text = file.get().lenientText();
    if (!kind.isWhole(text)) {
      return Plan.refuse(
          "%s is torn: a string or a bracket isn't closed".formatted(settings),
          "correct it by hand");
    }
    Set<String> present = new LinkedHashSet<>(kind.present(text));
    for (String path : also) {
      from(incoming, path)
          .or(() -> read(files, path))
          .ifPresent(content -> present.addAll(kind.present(content.lenientText())));
    }
    Set<String> missing = new LinkedHashSet<>(kind.wanted(wanted.get().lenientText()));
    missing.removeAll(present);
    return missing.isEmpty()
        ? Plan.unchanged("%s has all names of %s".formatted(settings, example))
            .with("missing", List.of())
            .with("without_value", List.of())
        : missing(text, List.copyOf(missing));
  }

  private static Optional<Content> from(Map<String, Content> incoming, String path) {
    return Optional.ofNullable(incoming.get(path));
  }

  private static Optional<Content> read(
      Map<String, Pending<Optional<Content>>> files, String path) {
    Pending<Optional<Content>> pending = files.get(path);
    return pending == null ? Optional.empty() : pending.get();
  }

  private Plan missing(String text, List<String> missing) {
    List<String> without = missing.stream().filter(name -> !values.containsKey(name)).toList();
    if (!without.isEmpty()) {
      return Plan.refuse(
              "%s lacks %s, and no value was given".formatted(settings, String.join(", ", without)),
              "give them by `values`; what they mean stands in " + example)
          .with("missing", missing)
          .with("without_value", without);
    }
    List<String> unwritable = missing.stream().filter(name -> added(name).isEmpty()).toList();
    if (!unwritable.isEmpty()) {
      return Plan.refuse(
              "the value of %s can't be written to %s so that all programs read it alike: it goes over several lines, or has quotes together with $, ` or !"
                  .formatted(String.join(", ", unwritable), settings),
              "add it by hand, as the program wants it that reads the file")
          .with("missing", missing)
          .with("without_value", List.of());
    }
    if (!add) {
      return Plan.unchanged("to be added to %s: %s".formatted(settings, String.join(", ", missing)))
          .with("missing", missing)
          .with("without_value", List.of());
    }
    Content before = Content.of(text).asSecret();
    Content after = Content.of(extended(text, missing)).asSecret();
    return Plan.changes(
            Step.write(
                "add %s to %s".formatted(String.join(", ", missing), settings),
                directory.resolve(settings),
                Optional.of(before),
                after,
                Attributes.NONE))
        .after((outputs, now) -> Finished.changed("added " + String.join(", ", missing)))
        .predicting("missing", missing)
        .predicting("without_value", List.of());
  }

  private String extended(String text, List<String> missing) {
    StringBuilder more = new StringBuilder(text);
    if (!text.isEmpty() && !text.endsWith("\n")) {
      more.append('\n');
    }
    more.append('\n').append(MARKER).append('\n');
    for (String name : missing) {
      more.append(added(name).orElseThrow());
    }
    return text.contains("\r\n")
        ? more.toString().replace("\r\n", "\n").replace("\n", "\r\n")
        : more.toString();
  }

  private Optional<String> added(String name) {
    Object value = java.util.Objects.requireNonNull(values.get(name)).value();
    return switch (kind) {
      case SETTINGS -> Optional.of(setting(name, value));
      case FUNCTIONS -> Optional.of(function(value));
      case ENVIRONMENT -> EnvironmentText.line(name, value);
    };
  }

  private static String setting(String name, Object value) {
    return "%s = %s\n".formatted(name, PythonText.literal(value));
  }

  private static String function(Object value) {
    String source = value instanceof Text text ? text.value() : value.toString();
    return "\n\n" + source.stripTrailing() + "\n";
  }
}
