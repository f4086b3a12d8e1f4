package dev.runner.modules.packages;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Constraint;
import dev.runner.module.Describe;
import dev.runner.module.Finished;
import dev.runner.module.Output;
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

/// Installs libraries of Perl.
@Describe(
    summary = "Install libraries of Perl with cpanm.",
    description =
        """
        Only cpanm knows whether there is something newer, so it is called in each run, and tells that
        a library is up to date; with `name_check`, Perl itself is asked first.
        """,
    since = "0.1",
    collection = "community.general",
    example =
        """
        - name: a reader of JSON
          cpanm:
            name: JSON::XS
            name_check: JSON::XS
        """,
    returns = {
      @Describe.Returned(name = "name", value = "What was asked for."),
      @Describe.Returned(name = "version", value = "The version that was asked for.")
    })
@Constraint(
    value = Constraint.Kind.ONE_OF,
    names = {"name", "from_path"})
public record Cpanm(
    @Param(
            value = "A library, a distribution's file, or the URL of one or of a git repository.",
            aliases = "pkg")
        Optional<String> name,
    @Param("A directory or archive on the host that it is installed from.")
        Optional<RemotePath> fromPath,
    @Param("Version: at least this one, or with @ or ~ in front as cpanm has them.")
        Optional<String> version,
    @Param("A library that Perl is asked for first; nothing is done if it has it.")
        Optional<String> nameCheck,
    @Param(value = "With `compatibility`, Perl is asked for `name` first.", byDefault = "new")
        Mode mode,
    @Param("Directory that it is installed below.") Optional<RemotePath> locallib,
    @Param(value = "Whether its tests are left out.", byDefault = "false") boolean notest,
    @Param("Mirror of CPAN.") Optional<String> mirror,
    @Param(value = "Whether only the mirror's index is read.", byDefault = "false")
        boolean mirrorOnly,
    @Param(value = "Whether only what it needs is installed.", byDefault = "false")
        boolean installdeps,
    @Param("Whether what it recommends is installed too; as cpanm has it if left out.")
        Optional<Boolean> installRecommendations,
    @Param("Whether what it suggests is installed too; as cpanm has it if left out.")
        Optional<Boolean> installSuggestions,
    @Param("Path of the cpanm to run.") Optional<RemotePath> executable)
    implements TaskModule {

  /// What is asked first.
  public enum Mode {
    COMPATIBILITY,
    NEW
  }

  /// Prints `none` where there is no cpanm; succeeds if Perl has the library.
  private static final String LOOK =
      """
      command -v "$1" >/dev/null || { echo none; exit 1; }
      [ -n "$2" ] || exit 1
      perl -e "use $2;" >/dev/null 2>&1
      """;

  public Cpanm {
    if (name.isEmpty() == fromPath.isEmpty()) {
      throw new BadParameter(
          "name",
          name.isEmpty()
              ? "one of the following is required: name, from_path"
              : "Parameters 'name' and 'from_path' are mutually exclusive when 'mode=new'");
    }
    for (Optional<String> word : List.of(name, nameCheck)) {
      if (word.filter(text -> text.isEmpty() || text.startsWith("-")).isPresent()) {
        throw new BadParameter("name", "'%s' is no library".formatted(word.get()));
      }
    }
    if (nameCheck.filter(text -> !text.matches("[A-Za-z_][A-Za-z0-9_:]*")).isPresent()) {
      throw new BadParameter("name_check", "'%s' is no library".formatted(nameCheck.get()));
    }
    if (version.filter(text -> !text.matches("[@~]?[A-Za-z0-9._=<>!, -]+")).isPresent()) {
      throw new BadParameter("version", "'%s' is no version".formatted(version.get()));
    }
    String what = name.or(() -> fromPath.map(RemotePath::text)).orElse("");
    if (version.isPresent() && what.endsWith(".tar.gz")) {
      throw new BadParameter(
          "version", "parameter 'version' must not be used when installing from a file");
    }
    if (version.isPresent() && fromPath.isPresent()) {
      throw new BadParameter(
          "version", "parameter 'version' must not be used when installing from a directory");
    }
    if (what.endsWith(".git") && version.filter(text -> text.startsWith("~")).isPresent()) {
      throw new BadParameter(
          "version",
          "operator '~' not allowed in version parameter when installing from git repository");
    }
  }

  @Override
  public Plan plan(Probe host) {
    Command look =
        Command.of("sh", "-c", LOOK, "cpanm", program(), checked().orElse("")).with("LC_ALL", "C");
    Output asked =
        host.look(
            locallib
                .map(place -> look.with("PERL5LIB", place.resolve("lib/perl5").text()))
                .orElse(look));
    if (asked.lines().contains("none")) {
      return Plan.lacks(program(), "install cpanminus");
    }
    if (asked.ok()) {
      return Plan.unchanged("Perl has it").withAll(values());
    }
    return Plan.changes(Step.run("install " + what(), install()).anyStatus())
        .predictingAll(values())
        .after((outputs, now) -> ended(outputs.last()));
  }

  private String program() {
    return executable.map(RemotePath::text).orElse("cpanm");
  }

  /// What Perl is asked for, with the least version.
  private Optional<String> checked() {
    Optional<String> library =
        nameCheck.or(
            () ->
                name.filter(text -> mode == Mode.COMPATIBILITY)
                    .filter(text -> text.matches("[A-Za-z_][A-Za-z0-9_:]*")));
    Optional<String> least = version.filter(text -> text.matches("v?[0-9][0-9._]*"));
    return version.isPresent() && least.isEmpty()
        ? Optional.empty()
        : library.map(text -> text + least.map(number -> " " + number).orElse(""));
  }

  private String what() {
    String text = name.or(() -> fromPath.map(RemotePath::text)).orElseThrow();
    if (version.isEmpty()) {
      return text;
    }
    String number = version.get();
    boolean marked = number.startsWith("@") || number.startsWith("~");
    return text + (marked ? "" : text.endsWith(".git") ? "@" : "~") + number;
  }

  private Command install() {
    List<Object> words = new ArrayList<>(List.of(program()));
    flag(words, notest, "--notest");
    locallib.ifPresent(place -> words.addAll(List.of("--local-lib", place)));
    mirror.ifPresent(url -> words.addAll(List.of("--mirror", url)));
    flag(words, mirrorOnly, "--mirror-only");
    flag(words, installdeps, "--installdeps");
    installRecommendations.ifPresent(
        wanted -> words.add(wanted ? "--with-recommends" : "--without-recommends"));
    installSuggestions.ifPresent(
        wanted -> words.add(wanted ? "--with-suggests" : "--without-suggests"));
    words.add(what());
    return Command.of(words).with("LC_ALL", "C");
  }

  private static void flag(List<Object> words, boolean wanted, String word) {
    if (wanted) {
      words.add(word);
    }
  }

  private Finished ended(Output output) {
    String all = output.out() + output.err();
    Finished done =
        !output.ok()
            ? Finished.failed(output.err().strip())
                .changedWhen(false)
                .with("rc", (long) output.exit())
            : all.toLowerCase(Locale.ROOT).contains("is up to date")
                ? Finished.unchanged("it is up to date")
                : Finished.changed("");
    return done.withAll(values()).with("stdout", output.out()).with("stderr", output.err());
  }

  private Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", name.<Object>map(text -> text).orElse(None.NONE));
    values.put("version", version.<Object>map(text -> text).orElse(None.NONE));
    return values;
  }
}
