package dev.runner.modules.text;

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
import java.util.Map;
import java.util.Optional;

/// Sees to a block of lines between two marks.
@Describe(
    summary = "Ensure that a block of lines is in a file, between two marking lines, or isn't.",
    description =
        """
        The block is found again by its marking lines, so each block of a file needs marks of its
        own. An empty block is removed. Regular expressions are Python's; with `(?m)` they look at the
        whole file instead of at each line.
        """,
    since = "0.1",
    example =
        """
        - name: configure sshd for a user
          blockinfile:
            path: /etc/ssh/sshd_config
            append_newline: true
            block: |
              Match User ansible-agent
              PasswordAuthentication no
        """,
    returns = {
      @Describe.Returned(name = "msg", value = "What was done, nothing if all was so."),
      @Describe.Returned(
          name = "backup_file",
          value = "The copy of the old file, if one was kept."),
      @Describe.Returned(name = "rc", value = "What Ansible numbers a path with that isn't a file.")
    })
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"insertbefore", "insertafter"})
public record Blockinfile(
    @Param(
            value = "The file.",
            aliases = {"dest", "destfile", "name"})
        RemotePath path,
    @Param(value = "Whether the block is to be there.", byDefault = "present") State state,
    @Param(
            value = "The marking lines; {mark} stands for marker_begin or marker_end.",
            byDefault = "# {mark} ANSIBLE MANAGED BLOCK")
        String marker,
    @Param(value = "The text between the marking lines.", aliases = "content", byDefault = "")
        Text block,
    @Param("EOF, BOF, or a regular expression: a new block comes after the last line it finds.")
        Optional<String> insertafter,
    @Param("BOF, or a regular expression: a new block comes before the last line it finds.")
        Optional<String> insertbefore,
    @Param(value = "Whether a file that is missing is made.", byDefault = "false") boolean create,
    @Param(value = "Whether a copy of the old file is kept.", byDefault = "false") boolean backup,
    @Param(value = "What {mark} is in the first marking line.", byDefault = "BEGIN")
        String markerBegin,
    @Param(value = "What {mark} is in the last marking line.", byDefault = "END") String markerEnd,
    @Param(value = "Whether a blank line is to follow the block.", byDefault = "false")
        boolean appendNewline,
    @Param(value = "Whether a blank line is to precede the block.", byDefault = "false")
        boolean prependNewline,
    @Param(value = "Encoding of the parameters in the file.", byDefault = "utf-8") String encoding,
    @Param("Command that checks the file before it is put in place; %s stands for the file.")
        Optional<String> validate,
    @Spread Permissions permissions,
    @Spread Labels labels)
    implements TaskModule {

  /// Whether the block is to be there.
  public enum State {
    ABSENT,
    PRESENT
  }

  public Blockinfile {
    FileText.charset(encoding);
    insertafter.ifPresent(text -> FileText.checkRegex("insertafter", text));
    insertbefore.ifPresent(text -> FileText.checkRegex("insertbefore", text));
    validate.ifPresent(Validation::command);
  }

  @Override
  public Plan plan(Probe host) {
    return labels.over(host, path, () -> edited(host));
  }

  private Plan edited(Probe host) {
    Original file = Original.ask(host, path, permissions);
    Optional<String> missing =
        create ? Optional.empty() : Optional.of("Path %s does not exist !".formatted(path));
    return file.obstacle(missing)
        .orElseGet(() -> Original.computing(() -> file.withDirectory(plan(file))));
  }

  private Plan plan(Original file) {
    boolean wanted = state == State.PRESENT && !block.value().isEmpty();
    if (!file.exists() && state == State.ABSENT) {
      return Plan.unchanged("there is no file " + path)
          .with("msg", "File %s not present".formatted(path));
    }
    FileText text = file.text(encoding);
    BlockEdit.Edited edited = new BlockEdit(this, text).edit(wanted);
    Content after = text.content(edited.text());
    String message = file.exists() ? edited.message() : "File created";
    Content told = block.isSecret() ? after.asSecret() : after;
    return ToldDifference.ofContentAndAttributes(
        file.edit(told, validate.map(Validation::command), backup)
            .plan(message, Map.of(), "backup_file"));
  }
}
