package dev.runner.modules.text;

import dev.runner.module.Answer;
import dev.runner.module.BadParameter;
import dev.runner.module.Constraint;
import dev.runner.module.Content;
import dev.runner.module.Describe;
import dev.runner.module.Finished;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.Spread;
import dev.runner.module.TaskModule;
import dev.runner.modules.files.FileValues;
import dev.runner.modules.files.Labels;
import dev.runner.modules.files.Permissions;
import dev.runner.values.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sees to an option in a file of sections.
@Describe(
    summary = "Set or remove options and sections of an INI file.",
    description =
        """
        All else in the file stays as it is. A commented line of the option is taken for it, unless
        `modify_inactive_option` is off.
        """,
    since = "0.1",
    collection = "community.general",
    example =
        """
        - name: log less
          ini_file:
            path: /etc/app.conf
            section: logging
            option: level
            value: warning
            mode: "0644"
        """,
    returns = {
      @Describe.Returned(name = "msg", value = "What was done, OK if all was so."),
      @Describe.Returned(name = "path", value = "The file."),
      @Describe.Returned(name = "backup_file", value = "The copy of the old file, if one is kept.")
    })
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"value", "values"})
public record IniFile(
    @Param(value = "The file.", aliases = "dest") RemotePath path,
    @Param("The section; options before the first one if left out.") Optional<String> section,
    @Param("Options and values that tell one of several sections of that name.")
        List<Trait> sectionHasValues,
    @Param("The option; the section as a whole if left out.") Optional<String> option,
    @Param("Its value.") Optional<Text> value,
    @Param("Its values, one a line.") List<Text> values,
    @Param(value = "Whether it is to be there.", byDefault = "present") State state,
    @Param(value = "Whether other lines of the option are removed.", byDefault = "true")
        boolean exclusive,
    @Param(value = "Whether no blanks stand around the sign =.", byDefault = "false")
        boolean noExtraSpaces,
    @Param(
            value = "Whether a line that differs in blanks around = alone is left as it is.",
            byDefault = "false")
        boolean ignoreSpaces,
    @Param(value = "Whether an option without a value and = is right.", byDefault = "false")
        boolean allowNoValue,
    @Param(value = "Whether a commented line of the option is taken for it.", byDefault = "true")
        boolean modifyInactiveOption,
    @Param(value = "Whether a file that is missing is made.", byDefault = "true") boolean create,
    @Param(value = "Whether a copy of the old file is kept.", byDefault = "false") boolean backup,
    @Param(
            value =
                "Whether the file that a link leads to is changed; else the changed file takes the"
                    + " link's place.",
            byDefault = "false")
        boolean follow,
    @Spread Permissions permissions,
    @Spread Labels labels)
    implements TaskModule {

  /// Whether something is to be there.
  public enum State {
    ABSENT,
    PRESENT
  }

  /// An option that a section has, with these values.
  public record Trait(
      @Param("Name of the option.") String option,
      @Param("Its value.") Optional<String> value,
      @Param("Its values.") List<String> values) {

    List<String> all() {
      return value.map(List::of).orElse(values);
    }
  }

  public IniFile {
    sectionHasValues = List.copyOf(sectionHasValues);
    values = List.copyOf(values);
    boolean valued = value.isPresent() || !values.isEmpty();
    if (state == State.PRESENT && !valued && !allowNoValue) {
      throw new BadParameter(
          "value",
          "Parameter 'value(s)' must be defined if state=present and allow_no_value=False.");
    }
  }

  /// The values that are asked for.
  List<String> wanted() {
    return (value.isPresent() ? List.of(value.get()) : values).stream().map(Text::value).toList();
  }

  @Override
  public Plan plan(Probe host) {
    return labels.over(host, path, () -> looked(host));
  }

  private Plan looked(Probe host) {
    Original file = Original.ask(host, path, permissions);
    Optional<String> missing =
        create ? Optional.empty() : Optional.of("Destination %s does not exist!".formatted(path));
    return file.obstacle(missing).orElseGet(() -> edited(file));
  }

  private Plan edited(Original file) {
    if (!file.exists() && state == State.ABSENT) {
      return Plan.unchanged("there is no file " + path).with("msg", "OK").with("path", path.text());
    }
    IniEdit edit = new IniEdit(this, file.text("utf-8")).make();
    Content after = file.text("utf-8").content(edit.text());
    boolean secret =
        value.filter(Text::isSecret).isPresent() || values.stream().anyMatch(Text::isSecret);
    Map<String, Object> more = new LinkedHashMap<>();
    more.put("path", path.text());
    Plan plan =
        file.edit(secret ? after.asSecret() : after, Optional.empty(), backup)
            .plan(edit.message(), more, "backup_file");
    return switch (ToldDifference.ofContent(plan)) {
      case Plan.Unchanged unchanged ->
          unchanged.with("msg", "OK").withAll(FileValues.of(file.stat()));
      case Plan.Changes changes -> {
        Plan made = file.withDirectory(looking(changes));
        yield follow ? made : file.insteadOfLink(made);
      }
      case Plan other -> other;
    };
  }

  /// Says what the file is then.
  private Plan.Changes looking(Plan.Changes changes) {
    return changes.after(
        (outputs, now) -> {
          Answer answer = changes.after().look(outputs, now);
          return answer instanceof Finished done
              ? done.withAll(FileValues.of(now.stat(path)))
              : answer;
        });
  }
}
