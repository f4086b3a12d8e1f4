package dev.runner.modules.packages.apt;

import dev.runner.module.Answer;
import dev.runner.module.Attributes;
import dev.runner.module.BadParameter;
import dev.runner.module.Content;
import dev.runner.module.Describe;
import dev.runner.module.FileMode;
import dev.runner.module.Finished;
import dev.runner.module.Needs;
import dev.runner.module.Output;
import dev.runner.module.Outputs;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Adds and removes repositories in apt's format of one line each.
@Describe(
    summary = "Add and remove repositories of apt, written as one line each.",
    description =
        """
        Lines that have nothing to do with the repository are left as they are. If the lists of
        packages can't be updated afterwards, the files become again what they were.
        """,
    since = "0.1",
    roundTrips = 3,
    example =
        """
        - name: packages of the example project
          apt_repository:
            repo: deb [signed-by=/etc/apt/keyrings/example.asc] https://apt.example.org stable main
            filename: example
        """,
    returns = {
      @Describe.Returned(name = "repo", value = "The repository as it was asked for."),
      @Describe.Returned(name = "state", value = "What was asked for."),
      @Describe.Returned(name = "sources_added", value = "Files that came to be."),
      @Describe.Returned(name = "sources_removed", value = "Files that were removed.")
    })
@Needs("apt-get")
public record AptRepository(
    @Param(
            value = "The repository's line, or ppa:OWNER/NAME.",
            whenNull = "Please set argument 'repo' to a non-empty value")
        String repo,
    @Param(value = "Whether the repository is to be there.", byDefault = "present") State state,
    @Param("Mode of a file that is made; 0644 if left out.") Optional<FileMode> mode,
    @Param(
            value = "Whether the lists of packages are updated after a change.",
            byDefault = "true",
            aliases = "update-cache")
        boolean updateCache,
    @Param(value = "How often the update is tried.", byDefault = "5") int updateCacheRetries,
    @Param(value = "The longest pause between two tries.", byDefault = "12")
        Duration updateCacheRetryMaxDelay,
    @Param(value = "Whether the certificate of a PPA's server is checked.", byDefault = "true")
        boolean validateCerts,
    @Param("Name of the file, without .list; made from the URL if left out.")
        Optional<String> filename,
    @Param("Release that is taken from a PPA, instead of the host's own.")
        Optional<String> codename,
    @Param(
            value = "For Ansible's sake: nothing needs to be installed for this module.",
            byDefault = "true")
        boolean installPythonApt)
    implements TaskModule {
  private static final Pattern CODENAME =
      Pattern.compile("(?m)^VERSION_CODENAME=\"?([^\"\\n]+)\"?$");

  /// Whether the repository is to be there.
  public enum State {
    ABSENT,
    PRESENT
  }

  public AptRepository {
    if (updateCacheRetries < 1) {
      throw new BadParameter("update_cache_retries", "try at least once");
    }
  }

  @Override
  public Plan plan(Probe host) {
    String text = repo.strip();
    if (text.isEmpty()) {
      return Plan.refuse("Please set argument 'repo' to a non-empty value", "");
    }
    SourceFiles before = SourceFiles.read(host);
    if (text.startsWith("ppa:")) {
      return ppa(host, before, Ppa.parse(text, release(host)));
    }
    SourceLine line = SourceLine.parse(text);
    if (!line.isSource() || !line.enabled()) {
      return Plan.refuse(
          "Invalid repository string: " + text, "it begins with deb or deb-src and a URL");
    }
    return plan(before, after(before, line.source(), line.source()), List.of());
  }

  private String release(Probe host) {
    return codename.orElseGet(
        () -> {
          Matcher found =
              CODENAME.matcher(
                  host.read(RemotePath.of("/etc/os-release")).map(Content::lenientText).orElse(""));
          return found.find() ? found.group(1) : "stable";
        });
  }

  private Plan ppa(Probe host, SourceFiles before, Ppa archive) {
    String named = "%s_%s".formatted(repo, archive.codename());
    if (state == State.ABSENT || before.uses(archive.source())) {
      return plan(before, after(before, archive.source(), named), List.of());
    }
    Ppa.Key key = archive.key(host, validateCerts);
    return key.trouble().isEmpty()
        ? plan(before, after(before, archive.source(), named), key.step().stream().toList())
        : Plan.refuse(key.trouble(), "look at the archive's name");
  }

  private SourceFiles after(SourceFiles before, String source, String named) {
    return state == State.ABSENT
        ? before.without(source)
        : before.with(source, SourceFiles.place(filename.orElseGet(() -> fileName(named))));
  }

  /// The server and path in letters and digits.
  private static String fileName(String source) {
    String bare = source.replaceAll("\\[[^\\]]+\\]", "").replaceAll("\\w+://", "");
    String first =
        List.of(bare.strip().split("\\s+")).stream()
            .filter(word -> !word.equals("deb") && !word.equals("deb-src"))
            .findFirst()
            .orElse("");
    return first
        .replaceFirst("^.*?@", "")
        .replaceAll("[^a-zA-Z0-9]", " ")
        .strip()
        .replaceAll("\\s+", "_");
  }

  private Plan plan(SourceFiles before, SourceFiles after, List<Step> first) {
    List<String> added = names(after, before);
    List<String> removed = names(before, after);
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("repo", repo);
    values.put("state", state.name().toLowerCase(java.util.Locale.ROOT));
    values.put("sources_added", added);
    values.put("sources_removed", removed);
    List<Step> steps = new ArrayList<>(first);
    steps.addAll(steps(before, after, true));
    if (steps.isEmpty()) {
      return Plan.unchanged("the sources are so already").withAll(values);
    } else if (!updateCache) {
      return Plan.changes(steps).predictingAll(values);
    }
    steps.add(AptLists.step(updateCacheRetries, updateCacheRetryMaxDelay, 60));
    return Plan.changes(steps)
        .predictingAll(values)
        .after((outputs, now) -> updated(outputs, steps(after, before, false)));
  }

  private static List<String> names(SourceFiles these, SourceFiles those) {
    return these.files().keySet().stream()
        .filter(path -> !those.files().containsKey(path))
        .map(RemotePath::text)
        .toList();
  }

  private List<Step> steps(SourceFiles before, SourceFiles after, boolean forward) {
    List<Step> steps = new ArrayList<>();
    TreeSet<RemotePath> paths = new TreeSet<>(before.files().keySet());
    paths.addAll(after.files().keySet());
    for (RemotePath path : paths) {
      Optional<Content> old = before.content(path);
      Optional<Content> wanted = after.content(path);
      if (wanted.isEmpty()) {
        steps.add(new Step.Delete("remove " + path, path));
      } else if (!wanted.equals(old)) {
        Attributes attributes =
            old.isEmpty() && forward
                ? Attributes.ofMode(mode.orElse(FileMode.of(0644)))
                : Attributes.NONE;
        steps.add(Step.write("write " + path, path, old, wanted.get(), attributes));
      }
    }
    return steps;
  }

  private Answer updated(Outputs outputs, List<Step> back) {
    Output output = outputs.last();
    if (output.ok()) {
      return Finished.changed("changed the sources and updated the lists of packages");
    }
    Finished failed = AptLists.failed(output, updateCacheRetries);
    return Plan.changes(back).after((done, now) -> failed);
  }
}
