package dev.runner.variables;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the command line says about the whole run, as far as variables show it.
///
/// @param python the control machine's, for programs that playbooks run there
/// @param level the version of ansible-core whose language is spoken, which playbooks compare
public record RunFlags(
    boolean check,
    boolean diff,
    int forks,
    int verbosity,
    List<String> tags,
    List<String> skipTags,
    Optional<String> limit,
    List<String> inventorySources,
    Optional<Path> configuration,
    Path python,
    String level) {
  /// The language that is spoken if nobody asks for another.
  public static final String NEWEST_LANGUAGE = "2.19";

  /// Where Python is if nobody finds another.
  public static final Path USUAL_PYTHON = Path.of("/usr/bin/python3");

  private static final int NEW_SYNTAX = 19;

  /// The newest release that this language was compared with.
  private static final String NEWEST = "2.21.0";

  public RunFlags {
    tags = List.copyOf(tags);
    skipTags = List.copyOf(skipTags);
    inventorySources = List.copyOf(inventorySources);
  }

  /// Those of a command line without options.
  public static final RunFlags NONE =
      new RunFlags(
          false,
          false,
          5,
          0,
          List.of("all"),
          List.of(),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          USUAL_PYTHON,
          NEWEST);

  /// Whether a language is that of releases before ansible-core 2.19.
  ///
  /// @param language `2.19`, `2.14`
  public static boolean isBefore219(String language) {
    return language.strip().equals("2.14");
  }

  /// Whether a release of ansible-core speaks a language.
  ///
  /// @param release `2.21.5`
  /// @param language `2.19`, `2.14`
  public static boolean speaks(String release, String language) {
    int[] parts = Stream.of(release.split("[.]", 3)).limit(2).mapToInt(Integer::parseInt).toArray();
    boolean newest = parts[0] > 2 || (parts[0] == 2 && parts[1] >= NEW_SYNTAX);
    return newest == language.strip().equals(NEWEST_LANGUAGE);
  }

  /// The level of a language: that of the newest release that speaks it.
  ///
  /// @param language `2.19`, `2.14`
  public static String level(String language) {
    return language.strip().equals(NEWEST_LANGUAGE) ? NEWEST : language.strip() + ".0";
  }
}
