package dev.runner.modules.control;

import dev.runner.module.BadParameter;
import dev.runner.module.ControlFile;
import dev.runner.module.Describe;
import dev.runner.module.Effect;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.TaskModule;
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
        Optional<ControlFile> file,
    @Param("Directory whose files are read, by name, those in directories after them.")
        Optional<ControlFile> dir,
    @Param("Variable that gets all of them as a mapping.") Optional<String> name,
    @Param(value = "How deep directories are read; 0 for no bound.", byDefault = "0") int depth,
    @Param("Regular expression that file names must match.") Optional<String> filesMatching,
    @Param("Regular expressions of file names to leave out.") List<String> ignoreFiles,
    @Param(value = "Endings of files that are read.", byDefault = "[\"json\", \"yaml\", \"yml\"]")
        List<String> extensions,
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
    if (file.isPresent() == dir.isPresent()) {
      throw new BadParameter("file", "give either a file or a dir");
    }
    filesMatching.ifPresent(regex -> pattern("files_matching", regex));
    ignoreFiles.forEach(regex -> pattern("ignore_files", regex));
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
    List<ControlFile> files = new ArrayList<>();
    file.ifPresent(files::add);
    if (dir.isPresent()) {
      if (!dir.get().isDirectory()) {
        return Plan.refuse(dir.get().path() + " is no directory", "Use file instead of dir.");
      }
      gather(dir.get(), 1, files);
    }
    List<String> wrong =
        dir.isEmpty() ? List.of() : names(files.stream().filter(f -> !known(f)).toList());
    if (!wrong.isEmpty() && !ignoreUnknownExtensions) {
      return Plan.refuse(
          "%s does not have a valid extension: %s"
              .formatted(String.join(", ", wrong), String.join(", ", extensions)),
          "Set ignore_unknown_extensions, or leave them out by files_matching.");
    }
    List<ControlFile> read = files.stream().filter(f -> dir.isEmpty() || known(f)).toList();
    return Plan.learned("%d files read".formatted(read.size()))
        .with("ansible_included_var_files", names(read))
        .with(new Effect.VariableFiles(read, name, hashBehaviour == HashBehaviour.MERGE));
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
        && ignoreFiles.stream().noneMatch(regex -> pattern("", regex).matcher(base).find());
  }

  private boolean known(ControlFile each) {
    String base = base(each);
    int dot = base.lastIndexOf('.');
    return dot < 0 || extensions.contains(base.substring(dot + 1));
  }

  private static String base(ControlFile each) {
    return each.path().toFile().getName();
  }

  private static List<String> names(List<ControlFile> files) {
    return files.stream().map(each -> each.path().toString()).toList();
  }
}
