package dev.runner.modules.files;

import dev.runner.module.BadParameter;
import dev.runner.module.Content;
import dev.runner.module.Describe;
import dev.runner.module.LimitedDifference;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.Rendered;
import dev.runner.module.SourceMode;
import dev.runner.module.Spread;
import dev.runner.module.TaskModule;
import dev.runner.values.Text;
import java.util.Optional;

/// Puts a rendered template on the host.
@Describe(
    summary = "Render a template to a file on the host.",
    description =
        """
        `.j2` files (and all that end otherwise) are Jinja, `.mustache` files are Mustache. Rendering
        is done before the host is asked anything; the parameters about blocks, delimiters and
        comments say how.
        """,
    since = "0.1",
    missing = "src and dest are required",
    example =
        """
        - name: configure the server
          template:
            src: /mytemplates/foo.j2
            dest: /etc/file.conf
            owner: bin
            group: wheel
            mode: '0644'
        """,
    returns = {
      @Describe.Returned(name = "dest", value = "The file on the host."),
      @Describe.Returned(name = "checksum", value = "SHA-1 checksum of the rendered text."),
      @Describe.Returned(
          name = "md5sum",
          value = "MD5 checksum, if content of the control machine was written."),
      @Describe.Returned(name = "size", value = "Size in bytes."),
      @Describe.Returned(name = "owner", value = "Name of the owner."),
      @Describe.Returned(name = "group", value = "Name of the group."),
      @Describe.Returned(name = "uid", value = "Number of the owner."),
      @Describe.Returned(name = "gid", value = "Number of the group."),
      @Describe.Returned(name = "mode", value = "Permissions."),
      @Describe.Returned(name = "state", value = "What is at dest."),
      @Describe.Returned(name = "backup_file", value = "The copy of the old file, if one was kept.")
    })
@LimitedDifference
public record Template(
    @Param("The template on the control machine.") Rendered src,
    @Param("File on the host, or an existing directory to put it in.") RemotePath dest,
    @Param("Name or number of the user who is to own it.") Optional<String> owner,
    @Param("Name or number of the group that is to own it.") Optional<String> group,
    @Param("Permissions, or 'preserve' for those of the template.") Optional<SourceMode> mode,
    @Param(value = "Whether an existing file is replaced when it differs.", byDefault = "true")
        boolean force,
    @Param(value = "Whether a copy of the old file is kept.", byDefault = "false") boolean backup,
    @Param(value = "Whether a symbolic link at dest is followed.", byDefault = "false")
        boolean follow,
    @Param("Command that checks the file before it is put in place; %s stands for the file.")
        Optional<String> validate,
    @Param(value = "What lines end with, one of \\n, \\r and \\r\\n.", byDefault = "\\n")
        String newlineSequence,
    @Param(value = "Encoding of the file on the host.", byDefault = "utf-8") String outputEncoding,
    @Param(value = "Whether the newline after a block is left out.", byDefault = "true")
        boolean trimBlocks,
    @Param(value = "Whether blanks before a block are left out.", byDefault = "false")
        boolean lstripBlocks,
    @Param(value = "What begins a block.", byDefault = "{%") String blockStartString,
    @Param(value = "What ends a block.", byDefault = "%}") String blockEndString,
    @Param(value = "What begins an expression.", byDefault = "{{") String variableStartString,
    @Param(value = "What ends an expression.", byDefault = "}}") String variableEndString,
    @Param("What begins a comment, {# if not given.") Optional<String> commentStartString,
    @Param("What ends a comment, #} if not given.") Optional<String> commentEndString,
    @Param(
            value =
                "Whether a file that can't be replaced as a whole (its directory can't be written"
                    + " to, it is a mount) is written over.",
            byDefault = "false")
        boolean unsafeWrites,
    @Spread Labels labels)
    implements TaskModule {

  public Template {
    outputEncoding = outputEncoding.isEmpty() ? "utf-8" : outputEncoding;
    Encodings.named("output_encoding", outputEncoding);
    validate.ifPresent(Validation::command);
    lineEnd(newlineSequence);
  }

  private static String lineEnd(String sequence) {
    return switch (sequence) {
      case "\n", "\\n" -> "\n";
      case "\r", "\\r" -> "\r";
      case "\r\n", "\\r\\n" -> "\r\n";
      default ->
          throw new BadParameter("newline_sequence", "newline_sequence is one of \\n, \\r, \\r\\n");
    };
  }

  @Override
  public Plan plan(Probe host) {
    Plan plan =
        new Placement(
                dest,
                src.source().toFile().getName(),
                owner,
                group,
                mode.map(wanted -> wanted.mode().orElseGet(() -> LocalModes.of(src.source()))),
                force,
                backup,
                follow,
                validate.map(Validation::command),
                unsafeWrites,
                labels)
            .plan(host, content());
    return plan instanceof Plan.Changes changes
        ? changes.predicting("src", src.source().toString())
        : plan;
  }

  private Content content() {
    Text text = src.text();
    String lines = text.value().replace("\r\n", "\n").replace("\n", lineEnd(newlineSequence));
    Content content =
        Content.of(lines.getBytes(Encodings.named("output_encoding", outputEncoding)));
    return text.isSecret() ? content.asSecret() : content;
  }
}
