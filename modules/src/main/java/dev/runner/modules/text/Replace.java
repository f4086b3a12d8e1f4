package dev.runner.modules.text;

import dev.runner.module.Content;
import dev.runner.module.Describe;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.Spread;
import dev.runner.module.TaskModule;
import dev.runner.modules.files.Labels;
import dev.runner.modules.files.Permissions;
import dev.runner.modules.files.Validation;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.values.regex.Match;
import dev.runner.values.regex.PythonRegex;
import java.util.Map;
import java.util.Optional;

/// Replaces what a regular expression finds in a file.
@Describe(
    summary = "Replace all that a regular expression finds in a file.",
    description =
        """
        The expression is Python's, and looks at the whole file with `^` and `$` at each line. With
        `after` and `before` only what stands between their first matches is looked at.
        """,
    since = "0.1",
    example =
        """
        - name: name the new host
          replace:
            path: /etc/hosts
            regexp: '(\\\\s+)old\\\\.host\\\\.name(\\\\s+.*)?$'
            replace: '\\\\1new.host.name\\\\2'
        """,
    returns = {
      @Describe.Returned(name = "msg", value = "How many were replaced, nothing if none."),
      @Describe.Returned(
          name = "backup_file",
          value = "The copy of the old file, if one was kept."),
      @Describe.Returned(name = "rc", value = "What Ansible numbers the outcome with.")
    })
public record Replace(
    @Param(
            value = "The file.",
            aliases = {"dest", "destfile", "name"})
        RemotePath path,
    @Param("Regular expression of what is replaced.") String regexp,
    @Param(
            value = "What stands there then, with references to groups (\\1, \\g<name>).",
            byDefault = "")
        Text replace,
    @Param("Regular expression: only what follows its match is looked at.") Optional<String> after,
    @Param("Regular expression: only what precedes its match is looked at.")
        Optional<String> before,
    @Param(value = "Whether a copy of the old file is kept.", byDefault = "false") boolean backup,
    @Param(value = "Encoding of the file.", byDefault = "utf-8") String encoding,
    @Param("Command that checks the file before it is put in place; %s stands for the file.")
        Optional<String> validate,
    @Spread Permissions permissions,
    @Spread Labels labels)
    implements TaskModule {

  public Replace {
    FileText.charset(encoding);
    validate.ifPresent(Validation::command);
    FileText.checkRegex("regexp", regexp);
    after.ifPresent(text -> FileText.checkRegex("after", text));
    before.ifPresent(text -> FileText.checkRegex("before", text));
  }

  @Override
  public Plan plan(Probe host) {
    return labels.over(host, path, () -> edited(host));
  }

  private Plan edited(Probe host) {
    try {
      PythonRegex.compile(regexp, false, true).replace("", replace.value(), 0);
    } catch (PythonException e) {
      return Plan.refuse(
          "Unable to process replace due to error: %s".formatted(e.getMessage()),
          "Correct the references in replace.");
    }
    Original file = Original.ask(host, path, permissions);
    return file.obstacle(Optional.of("Path %s does not exist !".formatted(path)))
        .orElseGet(() -> Original.computing(() -> plan(file)));
  }

  private Plan plan(Original file) {
    FileText whole = file.text(encoding);
    if (whole.bytes()) {
      return Plan.refuse(
          "%s holds bytes that aren't %s".formatted(path, encoding),
          "Give the encoding of the file; latin-1 takes any.");
    }
    String text = whole.text();
    int start = 0;
    int end = text.length();
    if (after.isPresent() || before.isPresent()) {
      PythonRegex section = PythonRegex.compile("(?s)" + section(), false, false);
      Match found = section.on(text);
      if (!found.find()) {
        return Plan.unchanged("nothing is between the marks")
            .with(
                "msg", "Pattern for before/after params did not match the given file: " + section())
            .with("rc", 0L);
      }
      start = found.start(section.group("subsection"));
      end = found.end(section.group("subsection"));
    }
    PythonRegex.Replaced replaced =
        PythonRegex.compile(regexp, false, true)
            .replace(text.substring(start, end), replace.value(), 0);
    String young = text.substring(0, start) + replaced.text() + text.substring(end);
    return edited(file, whole.content(young), replaced.count());
  }

  /// The expression that finds what is looked at.
  private String section() {
    String middle = "(?P<subsection>.*" + (after.isPresent() && before.isPresent() ? "?)" : ")");
    return after.orElse("") + middle + before.orElse("");
  }

  private Plan edited(Original file, Content young, int count) {
    Content content = replace.isSecret() ? young.asSecret() : young;
    return ToldDifference.plain(
        file.edit(content, validate.map(Validation::command), backup)
            .plan("%d replacements made".formatted(count), Map.of("rc", 0L), "backup_file"));
  }
}
