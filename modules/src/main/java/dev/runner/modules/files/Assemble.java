package dev.runner.modules.files;

import dev.runner.module.BadParameter;
import dev.runner.module.Content;
import dev.runner.module.ControlFile;
import dev.runner.module.Describe;
import dev.runner.module.Difference;
import dev.runner.module.FileStat;
import dev.runner.module.LimitedDifference;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.SourcePath;
import dev.runner.module.Spread;
import dev.runner.module.TaskModule;
import dev.runner.values.PythonException;
import dev.runner.values.regex.PythonRegex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Puts a file together from the files of a directory.
@Describe(
    summary = "Put a file together from the files of a directory, in the order of their names.",
    since = "0.1",
    missing = "src and dest are required",
    example =
        """
        - name: assemble the configuration of sshd
          assemble:
            src: /etc/ssh/conf.d/
            dest: /etc/ssh/sshd_config
            validate: /usr/sbin/sshd -t -f %s
        """,
    roundTrips = 2,
    returns = {
      @Describe.Returned(name = "src", value = "The directory of the pieces."),
      @Describe.Returned(name = "dest", value = "The file on the host."),
      @Describe.Returned(name = "checksum", value = "SHA-1 checksum of the file."),
      @Describe.Returned(name = "md5sum", value = "MD5 checksum of the file."),
      @Describe.Returned(name = "size", value = "Size in bytes."),
      @Describe.Returned(name = "owner", value = "Name of the owner."),
      @Describe.Returned(name = "group", value = "Name of the group."),
      @Describe.Returned(name = "uid", value = "Number of the owner."),
      @Describe.Returned(name = "gid", value = "Number of the group."),
      @Describe.Returned(name = "mode", value = "Permissions."),
      @Describe.Returned(name = "state", value = "What is at dest."),
      @Describe.Returned(name = "msg", value = "OK."),
      @Describe.Returned(name = "backup_file", value = "The copy of the old file, if one was kept.")
    })
@LimitedDifference
public record Assemble(
    @Param("The directory of the pieces, on the host unless remote_src is off.") SourcePath src,
    @Param("The file on the host.") RemotePath dest,
    @Param("What stands between the pieces, with escapes such as \\n.") Optional<String> delimiter,
    @Param("Regular expression: only pieces whose names it is found in are taken.")
        Optional<String> regexp,
    @Param(value = "Whether names that begin with a dot are left out.", byDefault = "false")
        boolean ignoreHidden,
    @Param(value = "Whether src is on the host.", byDefault = "true") boolean remoteSrc,
    @Param(value = "Whether a copy of the old file is kept.", byDefault = "false") boolean backup,
    @Param(value = "Whether vaulted pieces are decrypted.", byDefault = "true") boolean decrypt,
    @Param("Command that checks the file before it is put in place; %s stands for the file.")
        Optional<String> validate,
    @Spread Permissions permissions,
    @Spread Labels labels)
    implements TaskModule {

  public Assemble {
    validate.ifPresent(Validation::command);
    try {
      regexp.ifPresent(text -> PythonRegex.compile(text, false, false));
    } catch (PythonException e) {
      throw new BadParameter(
          "regexp", "Invalid Regexp (%s) in \"%s\"".formatted(e.getMessage(), regexp.orElse("")));
    }
  }

  @Override
  public Plan plan(Probe host) {
    Pending<FileStat> there = host.later(new Question.Stat(dest, true));
    if (!remoteSrc) {
      ControlFile directory = decrypt ? src.onControl() : src.onControl().asItStands();
      return directory.isDirectory()
          ? put(host, there, local(directory))
          : Plan.refuse("Source (%s) is not a directory".formatted(src.text()), "Name another.");
    }
    Pending<FileStat> source = host.later(new Question.Stat(src.onHost(), true));
    Pending<List<FileStat>> listing = host.later(new Question.Listing(src.onHost(), 1));
    if (!source.get().isDirectory()) {
      String is = source.get().exists() ? "is not a directory" : "does not exist";
      return Plan.refuse("Source (%s) %s".formatted(src.text(), is), "Name another directory.");
    }
    return put(host, there, remote(host, listing.get()));
  }

  private boolean isWanted(String name) {
    boolean hidden = ignoreHidden && name.startsWith(".");
    return !hidden
        && regexp.map(text -> PythonRegex.compile(text, false, false).isFoundIn(name)).orElse(true);
  }

  private SortedMap<String, Content> remote(Probe host, List<FileStat> listing) {
    Map<String, Pending<FileStat>> kinds = new LinkedHashMap<>();
    Map<String, Pending<Optional<Content>>> contents = new LinkedHashMap<>();
    for (FileStat each : listing) {
      if ((each.isFile() || each.isLink()) && isWanted(each.path().name())) {
        kinds.put(each.path().name(), host.later(new Question.Stat(each.path(), true)));
        contents.put(
            each.path().name(), host.later(new Question.Read(each.path(), Probe.READ_LIMIT)));
      }
    }
    SortedMap<String, Content> pieces = new TreeMap<>();
    contents.forEach(
        (name, content) -> {
          Pending<FileStat> kind = kinds.get(name);
          if (kind != null && kind.get().isFile()) {
            content.get().ifPresent(bytes -> pieces.put(name, bytes));
          }
        });
    return pieces;
  }

  private SortedMap<String, Content> local(ControlFile directory) {
    SortedMap<String, Content> pieces = new TreeMap<>();
    try {
      for (ControlFile each : directory.entries()) {
        String name = each.path().toFile().getName();
        if (!each.isDirectory() && isWanted(name)) {
          pieces.put(name, each.content());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return pieces;
  }

  private Plan put(Probe host, Pending<FileStat> there, SortedMap<String, Content> pieces) {
    Content content = new Fragments(pieces, delimiter).together();
    Placement placement =
        new Placement(
            dest,
            dest.name(),
            permissions.owner(),
            permissions.group(),
            permissions.mode(),
            true,
            backup,
            true,
            validate.map(Validation::command),
            permissions.unsafeWrites(),
            labels);
    Plan plan = placement.plan(host, content);
    if (there.get().isDirectory()) {
      return Plan.refuse("%s is a directory".formatted(dest), "Name a file as dest.");
    }
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("src", src.text());
    values.put("md5sum", Digests.of(ChecksumAlgorithm.MD5, content));
    values.put("msg", "OK");
    return switch (plan) {
      case Plan.Unchanged unchanged -> unchanged.withAll(values);
      case Plan.Changes changes ->
          Difference.of(changes.steps()).stream()
              .findFirst()
              .map(difference -> changes.predicting("diff", difference))
              .orElse(changes)
              .predictingAll(values);
      default -> plan;
    };
  }
}
