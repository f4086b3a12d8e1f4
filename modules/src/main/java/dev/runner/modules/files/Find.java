package dev.runner.modules.files;

import dev.runner.module.BadParameter;
import dev.runner.module.Describe;
import dev.runner.module.FileMode;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.TaskModule;
import dev.runner.values.PythonException;
import dev.runner.values.regex.PythonRegex;
import java.util.List;
import java.util.Optional;

/// Looks for paths that meet conditions.
@Describe(
    summary = "Look for files, directories or links by name, age, size, content and mode.",
    description =
        """
        All conditions must be met. Files are read for `contains` on the control machine, up to
        16 MiB each.
        """,
    since = "0.1",
    example =
        """
        - name: find old logs
          find:
            paths: /var/log
            patterns: '*.old,*.log.gz'
            age: 5d
            recurse: true
        """,
    returns = {
      @Describe.Returned(
          name = "files",
          value = "What was found: a list with the keys that 'stat' gives, and path."),
      @Describe.Returned(name = "matched", value = "How many were found."),
      @Describe.Returned(name = "examined", value = "How many were looked at."),
      @Describe.Returned(name = "skipped_paths", value = "What couldn't be looked at, and why."),
      @Describe.Returned(name = "msg", value = "Whether all was looked at.")
    })
public record Find(
    @Param(
            value = "Directories to look in.",
            aliases = {"name", "path"},
            path = true)
        Optional<List<String>> paths,
    @Param(
            value = "Patterns of the shell (or with use_regex regular expressions) for bare names.",
            aliases = "pattern")
        List<String> patterns,
    @Param(value = "Patterns for bare names that are left out.", aliases = "exclude")
        List<String> excludes,
    @Param("Regular expression for the start of a line, or with read_whole_file for the content.")
        Optional<String> contains,
    @Param(value = "Whether contains is looked for in the content as a whole.", byDefault = "false")
        boolean readWholeFile,
    @Param(value = "What to look for.", byDefault = "file") FileType fileType,
    @Param("Age at least, such as 5d; with a minus, at most. Letters: s, m, h, d, w.")
        Optional<String> age,
    @Param(value = "Which time the age counts from.", byDefault = "mtime") AgeStamp ageStamp,
    @Param("Size at least, such as 10m; with a minus, at most. Letters: b, k, m, g, t.")
        Optional<String> size,
    @Param(value = "Whether to look in directories below.", byDefault = "false") boolean recurse,
    @Param(value = "Whether names that begin with a dot count.", byDefault = "false")
        boolean hidden,
    @Param(value = "Whether to go into directories that links point to.", byDefault = "false")
        boolean follow,
    @Param(value = "Whether a checksum is made of each file found.", byDefault = "false")
        boolean getChecksum,
    @Param(
            value = "How the checksum is made.",
            byDefault = "sha1",
            aliases = {"checksum", "checksum_algo"})
        ChecksumAlgorithm checksumAlgorithm,
    @Param(value = "Whether patterns are Python's regular expressions.", byDefault = "false")
        boolean useRegex,
    @Param("How deep to go; 1 for what stands in the directories themselves.")
        Optional<Integer> depth,
    @Param("Permissions that are looked for.") Optional<FileMode> mode,
    @Param(
            value = "Whether permissions must be equal; else one bit in common is enough.",
            byDefault = "true")
        boolean exactMode,
    @Param("Encoding of files that are read for contains, utf-8 if not given.")
        Optional<String> encoding,
    @Param("How many to find at most.") Optional<Integer> limit)
    implements TaskModule {

  /// What can be looked for.
  public enum FileType {
    ANY,
    DIRECTORY,
    FILE,
    LINK
  }

  /// The times of a path.
  public enum AgeStamp {
    ATIME,
    CTIME,
    MTIME
  }

  public Find {
    if (paths.isEmpty()) {
      throw new BadParameter("paths", "missing required arguments: paths");
    }
    if (limit.isPresent() && limit.get() <= 0) {
      throw new BadParameter("limit", "limit cannot be %d".formatted(limit.get()));
    }
    age.ifPresent(text -> Measure.AGE.parse("age", text));
    size.ifPresent(text -> Measure.SIZE.parse("size", text));
    contains.ifPresent(text -> checkRegex("contains", text));
    if (useRegex) {
      patterns.forEach(text -> checkRegex("patterns", text));
      excludes.forEach(text -> checkRegex("excludes", text));
    }
  }

  private static void checkRegex(String parameter, String text) {
    try {
      PythonRegex.compile(text, false, false);
    } catch (PythonException e) {
      throw new BadParameter(parameter, String.valueOf(e.getMessage()));
    }
  }

  /// How far down to look; 0 for no bound.
  int levels() {
    return recurse ? depth.orElse(0) : 1;
  }

  @Override
  public Plan plan(Probe host) {
    return new FindRun(this, host).plan();
  }
}
