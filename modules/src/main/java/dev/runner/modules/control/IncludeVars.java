package dev.runner.modules.control;

import dev.runner.module.BadParameter;
import dev.runner.module.ControlFile;
import dev.runner.module.Describe;
import dev.runner.module.Effect;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.SourcePath;
import dev.runner.module.TaskModule;
import dev.runner.module.Value;
import dev.runner.values.None;
import dev.runner.values.Python;
import dev.runner.values.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Reads variables from files while the play runs.
@Describe(
    summary = "Read variables from files of the control machine.",
    since = "0.1",
    example =
        """
        - name: read the variables of the distribution
          include_vars:
            file: "{{ ansible_distribution }}.yml"
            name: distribution
        """,
    returns = {
      @Describe.Returned(name = "ansible_included_var_files", value = "The files, in their order."),
      @Describe.Returned(name = "ansible_facts", value = "The variables.")
    },
    roundTrips = 0)
public record IncludeVars(
    @Param(
            value = "File of variables, looked for in vars/ of the role too.",
            freeForm = true,
            aliases = "_raw_params")
        Optional<SourcePath> file,
    @Param("Directory whose files are read, by name, those in directories after them.")
        Optional<SourcePath> dir,
    @Param("Variable that gets all of them as a mapping.") Optional<String> name,
    @Param(value = "How deep directories are read; 0 for no bound.", byDefault = "0") int depth,
    @Param("Regular expression that file names must match.") Optional<String> filesMatching,
    @Param("List of regular expressions of file names to leave out.") Optional<Value> ignoreFiles,
    @Param("List of endings of files that are read; json, yaml and yml if left out.")
        Optional<Value> extensions,
    @Param(
            value = "Whether files with other endings are left out, instead of being an error.",
            byDefault = "false")
        boolean ignoreUnknownExtensions,
    @Param(value = "Whether mappings are replaced or merged.", byDefault = "replace")
        HashBehaviour hashBehaviour)
    implements TaskModule {

  /// What happens to mappings that are there already.
  public enum HashBehaviour {
    REPLACE,
    MERGE
  }

  public IncludeVars {
    if (file.isPresent() && dir.isPresent()) {
      throw new BadParameter(
          "file", "You are mixing file only and dir only arguments, these are incompatible");
    }
    words("extensions", extensions, List.of());
    filesMatching.ifPresent(regex -> pattern("files_matching", regex));
    words("ignore_files", ignoreFiles, List.of()).forEach(regex -> pattern("ignore_files", regex));
  }

  private static List<String> words(String name, Optional<Value> given, List<String> otherwise) {
    Object value = given.map(Value::value).orElse(None.NONE);
    if (value == None.NONE) {
      return otherwise;
    }
    if (Text.isText(value)) {
      return List.of(Python.string(value).strip().split("\\s+"));
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Python::string).toList();
    }
    throw new BadParameter(name, "The '%s' option must be a list.".formatted(name));
  }

  private List<String> endings() {
    return words("extensions", extensions, List.of("json", "yaml", "yml"));
  }

  private static Pattern pattern(String parameter, String regex) {
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw new BadParameter(
          parameter, "'%s' is no regular expression: %s".formatted(regex, e.getDescription()));
    }
  }

  @Override
  public Plan plan(Probe host) {
    if (isUnnamed(file) && isUnnamed(dir)) {
      return refused(
          "Could not find file on the Ansible Controller.",
          "Neither file nor dir names anything: give one of them.");
    }
    List<ControlFile> files = new ArrayList<>();
    if (file.isPresent()) {
      try {
        files.add(file.get().onControl());
      } catch (BadParameter e) {
        return refused(String.valueOf(e.getMessage()), "");
      }
    }
    if (dir.isPresent()) {
      ControlFile directory;
      try {
        directory = dir.get().onControl();
      } catch (BadParameter e) {
        return refused(String.valueOf(e.getMessage()), "");
      }
      if (!directory.isDirectory()) {
        return refused(directory.path() + " is not a directory", "Use file instead of dir.");
      }
      gather(directory, 1, files);
    }
    List<String> wrong =
        dir.isEmpty() ? List.of() : names(files.stream().filter(f -> !known(f)).toList());
    if (!wrong.isEmpty() && !ignoreUnknownExtensions) {
      return refused(
          "%s does not have a valid extension: %s"
              .formatted(String.join(", ", wrong), String.join(", ", endings())),
          "Set ignore_unknown_extensions, or leave them out by files_matching.");
    }
    List<ControlFile> read = files.stream().filter(f -> dir.isEmpty() || known(f)).toList();
    return Plan.learned("%d files read".formatted(read.size()))
        .with("ansible_included_var_files", names(read))
        .with("_ansible_no_log", read.stream().anyMatch(ControlFile::isSecret))
        .with(new Effect.VariableFiles(read, name, hashBehaviour == HashBehaviour.MERGE));
  }

  /// A template may come to an empty name.
  private static boolean isUnnamed(Optional<SourcePath> path) {
    return path.map(SourcePath::text).orElse("").isEmpty();
  }

  private static Plan refused(String because, String remedy) {
    return Plan.refuse(because, remedy).with("message", because);
  }

  private void gather(ControlFile directory, int level, List<ControlFile> files) {
    List<ControlFile> deeper = new ArrayList<>();
    for (ControlFile entry : entries(directory)) {
      if (entry.isDirectory()) {
        deeper.add(entry);
      } else if (wanted(base(entry))) {
        files.add(entry);
      }
    }
    if (depth == 0 || level < depth) {
      deeper.forEach(entry -> gather(entry, level + 1, files));
    }
  }

  private static List<ControlFile> entries(ControlFile directory) {
    try {
      return directory.entries();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean wanted(String base) {
    return filesMatching.stream().allMatch(regex -> pattern("", regex).matcher(base).find())
        && words("ignore_files", ignoreFiles, List.of()).stream()
            .noneMatch(regex -> pattern("", regex).matcher(base).find());
  }

  private boolean known(ControlFile each) {
    String base = base(each);
    int dot = base.lastIndexOf('.');
    return endings().contains(dot < 0 ? "" : base.substring(dot + 1));
  }

  private static String base(ControlFile each) {
    return each.path().toFile().getName();
  }

  private static List<String> names(List<ControlFile> files) {
    return files.stream().map(each -> each.path().toString()).toList();
  }
}
