package dev.runner.modules.text;

import dev.runner.module.BadParameter;
import dev.runner.module.Constraint;
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
import dev.runner.values.Text;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Sees to one line of a file.
@Describe(
    summary = "Ensure that a line is in a file, or that none like it is.",
    description =
        """
        The last line that `regexp` or `search_string` finds becomes `line`. If none is found, `line`
        is added where `insertafter` or `insertbefore` says, else at the end. A line that is there
        already isn't added again. Regular expressions are Python's and look at one line.
        """,
    since = "0.1",
    example =
        """
        - name: enforce SELinux
          lineinfile:
            path: /etc/selinux/config
            regexp: '^SELINUX='
            line: SELINUX=enforcing
        """,
    returns = {
      @Describe.Returned(name = "msg", value = "What was done, nothing if all was so."),
      @Describe.Returned(
          name = "backup",
          value = "The copy of the old file, empty if none is kept."),
      @Describe.Returned(name = "found", value = "How many lines were to go, with state: absent."),
      @Describe.Returned(name = "rc", value = "What Ansible numbers a path with that isn't a file.")
    })
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"insertbefore", "insertafter"})
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"regexp", "search_string"})
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"backrefs", "search_string"})
public record Lineinfile(
    @Param(
            value = "The file.",
            aliases = {"dest", "destfile", "name"})
        RemotePath path,
    @Param(value = "Regular expression that finds the line.", aliases = "regex")
        Optional<String> regexp,
    @Param("Text that the line holds.") Optional<String> searchString,
    @Param(value = "Whether the line is to be there.", byDefault = "present") State state,
    @Param(value = "The line as it is to be.", aliases = "value") Optional<Text> line,
    @Param(
            value =
                "Whether line holds references to groups of regexp; nothing is added then if no"
                    + " line is found.",
            byDefault = "false")
        boolean backrefs,
    @Param("EOF, BOF, or a regular expression: a new line comes after the last line it finds.")
        Optional<String> insertafter,
    @Param("BOF, or a regular expression: a new line comes before the last line it finds.")
        Optional<String> insertbefore,
    @Param(value = "Whether a file that is missing is made.", byDefault = "false") boolean create,
    @Param(value = "Whether a copy of the old file is kept.", byDefault = "false") boolean backup,
    @Param(value = "Whether the first line found counts, not the last.", byDefault = "false")
        boolean firstmatch,
    @Param(value = "Encoding of the parameters in the file.", byDefault = "utf-8") String encoding,
    @Param("Command that checks the file before it is put in place; %s stands for the file.")
        Optional<String> validate,
    @Spread Permissions permissions,
    @Spread Labels labels)
    implements TaskModule {

  /// Whether the line is to be there.
  public enum State {
    ABSENT,
    PRESENT
  }

  public Lineinfile {
    FileText.charset(encoding);
    if (state == State.PRESENT) {
      if (backrefs && regexp.isEmpty()) {
        throw new BadParameter("backrefs", "regexp is required with backrefs=true");
      }
      if (line.isEmpty()) {
        throw new BadParameter("line", "line is required with state=present");
      }
    } else if (regexp.isEmpty() && searchString.isEmpty() && line.isEmpty()) {
      throw new BadParameter(
          "state", "one of line, search_string, or regexp is required with state=absent");
    }
    regexp.ifPresent(text -> FileText.checkRegex("regexp", text));
    insertafter.ifPresent(text -> FileText.checkRegex("insertafter", text));
    insertbefore.ifPresent(text -> FileText.checkRegex("insertbefore", text));
    validate.ifPresent(Validation::command);
  }

  @Override
  public Plan plan(Probe host) {
    return labels.over(host, path, () -> warned(edited(host)));
  }

  /// An empty pattern is found in every line, which hardly anybody wants.
  private Plan warned(Plan plan) {
    boolean empty = regexp.or(() -> searchString).filter(String::isEmpty).isPresent();
    String name = regexp.isPresent() ? "regular expression" : "search string";
    String sentence =
        "The %s is an empty string, which will match every line in the file.".formatted(name)
            + " This may have unintended consequences, such as replacing the last line in the file"
            + " rather than appending.";
    if (regexp.isPresent()) {
      sentence +=
          " If this is desired, use '^' to match every line in the file and avoid this warning.";
    }
    return warned(plan, empty, sentence);
  }

  private static Plan warned(Plan plan, boolean empty, String sentence) {
    return switch (plan) {
      case Plan.Changes changes when empty -> changes.warning(sentence);
      case Plan.Unchanged unchanged when empty -> unchanged.warning(sentence);
      default -> plan;
    };
  }

  private Plan edited(Probe host) {
    Original file = Original.ask(host, path, permissions);
    return Original.computing(() -> state == State.PRESENT ? present(file) : absent(file));
  }

  private Plan present(Original file) {
    Optional<String> missing =
        create ? Optional.empty() : Optional.of("Destination %s does not exist !".formatted(path));
    return file.obstacle(missing)
        .orElseGet(
            () -> {
              LineEdit.Edited edited = new LineEdit(this, file.text(encoding)).present();
              if (!file.exists() && backrefs && edited.count() == 0) {
                return Plan.unchanged("there is no line to replace")
                    .with("msg", "")
                    .with("backup", "");
              }
              return file.withDirectory(plan(file, edited, Map.of("backup", "")));
            });
  }

  private Plan absent(Original file) {
    Optional<Plan> obstacle = file.obstacle(Optional.empty());
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    if (!file.exists()) {
      return Plan.unchanged("there is no file " + path).with("msg", "file not present");
    }
    LineEdit.Edited edited = new LineEdit(this, file.text(encoding)).absent();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("found", edited.count());
    values.put("backup", "");
    return plan(file, edited, values);
  }

  private Plan plan(Original file, LineEdit.Edited edited, Map<String, ?> values) {
    Content after = file.text(encoding).content(edited.text());
    boolean secret = line.filter(Text::isSecret).isPresent();
    return ToldDifference.ofContentAndAttributes(
        file.edit(secret ? after.asSecret() : after, validate.map(Validation::command), backup)
            .plan(edited.message(), values, "backup"));
  }
}
